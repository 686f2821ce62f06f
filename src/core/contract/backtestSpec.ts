import { z } from 'zod'

/** A number of which the field's plain names know no other unit: fractions, not percent. */
const fraction = z.number().min(0).max(1)
const cost = z.number().min(0).max(0.5)
const day = z.union([z.iso.date(), z.date().transform((value) => value.toISOString().slice(0, 10))])

const distanceSchema = z.union([
  z.number().positive().max(10),
  z.strictObject({ atr: z.number().positive().max(100), period: z.number().int().min(2).max(1_000).default(14) }),
])

const kellyFields = {
  cap: fraction.default(0.25),
  minimum_trades: z.number().int().min(2).default(30),
  /** Until there are so many trades. */
  fraction: fraction.default(0.02),
}

export const positionSizingSchema = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('fixed_fraction'), fraction: fraction }),
  z.strictObject({ method: z.literal('fixed_units'), units: z.number().positive() }),
  z.strictObject({ method: z.literal('fixed_value'), value: z.number().positive() }),
  z.strictObject({
    method: z.literal('volatility_target'),
    target: z.number().positive().max(5),
    cap: z.number().positive().max(10).default(1),
    lookback: z.number().int().min(10).max(5_000).default(100),
  }),
  z.strictObject({
    method: z.literal('risk_per_trade'),
    risk: fraction,
    cap: z.number().positive().max(10).default(1),
  }),
  z.strictObject({ method: z.literal('kelly'), ...kellyFields }),
  z.strictObject({
    method: z.literal('fractional_kelly'),
    multiple: z.number().positive().max(1).default(0.5),
    ...kellyFields,
  }),
])

/** Where nothing is written; a backtest of several instruments puts an equal share in its place. */
const ALL_IN: z.infer<typeof positionSizingSchema> = { method: 'fixed_fraction', fraction: 1 }

const feeTierSchema = z.strictObject({ from_value: z.number().min(0), rate: cost })

/** Costs are fractions of value where not said otherwise: `slippage: 0.001` is 10 basis points. */
const executionSchema = z.strictObject({
  fill: z.enum(['next_open', 'next_close', 'this_close']).default('next_open'),
  intrabar: z.enum(['pessimistic', 'optimistic', 'nearest']).default('pessimistic'),
  finer_bars: z.boolean().default(true),
  slippage: cost.optional(),
  slippage_volatility: z.number().min(0).max(10).default(0),
  spread: cost.default(0),
  commission: cost.optional(),
  commission_per_unit: z.number().min(0).default(0),
  commission_minimum: z.number().min(0).default(0),
  commission_tiers: z.array(feeTierSchema).max(20).default([]),
  market_impact: z
    .union([
      z.enum(['none', 'linear', 'square_root']),
      z.strictObject({ model: z.enum(['none', 'linear', 'square_root']), coefficient: z.number().min(0).max(100) }),
    ])
    .default('none'),
  volume_share: fraction.nullable().default(null),
  borrow_per_year: z.number().min(0).max(10).optional(),
  funding: z.boolean().default(false),
  leverage: z.number().positive().max(100).default(1),
  whole_units: z.boolean().default(false),
})

export const riskManagementSchema = z.strictObject({
  stop_loss: distanceSchema.nullable().default(null),
  take_profit: distanceSchema.nullable().default(null),
  trailing_stop: distanceSchema.nullable().default(null),
  max_bars: z.number().int().min(1).nullable().default(null),
  max_positions: z.number().int().min(1).nullable().default(null),
  max_drawdown: fraction.nullable().default(null),
  max_share_per_instrument: z.number().positive().nullable().default(null),
  max_share_per_group: z.number().positive().nullable().default(null),
  max_share_per_sector: z.number().positive().nullable().default(null),
  sectors: z.record(z.string().min(1).max(32), z.string().min(1).max(64)).default({}),
  max_correlation: z.number().min(-1).max(1).nullable().default(null),
  correlation_bars: z.number().int().min(10).default(100),
})

/** Hours of the exchange's clock, 0 to 23, in whose bars an entry may be decided. */
export const allowedHoursSchema = z.array(z.number().int().min(0).max(23)).min(1).max(24)

export const strategySchema = z.strictObject({
  id: z.string().min(1).max(64),
  parameters: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])).default({}),
})

