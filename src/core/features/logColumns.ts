import { averageTrueRange } from '../indicators/averageTrueRange.ts'
import type { IndicatorMemo } from '../indicators/indicatorMemo.ts'
import { rollingMaximum } from '../indicators/rollingMaximum.ts'
import { rollingMean } from '../indicators/rollingMean.ts'
import { rollingMinimum } from '../indicators/rollingMinimum.ts'
import type { PairColumns } from '../market/pairColumns.ts'

/*
 * The columns that features share. Prices enter as natural logarithms: a difference is then a fraction, no price level is left in a
 * feature, and a mirrored price path (p -> constant / p) mirrors every feature exactly.
 */

export type LegRole = 'primary' | 'secondary'
export type PriceField = 'open' | 'high' | 'low' | 'close'

export const ATR_BARS = 14

/** Natural logarithm of a price column; NaN where the price is not positive. */
export function logPrice(columns: PairColumns, memo: IndicatorMemo, role: LegRole, field: PriceField): Float64Array {
  return memo.column(`features.${role}.log.${field}`, () =>
    columns[role][field].map((price) => (price > 0 ? Math.log(price) : Number.NaN)),
  )
}

/** ln(primary close / secondary close). */
export function logRatio(columns: PairColumns, memo: IndicatorMemo): Float64Array {
  return memo.column('features.logRatio', () => {
    const secondary = logPrice(columns, memo, 'secondary', 'close')
    return logPrice(columns, memo, 'primary', 'close').map((value, row) => value - secondary[row]!)
  })
}

/** Log return of a leg over `lag` bars. */
export function legReturn(columns: PairColumns, memo: IndicatorMemo, role: LegRole, lag: number): Float64Array {
  return memo.column(`features.${role}.return.${lag}`, () => difference(logPrice(columns, memo, role, 'close'), lag))
}

/** Wilder's average true range over 14 bars of log prices: a fraction of price. */
export function atrFraction(columns: PairColumns, memo: IndicatorMemo, role: LegRole): Float64Array {
  return memo.column(`features.${role}.atr`, () =>
    averageTrueRange(
      logPrice(columns, memo, role, 'high'),
      logPrice(columns, memo, role, 'low'),
      logPrice(columns, memo, role, 'close'),
      ATR_BARS,
    ),
  )
}

/** Highest ln high of the last `bars` bars, the current one included. */
export function highestHigh(columns: PairColumns, memo: IndicatorMemo, role: LegRole, bars: number): Float64Array {
  return memo.column(`features.${role}.highest.${bars}`, () =>
    rollingMaximum(logPrice(columns, memo, role, 'high'), bars),
  )
}

/** Lowest ln low of the last `bars` bars, the current one included. */
export function lowestLow(columns: PairColumns, memo: IndicatorMemo, role: LegRole, bars: number): Float64Array {
  return memo.column(`features.${role}.lowest.${bars}`, () =>
    rollingMinimum(logPrice(columns, memo, role, 'low'), bars),
  )
}

/** Root mean square of one-bar log returns over `window` bars, not annualised. */
export function realisedVolatility(
  columns: PairColumns,
  memo: IndicatorMemo,
  role: LegRole,
  window: number,
): Float64Array {
  return memo.column(`features.${role}.realisedVolatility.${window}`, () =>
    rootMeanSquare(legReturn(columns, memo, role, 1), window),
  )
}

export function rootMeanSquare(values: Float64Array, window: number): Float64Array {
  const squares = values.map((value) => value * value)
  return rollingMean(squares, window).map(Math.sqrt)
}

/** values[t] - values[t - lag]; NaN in the first `lag` rows. */
export function difference(values: Float64Array, lag: number): Float64Array {
  return values.map((value, row) => (row < lag ? Number.NaN : value - values[row - lag]!))
}

/** numerator / (denominator x scale); NaN where the denominator is not positive. */
export function quotient(numerator: Float64Array, denominator: Float64Array, scale = 1): Float64Array {
  return numerator.map((value, row) => (denominator[row]! > 0 ? value / (denominator[row]! * scale) : Number.NaN))
}
