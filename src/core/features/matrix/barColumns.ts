import { logReturn } from '../../indicators/logReturn.ts'
import type { LegColumns } from '../../market/pairColumns.ts'
import type { FeatureInputs } from './matrixFeature.ts'

/** The instrument's own bars. */
export function ownBars({ market, instrument }: FeatureInputs): LegColumns {
  return market.instruments[instrument]!
}

/** ln(C[t] / C[t - lag]). */
export function closeReturn(inputs: FeatureInputs, lag: number): Float64Array {
  return inputs.memo.column(`matrix.return.${lag}`, () => logReturn(ownBars(inputs).close, lag))
}

/** Close times volume, in units of the quote currency. */
export function dollarVolume(inputs: FeatureInputs): Float64Array {
  return inputs.memo.column('matrix.dollarVolume', () => {
    const { close, volume } = ownBars(inputs)
    return close.map((price, row) => price * volume[row]!)
  })
}

/** End of each bar, when its row is decided, UTC milliseconds; see `barClose`. */
export function closesOf(inputs: FeatureInputs): Float64Array {
  const { market, calendar, memo } = inputs
  return memo.column('matrix.closeMs', () =>
    market.timeMs.map((timeMs) => barClose(calendar, timeMs, market.intervalMs)),
  )
}

/** When the bar that starts at `startMs` is closed: by the calendar, or after a whole interval where the calendar knows no such bar. */
export function barClose(calendar: FeatureInputs['calendar'], startMs: number, intervalMs: number): number {
  const endMs = calendar.barEnd(startMs, intervalMs)
  return Number.isNaN(endMs) ? startMs + intervalMs : endMs
}

/** a / b; NaN where b is not above 0. */
export function overPositive(numerator: Float64Array, denominator: Float64Array): Float64Array {
  return numerator.map((value, row) => (denominator[row]! > 0 ? value / denominator[row]! : Number.NaN))
}

/** The definition of a column made of one number a bar: `at(row)`, NaN for rows before `from`. */
export function columnOf(length: number, from: number, at: (row: number) => number): Float64Array {
  const column = new Float64Array(length).fill(Number.NaN)
  for (let row = from; row < length; row++) column[row] = at(row)
  return column
}
