import { z } from 'zod'
import { LEAK_STATES } from './leakScanRecord.ts'
import { sharpeMomentsSchema } from './sharpeMoments.ts'
import { gateResultSchema, verdictSchema } from './summary.ts'

export const RISK_PROFILES = ['Conservative', 'Balanced', 'Aggressive'] as const
export type RiskProfile = (typeof RISK_PROFILES)[number]
export const ENTRY_KINDS = ['backtest', 'sweep-best', 'sweep-plateau', 'pipeline'] as const

const sha256Text = z.string().regex(/^[0-9a-f]{64}$/)

/** N and V of the ledger on the symbols of a result, and the deflated Sharpe probability that they give. */
const deflationSchema = z.strictObject({
  trials: z.number().int(),
  varianceAcrossTrials: z.number().nullable(),
  probability: z.number().nullable(),
})
export type Deflation = z.infer<typeof deflationSchema>

/** Figures by the keys of FIGURES in core/metrics: `values` where there is one, else `why` there is none. */
const entryRunSchema = z.strictObject({
  values: z.record(z.string(), z.number()),
  why: z.record(z.string(), z.string()),
  sharpe: sharpeMomentsSchema.nullable(),
  profitAtCosts150: z.number().nullable(),
  profitAtCosts200: z.number().nullable(),
})
export type EntryRun = z.infer<typeof entryRunSchema>

/** One finished result on the board. `artefact` is its folder in the workspace; `artefactHash`, of that folder's list of hashes, names every byte of it. */
export const leaderboardEntrySchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{16}(-best|-plateau)?$/),
  kind: z.enum(ENTRY_KINDS),
  artefact: z.string(),
  artefactHash: sha256Text,
  /** Strategy, model or pipeline. */
  subject: z.string(),
  /** Of the strategy; for a sweep those that it varied. */
  parameters: z.record(z.string(), z.json()),
  pack: z.string().nullable(),
  instruments: z.array(z.string()).min(1),
  interval: z.string(),
  /** The key under which the ledger counts its trials. */
  symbols: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
  /** What its specification asks to be judged by, where it does. */
  riskProfile: z.enum(RISK_PROFILES).nullable(),
  optimisticFill: z.boolean(),
  throughHoldOut: z.boolean(),
  /** Traded a model of another program, which may have learned from the very bars that it trades. */
  inSampleUnknown: z.literal(true).optional(),
  /** No fee, slippage, spread or impact was charged, so no stress of costs is passed. */
  noTradingCosts: z.literal(true).optional(),
  synthetic: z.boolean(),
  engineVersion: z.string(),
  configHash: z.string(),
  matrixHash: z.string().nullable(),
  run: entryRunSchema,
  nextOpen: entryRunSchema.nullable(),
  deflation: deflationSchema,
  /** A pipeline's own. */
  verdict: verdictSchema.nullable(),
  /** What its leak scan came to, and why; absent on boards of before there were any. */
  leakScan: z.strictObject({ state: z.enum(LEAK_STATES), reason: z.string() }).optional(),
})
export type LeaderboardEntry = z.infer<typeof leaderboardEntrySchema>

/** A result that stood on the board and does so no more. */
const goneEntrySchema = z.strictObject({
  id: z.string(),
  kind: z.enum(ENTRY_KINDS),
  subject: z.string(),
  why: z.string(),
})
export type GoneEntry = z.infer<typeof goneEntrySchema>

export const REFUSAL_CODES = ['leak-scan-failed', 'leak-scan-missing'] as const

/** A finished result that may not stand on the board, and what to do about it. */
const refusedEntrySchema = z.strictObject({
  id: z.string(),
  kind: z.enum(ENTRY_KINDS),
  artefact: z.string(),
  subject: z.string(),
  code: z.enum(REFUSAL_CODES),
  why: z.string(),
  advice: z.string(),
})
export type RefusedEntry = z.infer<typeof refusedEntrySchema>

/** `leaderboard/entries.json` of a workspace; all lists by id. */
export const leaderboardIndexSchema = z.strictObject({
  schemaVersion: z.literal(1),
  entries: z.array(leaderboardEntrySchema),
  gone: z.array(goneEntrySchema),
  refused: z.array(refusedEntrySchema).default([]),
})
export type LeaderboardIndex = z.infer<typeof leaderboardIndexSchema>

const line = {
  seq: z.number().int(),
  atMs: z.number(),
  entryId: z.string(),
  /** Of the entry as it was then: what is said of other bytes does not count. */
  artefactHash: sha256Text,
  prevHash: z.string(),
  /** SHA-256 of the canonical JSON of the line without `hash`. */
  hash: sha256Text,
}

export const REVIEW_DECISIONS = ['accept', 'reject'] as const

/** One line of `leaderboard/journal.jsonl`, which only grows: reviews, the cart, deployments. */
export const journalLineSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...line,
    kind: z.literal('review'),
    note: z.string(),
    decision: z.enum(REVIEW_DECISIONS).nullable(),
  }),
  z.strictObject({ ...line, kind: z.literal('cart'), change: z.enum(['add', 'remove']), profile: z.string() }),
  z.strictObject({ ...line, kind: z.literal('deployment'), file: z.string(), deploymentHash: sha256Text }),
])
export type JournalLine = z.infer<typeof journalLineSchema>

/** What is hashed of a deployment: everything but the moment. Names as other programs read them. */
export const lockedDeploymentSchema = z.strictObject({
  model_id: z.string(),
  config_sha: sha256Text,
  matrix_sha: sha256Text.nullable(),
  /** Of a model that was trained here: the version that is locked, its file, what it was trained by, and on which matrix. */
  model: z
    .strictObject({
      version: z.string(),
      version_sha: sha256Text,
      model_sha: sha256Text,
      config_sha: sha256Text,
      matrix: z.string(),
      matrix_content_sha: sha256Text,
    })
    .optional(),
  workspace: z.string(),
  backtest_id: z.string(),
  artefact_sha: sha256Text,
  engine_version: z.string(),
  instruments: z.array(z.string()),
  interval: z.string(),
  data_sha: z.record(z.string(), z.string()),
  /** The whole specification, every default written out. */
  config: z.json(),
  risk_limits: z.record(z.string(), z.json()),
  risk_profile: z.string(),
  /** Whether its test looked at bars of a sealed hold-out. */
  through_hold_out: z.boolean(),
  /** Where its model was made by another program: nobody knows which bars it learned from. */
  in_sample: z.literal('unknown').optional(),
  gates: z.array(gateResultSchema),
  deflated_sharpe: deflationSchema,
  validation: z.strictObject({
    artefacts: z.number().int(),
    computed_again: z.boolean(),
    event_engine_bars: z.number().int(),
    event_engine_fills: z.number().int(),
  }),
})
export type LockedDeployment = z.infer<typeof lockedDeploymentSchema>

/** `deployments/<first 8 digits of sha256>.json`, mode 0444. `sha256` is of the canonical JSON of `locked`. */
export const deploymentSchema = z.strictObject({
  schemaVersion: z.literal(1),
  sha256: sha256Text,
  deployed_at: z.string(),
  locked: lockedDeploymentSchema,
})
export type Deployment = z.infer<typeof deploymentSchema>
