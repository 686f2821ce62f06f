import type { LegColumns } from '../../market/pairColumns.ts'
import type { BitColumn } from '../signals/bitColumn.ts'
import type { BitPool } from '../signals/bitPool.ts'
import type { ColumnCache } from '../signals/columnCache.ts'
import type { Kernels } from '../signals/kernels.ts'

export type StrategyParameters = Readonly<Record<string, number | string>>

/** A declared parameter: a number in a range, or one of a few words. */
export type StrategyParameter =
  | {
      readonly kind: 'number'
      readonly name: string
      readonly unit: string
      readonly minimum: number
      readonly maximum: number
      readonly standard: number
      readonly isInteger: boolean
    }
  | { readonly kind: 'choice'; readonly name: string; readonly choices: readonly string[]; readonly standard: string }

export type TradeSides = 'long' | 'short' | 'both'

/** Signals at closes, a bit a bar; what they mean: `SignalColumns`. Sides that are not traded share one empty column. */
export type StrategySignals = {
  readonly enterLong: BitColumn
  readonly exitLong: BitColumn
  readonly enterShort: BitColumn
  readonly exitShort: BitColumn
}

/**
 * What a strategy reads: one instrument's bars, and columns computed once for all parameters. `bits` are scratch, good until the next point.
 * `prediction` is a column from outside, its value of bar i known at the close of bar i; null where there is none.
 */
export type StrategyContext = {
  readonly bars: LegColumns
  readonly timeMs: Float64Array
  readonly memo: ColumnCache
  readonly kernels: Kernels
  readonly bits: BitPool
  readonly sides: TradeSides
  readonly prediction: Float64Array | null
}

/**
 * A rule from parameters to signals; bit i depends on nothing after the close of bar i. `version` rises with every change of a signal.
 * `warmUpBars`: no bar before this one has a signal. `objection`: why parameters that are each in range make no sense together; null: they do.
 */
export type StrategyDefinition = {
  readonly id: string
  readonly title: string
  readonly version: number
  readonly description: string
  readonly source: string
  readonly needsPrediction: boolean
  readonly parameters: readonly StrategyParameter[]
  readonly objection: (parameters: StrategyParameters) => string | null
  readonly warmUpBars: (parameters: StrategyParameters) => number
  readonly signals: (context: StrategyContext, parameters: StrategyParameters) => StrategySignals
}
