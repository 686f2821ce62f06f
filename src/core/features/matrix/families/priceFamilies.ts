import type { LegColumns } from '../../../market/pairColumns.ts'
import { closeReturn, columnOf, ownBars } from '../barColumns.ts'
import type { FeatureFamily, FeatureInputs } from '../matrixFeature.ts'
import { familyOf, featureOf, lagBars } from './familyParts.ts'

/** What a bar itself says, and returns. */
export const PRICE_FAMILIES: readonly FeatureFamily[] = [
  barField('open', 'Open', 'price'),
  barField('high', 'High', 'price'),
  barField('low', 'Low', 'price'),
  barField('close', 'Close', 'price'),
  barField('volume', 'Volume', 'units of the source'),
  lagged('log_return', 'Log return', 'ln(C[t] / C[t-lag])', 1, closeReturn),
  lagged('simple_return', 'Simple return', 'C[t] / C[t-lag] - 1', 1, simpleReturn),
  {
    ...lagged('price_momentum', 'Price momentum', 'C[t] / C[t-lag] - 1', 20, simpleReturn, 'Jegadeesh & Titman (1993)'),
    aliases: ['momentum'],
  },
  familyOf(
    { name: 'return_acceleration', aliases: ['acceleration'], title: 'Acceleration', kind: 'price' },
    [lagBars(1)],
    ([lag], asked) => [
      featureOf({
        name: asked,
        formula: 'ln(C[t] / C[t-lag]) - ln(C[t-lag] / C[t-2 lag])',
        source: 'Change of the log return from one stretch of bars to the next',
        unit: 'fraction of price',
        inputs: ['close'],
        parameters: { lag: lag! },
        warmupBars: 2 * lag!,
        compute: (inputs) => acceleration(closeReturn(inputs, lag!), lag!),
      }),
    ],
  ),
  ofBar('gap', 'Gap', 'O[t] / C[t-1] - 1', 'fraction of price', ['open', 'close'], 1, ({ open, close }, row) =>
    ratio(open[row]! - close[row - 1]!, close[row - 1]!),
  ),
  ofBar(
    'bar_range',
    'Range',
    '(H - L) / C',
    'fraction of price',
    ['high', 'low', 'close'],
    0,
    ({ high, low, close }, row) => ratio(high[row]! - low[row]!, close[row]!),
  ),
  shareOfRange(
    'body_share',
    'Body of the candle',
    '(C - O) / (H - L); 0 where H = L',
    '-1 to 1',
    (open, _high, _low, close) => close - open,
  ),
  shareOfRange(
    'upper_wick_share',
    'Upper wick',
    '(H - max(O, C)) / (H - L); 0 where H = L',
    '0 to 1',
    (open, high, _low, close) => high - Math.max(open, close),
  ),
  shareOfRange(
    'lower_wick_share',
    'Lower wick',
    '(min(O, C) - L) / (H - L); 0 where H = L',
    '0 to 1',
    (open, _high, low, close) => Math.min(open, close) - low,
  ),
  ofBar(
    'close_location',
    'Close within the range',
    '(C - L) / (H - L); 0.5 where H = L',
    '0 to 1',
    ['high', 'low', 'close'],
    0,
    ({ high, low, close }, row) => {
      const range = high[row]! - low[row]!
      return range === 0 ? 0.5 : (close[row]! - low[row]!) / range
    },
  ),
]

function barField(name: keyof LegColumns, title: string, unit: string): FeatureFamily {
  return familyOf({ name, title, kind: 'price' }, [], (_, asked) => [
    featureOf({
      name: asked,
      formula: `${name} of the bar, as it was imported`,
      source: 'The bar',
      unit,
      inputs: [name],
      warmupBars: 0,
      compute: (inputs) => ownBars(inputs)[name].slice(),
    }),
  ])
}

function lagged(
  name: string,
  title: string,
  formula: string,
  standard: number,
  compute: (inputs: FeatureInputs, lag: number) => Float64Array,
  source = 'Return between closes',
): FeatureFamily {
  return familyOf({ name, title, kind: 'price' }, [lagBars(standard)], ([lag], asked) => [
    featureOf({
      name: asked,
      formula,
      source,
      unit: 'fraction of price',
      inputs: ['close'],
      parameters: { lag: lag! },
      warmupBars: lag!,
      compute: (inputs) => compute(inputs, lag!).slice(),
    }),
  ])
}

function ofBar(
  name: string,
  title: string,
  formula: string,
  unit: string,
  reads: readonly string[],
  warmupBars: number,
  at: (bars: LegColumns, row: number) => number,
): FeatureFamily {
  return familyOf({ name, title, kind: 'price' }, [], (_, asked) => [
    featureOf({
      name: asked,
      formula,
      source: 'Shape of the bar',
      unit,
      inputs: reads,
      warmupBars,
      compute: (inputs) => {
        const bars = ownBars(inputs)
        return columnOf(bars.close.length, warmupBars, (row) => at(bars, row))
      },
    }),
  ])
}

function shareOfRange(
  name: string,
  title: string,
  formula: string,
  unit: string,
  part: (open: number, high: number, low: number, close: number) => number,
): FeatureFamily {
  return ofBar(name, title, formula, unit, ['open', 'high', 'low', 'close'], 0, ({ open, high, low, close }, row) => {
    const range = high[row]! - low[row]!
    return range === 0 ? 0 : part(open[row]!, high[row]!, low[row]!, close[row]!) / range
  })
}

function simpleReturn(inputs: FeatureInputs, lag: number): Float64Array {
  const { close } = ownBars(inputs)
  return columnOf(close.length, lag, (row) => ratio(close[row]! - close[row - lag]!, close[row - lag]!))
}

function acceleration(returns: Float64Array, lag: number): Float64Array {
  return columnOf(returns.length, 2 * lag, (row) => returns[row]! - returns[row - lag]!)
}

function ratio(numerator: number, denominator: number): number {
  return denominator > 0 ? numerator / denominator : Number.NaN
}
