import { z } from 'zod'
import { ledgerBasisSchema } from './ledger.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.number().int().min(0)

/** What is judged apart, in the order in which it is shown. */
export const STRESS_PARTS = [
  'costs',
  'delays',
  'assumptions',
  'returns',
  'markets',
  'trades',
  'neighbours',
  'regimes',
  'placebos',
] as const
export type StressPart = (typeof STRESS_PARTS)[number]

/**
 * One run of a strategy: `profit` money, `totalReturn` and `maxDrawdown` fractions (a drawdown is positive), `sharpe` annual, over the periods of the book's own clock;
 * null where it has no spread. `exposure`: share of the bars with a position.
 */
export const stressFiguresSchema = z.strictObject({
  profit: z.number(),
  totalReturn: z.number(),
  sharpe: z.number().nullable(),
  maxDrawdown: z.number(),
  trades: count,
  exposure: z.number(),
})
export type StressFigures = z.infer<typeof stressFiguresSchema>

const quantilesSchema = z.strictObject({
  p5: z.number(),
  p25: z.number(),
  p50: z.number(),
  p75: z.number(),
  p95: z.number(),
})

const numbers = z.array(z.number())

const costsSchema = z.strictObject({
  rows: z.array(z.strictObject({ times: z.number(), figures: stressFiguresSchema })),
  /** Multiple of all costs at which the profit is gone; `isAtLeast`: it was still there at that one, the largest looked at. */
  breakEven: z.strictObject({ times: z.number(), isAtLeast: z.boolean() }),
})

const delaysSchema = z.strictObject({
  rows: z.array(z.strictObject({ bars: count, figures: stressFiguresSchema })),
})

const assumptionRowSchema = z.strictObject({
  id: z.string(),
  /** In words: as the backtest has it, and the pessimistic choice. */
  asRun: z.string(),
  pessimistic: z.string(),
  /** Under the pessimistic choice of this alone; null: `why`. */
  figures: stressFiguresSchema.nullable(),
  why: z.string().nullable(),
})
export type AssumptionRow = z.infer<typeof assumptionRowSchema>

const assumptionsSchema = z.strictObject({
  rows: z.array(assumptionRowSchema),
  together: stressFiguresSchema,
})

const fanSchema = z.strictObject({
  dayOfPoint: z.array(z.number().int()),
  p5: numbers,
  p25: numbers,
  p50: numbers,
  p75: numbers,
  p95: numbers,
  real: numbers,
})

const returnsSchema = z.strictObject({
  periods: count,
  resamples: count,
  /** Mean length of a block in periods. */
  meanBlock: z.number(),
  totalReturn: quantilesSchema,
  /** Ends of the 95 % interval of the annual Sharpe ratio, and its middle. */
  sharpe: z.strictObject({ low: z.number(), p50: z.number(), high: z.number() }).nullable(),
  maxDrawdown: quantilesSchema,
  /** Share of the resamples that end below the start capital. */
  lossProbability: z.number(),
  fan: fanSchema,
})

const marketsSchema = z.strictObject({
  paths: count,
  meanBlockBars: z.number(),
  totalReturn: quantilesSchema,
  /** Share of the synthetic markets in which it made money. */
  profitShare: z.number(),
  /** Share of them in which it was worth more at the end than buying and holding. */
  beatHoldingShare: z.number(),
  /** Annual Sharpe ratio on each synthetic market, null where it traded nothing there; and that of buying and holding. */
  sharpes: z.array(z.number().nullable()),
  holdingSharpes: z.array(z.number().nullable()),
})

const tradesSchema = z.strictObject({
  trades: count,
  order: z.strictObject({
    resamples: count,
    blockTrades: count,
    /** Of the closed trades, compounded in the order in which they came. */
    observed: z.number(),
    p50: z.number(),
    p90: z.number(),
    p95: z.number(),
  }),
  skipped: z.array(
    z.strictObject({
      share: z.number(),
      left: count,
      resamples: count,
      totalReturn: quantilesSchema,
      lossProbability: z.number(),
    }),
  ),
  /** Without the best trades; `share` of all closed trades, at least one. */
  withoutBest: z.array(z.strictObject({ share: z.number(), left: count, totalReturn: z.number() })),
})

const neighbourSchema = z.strictObject({
  name: z.string(),
  value: z.number(),
  /** The value of the backtest. */
  own: z.number(),
  figures: stressFiguresSchema,
})
export type StressNeighbour = z.infer<typeof neighbourSchema>

const neighboursSchema = z.strictObject({
  rows: z.array(neighbourSchema),
  /** Share of them that keep a positive Sharpe ratio of at least half of the backtest's. */
  keptShare: z.number(),
})

const regimeRowSchema = z.strictObject({
  family: z.enum(['volatility', 'trend', 'year']),
  name: z.string(),
  bars: count,
  entries: count,
  profit: z.number(),
  /** Annual, over the bars of the regime; null without spread. */
  sharpe: z.number().nullable(),
  isJudged: z.boolean(),
})
export type RegimeRow = z.infer<typeof regimeRowSchema>

