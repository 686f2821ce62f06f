import { z } from 'zod'

/** Sums over trials in plan order. `sharpe` is per UTC day; trials without one (too few days, not evaluated) count only in `trials`. */
const totals = {
  trials: z.number().int(),
  sharpeCount: z.number().int(),
  sharpeSum: z.number(),
  sharpeSumSquares: z.number(),
}
const trialTotalsSchema = z.object(totals)
export type TrialTotals = z.infer<typeof trialTotalsSchema>
/** What was recorded under one key of instruments. */
export type RecordedTotals = TrialTotals & { readonly symbols: string }

/** What other runs had recorded on keys that share an instrument with that of a run when it first started; kept in that run's manifest. */
export const ledgerBasisSchema = z.object({ throughSeq: z.number().int(), ...totals })
export type LedgerBasis = z.infer<typeof ledgerBasisSchema>

const dataSpanSchema = z.object({ fromMs: z.number(), toMs: z.number() })
/** Bars whose start lies in [fromMs, toMs). */
export type DataSpan = z.infer<typeof dataSpanSchema>

const trialsPayloadSchema = z.object({
  stage: z.string(),
  interval: z.string(),
  span: dataSpanSchema,
  count: z.number().int(),
  added: z.number().int(),
  idsHash: z.string(),
})
const resultsPayloadSchema = z.object({
  stage: z.string(),
  count: z.number().int(),
  sharpeCount: z.number().int(),
  sharpeSum: z.number(),
  sharpeSumSquares: z.number(),
  resultsHash: z.string(),
})
/** Trials recorded together: `idsHash` and `resultsHash` are SHA-256 of the ids (16 bytes each) and of the Sharpe ratios (8 bytes each, NaN for none). */
const trialBlockPayloadSchema = trialsPayloadSchema.extend({ name: z.string() })
const resultBlockPayloadSchema = resultsPayloadSchema.extend({ name: z.string() })
/** `counted`: over which keys `openings` was counted; without it (before 0.5.0) over the entry's own key alone. */
const openingPayloadSchema = z.object({
  spanStartMs: z.number(),
  spanEndMs: z.number(),
  configHash: z.string(),
  openings: z.number().int(),
  isNew: z.boolean(),
  counted: z.literal('keys-that-share').optional(),
})

const entryFields = {
  seq: z.number().int(),
  runId: z.string(),
  symbols: z.string(),
  prevHash: z.string(),
  hash: z.string(),
}

/** One link of the chain: `hash` is SHA-256 of the canonical JSON of the entry without `hash`. */
export const ledgerEntrySchema = z.discriminatedUnion('kind', [
  z.object({ ...entryFields, kind: z.literal('trials'), payload: trialsPayloadSchema }),
  z.object({ ...entryFields, kind: z.literal('results'), payload: resultsPayloadSchema }),
  z.object({ ...entryFields, kind: z.literal('trial-block'), payload: trialBlockPayloadSchema }),
  z.object({ ...entryFields, kind: z.literal('result-block'), payload: resultBlockPayloadSchema }),
  z.object({ ...entryFields, kind: z.literal('opening'), payload: openingPayloadSchema }),
])
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>
