import { averageTrueRange } from '../indicators/averageTrueRange.ts'
import type { IndicatorMemo } from '../indicators/indicatorMemo.ts'
import { rollingMean } from '../indicators/rollingMean.ts'
import type { LegColumns, PairColumns, Role } from '../market/pairColumns.ts'

export const ATR_BARS = 24

export function legOf(columns: PairColumns, role: 'primary' | 'secondary'): LegColumns {
  return role === 'primary' ? columns.primary : columns.secondary
}

export function otherLeg(role: 'primary' | 'secondary'): 'primary' | 'secondary' {
  return role === 'primary' ? 'secondary' : 'primary'
}

/** Log price ratio primary / secondary at closes. */
export function logRatio(columns: PairColumns, memo: IndicatorMemo): Float64Array {
  return memo.column('pair.logRatio', () => {
    const out = new Float64Array(columns.timeMs.length)
    const { primary, secondary } = columns
    for (let t = 0; t < out.length; t++) out[t] = Math.log(primary.close[t]! / secondary.close[t]!)
    return out
  })
}

export function logClose(columns: PairColumns, memo: IndicatorMemo, role: 'primary' | 'secondary'): Float64Array {
  return memo.column(`${role}.logClose`, () => Float64Array.from(legOf(columns, role).close, Math.log))
}

/** Change over `lag` bars of a column; NaN before it exists. */
export function change(values: Float64Array, lag: number): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN)
  for (let t = lag; t < values.length; t++) out[t] = values[t]! - values[t - lag]!
  return out
}

/**
 * Range unit of a role as a fraction of price, known at the close of t. Legs: Wilder's average true range over 24 bars / close.
 * Pair: half of twice the mean absolute change of the log ratio over 24 bars. For Gaussian steps of size s a bar's range is about
 * 1.6 s and the mean absolute change 0.8 s, so twice the change is the range of the ratio; half, because each leg holds half the gross.
 */
export function rangeFraction(columns: PairColumns, memo: IndicatorMemo, role: Role): Float64Array {
  return memo.column(`${role}.rangeFraction`, () => {
    if (role === 'pair') {
      const step = change(logRatio(columns, memo), 1)
      return rollingMean(step.map(Math.abs), ATR_BARS)
    }
    const leg = legOf(columns, role)
    const atr = averageTrueRange(leg.high, leg.low, leg.close, ATR_BARS)
    for (let t = 0; t < atr.length; t++) atr[t] = atr[t]! / leg.close[t]!
    return atr
  })
}