/**
 * Events of one instrument, found as a discovery finds them: in at the open after an event, out at the open after the close that ends its horizon; an event within the horizon of the one before
 * it is passed over. `symbols`: all instruments that the discovery looked at; their bars make the clock that the horizon counts, and some families read them.
 */
export const eventsSchema = z.strictObject({
  /** Without it the one instrument that is traded. */
  symbol: z.string().min(1).max(32).optional(),
  family: z.string().min(1).max(64),
  condition: z.string().min(1).max(64).default('any'),
  direction: z.enum(['long', 'short']),
  horizon_bars: z.number().int().min(1).max(1_000_000),
  /** Without it the one instrument alone. */
  symbols: z.array(z.string().min(1).max(32)).min(1).max(50).optional(),
  /** First day of the bars that events are found in; without it the first stored bar. */
  start_date: day.optional(),
})
export type EventsSpec = z.infer<typeof eventsSchema>

/** What `assay backtest run --config` reads. It names one of: `strategy`, `events`, a model (or a file of predictions is given beside it). */
export const backtestSpecSchema = z.strictObject({
  start_date: day.optional(),
  /** Its day counts whole. */
  end_date: day.optional(),
  initial_capital: z.number().positive().optional(),
  instruments: z.array(z.string().min(1).max(32)).min(1).max(2_000).optional(),
  interval: z.string().max(8).optional(),
  model_id: z.string().min(1).max(128).optional(),
  strategy: strategySchema.optional(),
  events: eventsSchema.optional(),
  entry_threshold: z.number().default(0.5),
  exit_threshold: z.number().default(-0.5),
  direction: z.enum(['long', 'short', 'both']).default('long'),
  allowed_hours: allowedHoursSchema.nullable().default(null),
  position_sizing: positionSizingSchema.optional().transform((sizing) => sizing ?? ALL_IN),
  execution: executionSchema.prefault({}),
  risk_management: riskManagementSchema.prefault({}),
  engine: z.enum(['vector', 'event', 'both']).default('vector'),
})
export type BacktestSpec = z.infer<typeof backtestSpecSchema>

const scalar = z.union([z.number(), z.string(), z.boolean(), z.null(), allowedHoursSchema])
/** Values to try, or a range to draw from. */
export const parameterDomainSchema = z.union([
  z.array(scalar).min(1).max(100_000),
  z.strictObject({
    from: z.number(),
    to: z.number(),
    step: z.number().positive().optional(),
    scale: z.enum(['linear', 'log']).default('linear'),
    integer: z.boolean().default(false),
  }),
])

export const OPTIMIZATION_METRICS = [
  'sharpe_ratio',
  'sortino_ratio',
  'calmar_ratio',
  'total_return',
  'annual_return',
  'profit_factor',
  'win_rate',
  'max_drawdown',
] as const

/**
 * What `assay sweep run --spec` reads. A name of `parameter_grid` is a parameter of the strategy, `entry_threshold`, `exit_threshold`, `stop_loss`, `take_profit`, `trailing_stop`,
 * `max_bars`, `allowed_hours`, `position_sizing.method`, a parameter of sizing such as `position_sizing.target`, or `position_size` (the fraction of `fixed_fraction`). Everything else of each
 * evaluation is `backtest`.
 */
export const sweepSpecSchema = z.strictObject({
  model_id: z.string().min(1).max(128).optional(),
  strategy: strategySchema.optional(),
  events: eventsSchema.optional(),
  parameter_grid: z.record(z.string().min(1).max(64), parameterDomainSchema),
  optimization_metric: z.enum(OPTIMIZATION_METRICS).default('sharpe_ratio'),
  risk_profile: z.enum(['Conservative', 'Balanced', 'Aggressive']).default('Balanced'),
  method: z.enum(['grid', 'random', 'tpe', 'genetic']).default('grid'),
  trials: z.number().int().min(1).max(10_000_000).optional(),
  seed: z.number().int().min(0).optional(),
  constraints: z.record(z.string(), z.string()).default({}),
  walk_forward: z
    .strictObject({ folds: z.number().int().min(2).max(50), anchored: z.boolean().default(true) })
    .nullable()
    .default(null),
  backtest: backtestSpecSchema.prefault({}),
})
export type SweepSpec = z.infer<typeof sweepSpecSchema>
