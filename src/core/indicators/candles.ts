import type { LegColumns } from '../market/pairColumns.ts'

/** Bars with what was usual before each of them: means of the bodies and ranges of the ten bars before, and of the ranges of the five before. */
export type Candles = Omit<LegColumns, 'volume'> & {
  readonly usualBody: Float64Array
  readonly usualRange: Float64Array
  readonly usualRangeOfFive: Float64Array
}

/** One bar as TA-Lib measures it. A bar that closes where it opened is white. */
export type Candle = {
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly isWhite: boolean
  readonly body: number
  readonly top: number
  readonly bottom: number
  readonly upperShadow: number
  readonly lowerShadow: number
  readonly usualBody: number
  readonly usualRange: number
  readonly usualRangeOfFive: number
}

export function candleAt(candles: Candles, row: number): Candle {
  const open = candles.open[row]!
  const high = candles.high[row]!
  const low = candles.low[row]!
  const close = candles.close[row]!
  const top = Math.max(open, close)
  const bottom = Math.min(open, close)
  return {
    open,
    high,
    low,
    close,
    isWhite: close >= open,
    body: top - bottom,
    top,
    bottom,
    upperShadow: high - top,
    lowerShadow: bottom - low,
    usualBody: candles.usualBody[row]!,
    usualRange: candles.usualRange[row]!,
    usualRangeOfFive: candles.usualRangeOfFive[row]!,
  }
}
