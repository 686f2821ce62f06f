import { columnOf } from '../barColumns.ts'
import { onMarket } from '../instrumentView.ts'
import type { FeatureInputs, OtherInstrument } from '../matrixFeature.ts'

/** Log closes of both instruments on the bars that both have, so that windows count common bars. `own` and `other` are as long as `rows`. */
export type PairBars = { readonly rows: Int32Array; readonly own: Float64Array; readonly other: Float64Array }

export function pairBars(inputs: FeatureInputs, { place }: OtherInstrument): PairBars {
  const { market, instrument, memo } = inputs
  const own = market.instruments[instrument]!.close
  const other = market.instruments[place]!.close
  const known = memo.column(`matrix.pair.${place}.rows`, () => {
    const both = Float64Array.from(own, (_, row) => row)
    return both.filter((row) => own[row]! > 0 && other[row]! > 0)
  })
  return {
    rows: Int32Array.from(known),
    own: memo.column(`matrix.pair.${place}.own`, () => known.map((row) => Math.log(own[row]!))),
    other: memo.column(`matrix.pair.${place}.other`, () => known.map((row) => Math.log(other[row]!))),
  }
}

/**
 * A column of a pair on the bars of the instrument: NaN in bars that the other has not, and everywhere for an instrument against itself. What the features
 * of one pair share is kept under `key`.
 */
export function pairColumn(
  inputs: FeatureInputs,
  other: OtherInstrument,
  key: string,
  compute: (pair: PairBars) => Float64Array,
): Float64Array {
  const { market, instrument, memo } = inputs
  const length = market.timeMs.length
  if (other.place === instrument) return new Float64Array(length).fill(Number.NaN)
  return memo.column(`matrix.pair.${other.place}.${key}`, () => {
    const pair = pairBars(inputs, other)
    return onMarket(compute(pair), pair.rows, length)
  })
}

/** ln(price now / price one common bar before). */
export function pairReturns(logPrices: Float64Array): Float64Array {
  return columnOf(logPrices.length, 1, (row) => logPrices[row]! - logPrices[row - 1]!)
}

/** The column one common bar earlier. */
export function oneEarlier(values: Float64Array): Float64Array {
  return columnOf(values.length, 1, (row) => values[row - 1]!)
}

/** Place of a bar among the common ones; -1 where it is none. */
export function placeInPair({ rows }: PairBars, bar: number): number {
  return rows.indexOf(bar)
}
