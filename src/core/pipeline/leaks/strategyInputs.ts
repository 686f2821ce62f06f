import type { FinerBars } from '../../backtest/model/backtestRequest.ts'
import type { MarketColumns } from '../../market/marketColumns.ts'
import type { InputShape } from '../../validation/leakInputs.ts'
import { MARKET_SHAPE } from '../../validation/leakShapes.ts'

/** What decides a backtest bar by bar, one entry an instrument. `hourOf`: of the exchange's clock, known beforehand. */
export type StrategyInputs = {
  readonly market: MarketColumns
  readonly predictions: readonly Float64Array[] | null
  readonly fundingRate: readonly (Float64Array | null)[]
  readonly hourOf: readonly (Uint8Array | null)[]
  /** Cut with the bars that they lie in, and not changed otherwise. */
  readonly finer: FinerBars | null
}

export const STRATEGY_SHAPE: InputShape<StrategyInputs> = {
  rows: ({ market }) => market.timeMs.length,
  changed: ({ market, predictions, fundingRate, hourOf, finer }, change) => ({
    market: MARKET_SHAPE.changed(market, change),
    predictions: predictions?.map((column, place) => change.numbers(column, 'value', place)) ?? null,
    fundingRate: fundingRate.map((column, place) => (column === null ? null : change.numbers(column, 'value', place))),
    hourOf: hourOf.map((column, place) => (column === null ? null : change.flags(column, 'clock', place))),
    finer,
  }),
}

/** Rows [from, length), the finer bars with them. */
export function newestInputs(inputs: StrategyInputs, from: number): StrategyInputs {
  if (from === 0) return inputs
  const tail = (column: Float64Array) => column.subarray(from)
  const { finer } = inputs
  const changed = STRATEGY_SHAPE.changed(inputs, { numbers: tail, flags: (column) => column.subarray(from) })
  return { ...changed, finer: finer === null ? null : { ...finer, firstFiner: finer.firstFiner.subarray(from) } }
}

/** The finer bars that lie in the first `rows` bars. */
export function finerWithin({ market, firstFiner }: FinerBars, rows: number): FinerBars {
  const length = firstFiner[rows]!
  const cut = (column: Float64Array) => column.subarray(0, length)
  return {
    market: MARKET_SHAPE.changed(market, { numbers: cut, flags: (column) => column.subarray(0, length) }),
    firstFiner: firstFiner.subarray(0, rows + 1),
  }
}
