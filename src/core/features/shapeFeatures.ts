import { createIndicatorMemo, type IndicatorMemo } from '../indicators/indicatorMemo.ts'
import type { PairColumns } from '../market/pairColumns.ts'
import type { FeatureDefinition } from './featureDefinition.ts'
import { type LegRole, logPrice } from './logColumns.ts'

/** The shape of the bar that has just closed, on log prices; 0 for a bar without range. */
export function shapeFeatures(role: LegRole): readonly FeatureDefinition[] {
  return [
    {
      name: `${role}_candle_body`,
      version: 1,
      formula: '(ln C - ln O) / (ln H - ln L); 0 where H = L',
      source: 'Share of the range between open and close (candlestick body), with its colour as sign',
      unit: '-1 to 1',
      warmupBars: 0,
      signed: true,
      compute: (columns, memo = createIndicatorMemo()) =>
        shareOfRange(columns, memo, role, (open, _high, _low, close) => close - open),
    },
    {
      name: `${role}_wick_imbalance`,
      version: 1,
      formula: '(lower wick - upper wick) / (ln H - ln L); 0 where H = L',
      source: 'Candlestick shadows: min(O, C) - L and H - max(O, C) in log prices',
      unit: '-1 to 1',
      warmupBars: 0,
      signed: true,
      compute: (columns, memo = createIndicatorMemo()) =>
        shareOfRange(
          columns,
          memo,
          role,
          (open, high, low, close) => Math.min(open, close) - low - (high - Math.max(open, close)),
        ),
    },
  ]
}

function shareOfRange(
  columns: PairColumns,
  memo: IndicatorMemo,
  role: LegRole,
  part: (open: number, high: number, low: number, close: number) => number,
): Float64Array {
  const open = logPrice(columns, memo, role, 'open')
  const high = logPrice(columns, memo, role, 'high')
  const low = logPrice(columns, memo, role, 'low')
  const close = logPrice(columns, memo, role, 'close')
  return close.map((value, row) => {
    const range = high[row]! - low[row]!
    return range === 0 ? 0 : part(open[row]!, high[row]!, low[row]!, value) / range
  })
}