const regimesSchema = z.strictObject({
  rows: z.array(regimeRowSchema),
  /** Share of the judged rows with a profit; null where fewer than two are judged. */
  profitShare: z.number().nullable(),
})

const placeboSchema = z.strictObject({
  /** Annual Sharpe ratios; null where it traded nothing. */
  scores: z.array(z.number().nullable()),
  /** (1 + those at least as good) / (1 + all). */
  p: z.number(),
})

const placebosSchema = z.strictObject({
  real: z.number(),
  /** Null: `why`. */
  shifted: placeboSchema.nullable(),
  shiftedWhy: z.string().nullable(),
  random: placeboSchema.nullable(),
  randomWhy: z.string().nullable(),
  /** The strategy on bars drawn one by one: nothing of the order of the past is left but the time of day. */
  unordered: placeboSchema,
})

const verdictSchema = z.strictObject({
  part: z.enum(STRESS_PARTS),
  verdict: z.enum(['holds', 'breaks', 'cannot-be-said']),
  /** A sentence a gate. */
  reasons: z.array(z.string()),
  advice: z.array(z.string()),
})
export type StressVerdict = z.infer<typeof verdictSchema>

/** `robustness/<id>/suite.json`. A part that could not be made is null, and `absent` says why by its name. */
export const robustnessSuiteSchema = z.strictObject({
  schemaVersion: z.literal(1),
  robustnessId: z.string(),
  backtestId: z.string(),
  base: stressFiguresSchema,
  closedTrades: count,
  periods: count,
  costs: costsSchema.nullable(),
  delays: delaysSchema,
  assumptions: assumptionsSchema,
  returns: returnsSchema.nullable(),
  markets: marketsSchema.nullable(),
  trades: tradesSchema.nullable(),
  neighbours: neighboursSchema.nullable(),
  regimes: regimesSchema,
  placebos: placebosSchema.nullable(),
  absent: z.partialRecord(z.enum(STRESS_PARTS), z.string()),
  verdicts: z.array(verdictSchema),
  notes: z.array(z.string()),
})
export type RobustnessSuite = z.infer<typeof robustnessSuiteSchema>

const share = z.number().gt(0).lt(1)

/** What `assay robustness run --spec` reads. Costs are fractions, as in a backtest. */
export const robustnessSpecSchema = z.strictObject({
  /** Default: the workspace's. */
  seed: z.number().int().min(0).optional(),
  cost_times: z.array(z.number().min(0).max(20)).min(1).max(20).default([0, 1, 1.25, 1.5, 2, 3]),
  delay_bars: z.array(z.number().int().min(0).max(20)).min(1).max(20).default([0, 1, 2, 3]),
  /** Resamples of returns and of trades. */
  resamples: z.number().int().min(100).max(100_000).default(2_000),
  /** Markets made of resampled bars. */
  synthetic_markets: z.number().int().min(20).max(5_000).default(100),
  /** Mean length of a block of bars; null: by the clustering of volatility (Politis & White). */
  block_bars: z.number().min(1).max(100_000).nullable().default(null),
  /** Shares of the trades that are left out. */
  skip_shares: z.array(share).min(1).max(10).default([0.1, 0.2, 0.3]),
  /** Relative steps of each parameter, to both sides. */
  parameter_steps: z.array(share).min(1).max(5).default([0.1, 0.2]),
  placebos: z.number().int().min(20).max(5_000).default(200),
  /** What is taken where the backtest assumes better. */
  pessimistic: z
    .strictObject({
      spread: z.number().min(0).max(0.5).default(0.001),
      slippage_volatility: z.number().min(0).max(10).default(0.1),
      impact_coefficient: z.number().min(0).max(100).default(1),
      volume_share: z.number().gt(0).max(1).default(0.01),
      borrow_per_year: z.number().min(0).max(10).default(0.1),
    })
    .prefault({}),
})
export type RobustnessSpec = z.infer<typeof robustnessSpecSchema>

/** `robustness/<id>/manifest.json`, written before anything is run. */
export const robustnessManifestSchema = z.strictObject({
  schemaVersion: z.literal(1),
  robustnessId: z.string().regex(/^[0-9a-f]{16}$/),
  backtestId: z.string().regex(/^[0-9a-f]{16}$/),
  engineVersion: z.string(),
  /** Completed. */
  spec: robustnessSpecSchema.required(),
  /** SHA-256 of the gates that it was judged by. */
  gatesHash: sha256,
  instruments: z.array(z.string()),
  interval: z.string(),
  bars: count,
  quoteCurrency: z.string(),
  startCash: z.number(),
  strategyId: z.string(),
  /** Neighbours are trials: they could be chosen. The other runs are not, and stand in no ledger. */
  trials: count,
  ledgerBasis: ledgerBasisSchema,
  synthetic: z.boolean(),
  warnings: z.array(z.string()),
  notes: z.array(z.string()),
})
export type RobustnessManifest = z.infer<typeof robustnessManifestSchema>

/** `robustness/<id>/complete.json`, written last. */
export const robustnessCompleteSchema = z.strictObject({
  schemaVersion: z.literal(1),
  files: z.record(z.string(), sha256),
})
export type RobustnessComplete = z.infer<typeof robustnessCompleteSchema>
