import { z } from 'zod'
import { backtestManifestSchema, backtestMetricsSchema } from './backtestRecord.ts'
import { RISK_PROFILES } from './leaderboard.ts'

/** The best configuration that a sweep found, or the centre of its best plateau, run whole once more as a backtest: `manifest` and `metrics` are those of that. */
const sweepProposalSchema = z.strictObject({
  kind: z.enum(['best', 'plateau']),
  parameters: z.record(z.string(), z.json()),
  manifest: backtestManifestSchema,
  metrics: backtestMetricsSchema,
  /** N and V of the ledger with all trials of the sweep. */
  trials: z.strictObject({ trials: z.number().int(), varianceAcrossTrials: z.number().nullable() }),
})
export type SweepProposal = z.infer<typeof sweepProposalSchema>

/** `sweeps/<id>/proposals.json`: what the leaderboard reads of a sweep. */
export const sweepProposalsSchema = z.strictObject({
  schemaVersion: z.literal(1),
  sweepId: z.string().regex(/^[0-9a-f]{16}$/),
  riskProfile: z.enum(RISK_PROFILES),
  proposals: z.array(sweepProposalSchema),
})
export type SweepProposals = z.infer<typeof sweepProposalsSchema>
