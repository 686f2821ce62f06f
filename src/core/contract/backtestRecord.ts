import { z } from 'zod'
import type { JsonValue } from './jsonValue.ts'
import { ledgerBasisSchema } from './ledger.ts'
import { eventsReferenceSchema, importedReferenceSchema, trainedReferenceSchema } from './predictionsPassport.ts'
import { sharpeMomentsSchema } from './sharpeMoments.ts'
import { syntheticSchema } from './workspace.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const instant = z.iso.datetime({ precision: 3 })

/** A field that nobody wrote, what stands in for it, and in words what that means. */
const assumptionSchema = z.strictObject({ field: z.string(), value: z.json(), meaning: z.string() })
export type Assumption = { readonly field: string; readonly value: JsonValue; readonly meaning: string }

/** `backtests/<id>/manifest.json`: what a backtest is, written before it runs. `warnings` and `notes` are to be shown with every result. */
export const backtestManifestSchema = z.strictObject({
  schemaVersion: z.literal(1),
  backtestId: z.string().regex(/^[0-9a-f]{16}$/),
  engineVersion: z.string(),
  /** Key of the instruments in the ledger. */
  symbols: z.string(),
  instruments: z.array(z.string()),
  interval: z.string(),
  dataHashes: z.record(z.string(), z.string()),
  strategy: z.strictObject({
    id: z.string(),
    version: z.number().int(),
    parameters: z.record(z.string(), z.union([z.number(), z.string()])),
  }),
  /** The column that is traded beside the bars. `label`: the model's id, the file's name, or the hypothesis whose events they are. */
  predictions: z
    .strictObject({
      label: z.string(),
      contentHash: sha256,
      rows: z.number().int(),
      /** Of a model that was trained here. */
      trained: trainedReferenceSchema.optional(),
      /** Of a model that another program made. */
      imported: importedReferenceSchema.optional(),
      /** Of events that were found here. */
      events: eventsReferenceSchema.optional(),
    })
    .nullable(),
  /** Completed; enough to run it again on the same data. */
  spec: z.json(),
  configHash: sha256,
  engine: z.enum(['vector', 'event', 'both']),
  seed: z.number().int(),
  startCash: z.number(),
  quoteCurrency: z.string(),
  /** Starts of the first and the last bar that is traded. */
  firstTime: instant,
  lastTime: instant,
  bars: z.number().int(),
  /** Bars before the first one, which indicators read. */
  warmUpBars: z.number().int(),
  /** Fills at the close that is decided on, or takes a bar that reaches stop and target for the target. */
  optimisticFill: z.boolean(),
  /** No fee, slippage, spread or impact is charged: there is nothing to stress. */
  noTradingCosts: z.literal(true).optional(),
  holdOut: z.strictObject({
    /** Where a sealed hold-out ended the bars; null: none did. */
    sealedFrom: instant.nullable(),
    opened: z.array(z.strictObject({ symbols: z.string(), from: instant, openings: z.number().int() })),
  }),
  synthetic: syntheticSchema.nullable(),
  assumptions: z.array(assumptionSchema),
  /** What changes how all of it is to be read: optimistic fills, an opened hold-out. */
  warnings: z.array(z.string()),
  notes: z.array(z.string()),
  /** What others had tried on these symbols when this backtest began: the one thing here that a backtest made anew elsewhere has otherwise. */
  ledgerBasis: ledgerBasisSchema,
})
export type BacktestManifest = z.infer<typeof backtestManifestSchema>

const figureSchema = z.strictObject({
  value: z.number().nullable(),
  why: z.string().nullable(),
  periodsPerYear: z.number().nullable(),
})

const performanceSchema = z.strictObject({
  clock: z.enum(['utc-days', 'exchange-days']),
  periodsPerYear: z.number(),
  periods: z.number().int(),
  firstMs: z.number(),
  lastMs: z.number(),
  bars: z.number().int(),
  barsPerYear: z.number(),
  benchmark: z.string().nullable(),
  moments: sharpeMomentsSchema.nullable(),
  figures: z.record(z.string(), figureSchema),
  onBars: z.record(z.string(), figureSchema),
  trades: z.strictObject({
    closed: z.number().int(),
    open: z.number().int(),
    wins: z.number().int(),
    losses: z.number().int(),
    scratches: z.number().int(),
  }),
  drawdownStillRunning: z.boolean(),
})
export type StoredPerformance = z.infer<typeof performanceSchema>

/** Runs that stand beside every backtest. The `next-open` ones are made where fills are optimistic: at the next open instead of this close, the stop instead of the target. */
export const BESIDE_RUNS = [
  'buy-and-hold',
  'costs-150',
  'costs-200',
  'one-bar-later',
  'next-open',
  'next-open-costs-150',
  'next-open-costs-200',
] as const
export type BesideName = (typeof BESIDE_RUNS)[number]

const differenceSchema = z.strictObject({
  list: z.enum(['fills', 'positions']),
  row: z.number().int(),
  field: z.string(),
  /** Null where that engine has no such row. */
  vector: z.number().nullable(),
  event: z.number().nullable(),
})
export type EngineDifference = z.infer<typeof differenceSchema>

/** `backtests/<id>/metrics.json`. `refused` counts, by reason, orders that were not filled or not in full. */
export const backtestMetricsSchema = z.strictObject({
  schemaVersion: z.literal(1),
  backtestId: z.string(),
  performance: performanceSchema,
  endEquity: z.number(),
  fills: z.number().int(),
  fees: z.number(),
  financing: z.number(),
  haltedAt: instant.nullable(),
  refused: z.record(z.string(), z.number().int()),
  beside: z.array(
    z.strictObject({
      name: z.enum(BESIDE_RUNS),
      profit: z.number(),
      performance: performanceSchema,
    }),
  ),
  /** Null: only one engine ran. `first` holds the first of `differences`. */
  agreement: z
    .strictObject({
      fills: z.number().int(),
      positions: z.number().int(),
      differences: z.number().int(),
      first: z.array(differenceSchema),
    })
    .nullable(),
})
export type BacktestMetrics = z.infer<typeof backtestMetricsSchema>

/** `backtests/<id>/complete.json`, written last: the SHA-256 of every other file. */
export const backtestCompleteSchema = z.strictObject({
  schemaVersion: z.literal(1),
  files: z.record(z.string(), sha256),
})
export type BacktestComplete = z.infer<typeof backtestCompleteSchema>
