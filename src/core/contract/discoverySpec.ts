import { z } from 'zod'
import { SENSOR_KINDS } from '../market/sensors/sensorKinds.ts'

const day = z.union([z.iso.date(), z.date().transform((value) => value.toISOString().slice(0, 10))])
const symbol = z.string().min(1).max(32)
const name = z.string().min(1).max(64)
const bps = z.number().min(0).max(1_000)

/** What is done of a discovery; what needs a stage that is not done is not done either. */
export const discoveryStagesSchema = z.strictObject({
  /** Events found and hypotheses counted. */
  hypothesis: z.boolean().default(true),
  /** Each hypothesis tested, and what was tested controlled as a whole. */
  phase2: z.boolean().default(true),
  candidates: z.boolean().default(true),
  expectancy: z.boolean().default(true),
  robustness: z.boolean().default(true),
})
export type DiscoveryStages = z.infer<typeof discoveryStagesSchema>

const names = z.array(name).min(1).max(200)

/** What `assay discover run --spec` reads; without it everything is as the defaults say. */
export const discoverySpecSchema = z.strictObject({
  symbols: z.array(symbol).min(1).max(50).optional(),
  start_date: day.optional(),
  /** Its day counts whole. */
  end_date: day.optional(),
  interval: z.string().min(1).max(8).default('15m'),
  /** `all` that these bars and sensors allow, or names, as `volatility_shock_up` or `volatility_shock_up@4`. */
  families: z.union([z.literal('all'), names]).default('all'),
  /** `standard`, or states, as `volatility:high`; `any` is none. */
  conditions: z.union([z.literal('standard'), names]).default('standard'),
  directions: z
    .array(z.enum(['long', 'short']))
    .min(1)
    .max(2)
    .default(['long', 'short']),
  /** How long a trade is held, as `4h`; without it 1h, 4h and 24h, and 1, 5 and 20 bars where a bar is a day. */
  horizons: z.array(z.string().min(2).max(8)).min(1).max(20).optional(),
  sensors: z.array(z.enum(SENSOR_KINDS)).max(4).optional(),
  /** Share of false ones among the discoveries that is put up with. */
  q: z.number().min(0.001).max(0.5).default(0.1),
  min_events: z.number().int().min(10).max(100_000).default(30),
  max_hypotheses: z.number().int().min(1).max(20_000).default(5_000),
  resamples: z.number().int().min(200).max(100_000).default(2_000),
  /** Costs of a round trip in basis points, of all symbols or by symbol; without it those of the instrument (twice fee and slippage). */
  costs_bps: z.union([bps, z.record(symbol, bps)]).optional(),
  seed: z.number().int().min(0).optional(),
  stages: discoveryStagesSchema.prefault({}),
})
export type DiscoverySpec = z.infer<typeof discoverySpecSchema>
