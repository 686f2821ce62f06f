import { z } from 'zod'
import { trialStudySchema } from './trialStudy.ts'

const fraction = z.number()
const money = z.number()

export const gateResultSchema = z.object({
  id: z.string(),
  threshold: z.string(),
  value: z.number().nullable(),
  pass: z.boolean(),
  reason: z.string(),
  advice: z.string(),
})
export type GateResult = z.infer<typeof gateResultSchema>

export const verdictSchema = z.enum(['edge', 'no-edge', 'not-enough-data'])
export type Verdict = z.infer<typeof verdictSchema>

/** Primary metrics of one try: the selection as found, and each proposal after it. Validation data only. */
export const trySchema = z.object({
  id: z.string(),
  description: z.string(),
  accepted: z.boolean(),
  avgMonthlyProfit: money.nullable(),
  maxDrawdown: fraction.nullable(),
  trades: z.number().int(),
  profitAtCosts150: money.nullable(),
})

/** `reports/final_output_summary.json`. Money in the quote currency, ratios as fractions, null where a number cannot be stood behind. */
export const summarySchema = z.object({
  schemaVersion: z.literal(1),
  runId: z.string(),
  workspace: z.string(),
  symbols: z.object({ primary: z.string(), secondary: z.string() }),
  quoteCurrency: z.string(),
  profile: z.enum(['crypto', 'equity']),
  costs: z.record(z.string(), z.object({ feeBps: z.number(), slippageBps: z.number(), borrowPerYear: z.number() })),
  dataHashes: z.record(z.string(), z.string()),
  configHash: z.string(),
  seed: z.number().int(),
  engineVersion: z.string(),
  eventsPerDayAndLeg: z.number(),
  startCapital: money,
  endEquity: money,
  avgMonthlyProfit: money.nullable(),
  maxDrawdown: fraction.nullable(),
  calmar: z.number().nullable(),
  stress: z.object({ x100: money, x125: money, x150: money, x200: money }),
  bootstrapMonthlyMean: z.object({ p10: money.nullable(), p50: money.nullable(), p90: money.nullable() }),
  placeboP: z.number().nullable(),
  dsr: z.number().nullable(),
  trials: z.number().int(),
  holdOut: z.object({ start: z.string(), openings: z.number().int(), netExpectancy: fraction.nullable() }),
  gates: z.array(gateResultSchema),
  verdict: verdictSchema,
  endpoint: z.string(),
  tries: z.array(trySchema),
  buyAndHold: z.object({ primary: fraction.nullable(), secondary: fraction.nullable() }),
  patternAid: z.object({ requested: z.boolean(), used: z.boolean(), reason: z.string() }),
  fallbacks: z.array(z.object({ fold: z.number().int(), rung: z.number().int(), reason: z.string() })),
  /** Absent of runs that kept no returns of their trials. */
  trialStudy: trialStudySchema.optional(),
  synthetic: z.object({ kind: z.string(), seed: z.number(), strength: z.number().nullable() }).nullable(),
})
export type Summary = z.infer<typeof summarySchema>
