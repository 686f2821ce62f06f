import { featureComputer } from '../../../../src/core/features/matrix/featureComputer.ts'
import { FEATURE_FAMILIES } from '../../../../src/core/features/matrix/featureFamilies.ts'
import { onMarket } from '../../../../src/core/features/matrix/instrumentView.ts'
import type { FeatureFamily, JoinedColumn, MatrixFeature } from '../../../../src/core/features/matrix/matrixFeature.ts'
import type { MatrixInputs } from '../../../../src/core/features/matrix/matrixInputs.ts'
import { type ResolveContext, resolveFeatures } from '../../../../src/core/features/matrix/resolveFeatures.ts'
import type { MatrixTarget, TargetColumn } from '../../../../src/core/features/matrix/targets/matrixTarget.ts'
import type { LegColumns, PairColumns } from '../../../../src/core/market/pairColumns.ts'
import type { Calendar } from '../../../../src/core/time/calendar.ts'
import { calendar24x7 } from '../../../../src/core/time/calendar24x7.ts'

export const SYMBOLS = ['AAA', 'BBB'] as const
export const JOINED_NAMES = [
  'quotes.bid',
  'quotes.ask',
  'quotes.bid_size',
  'quotes.ask_size',
  'quotes.order_flow',
  'quotes.depth',
  'trades.buy_volume',
  'trades.sell_volume',
  'funding.rate',
] as const

export const CONTEXT: ResolveContext = {
  families: FEATURE_FAMILIES,
  instruments: SYMBOLS,
  tables: new Map(JOINED_NAMES.map((name) => [name, { stalenessMs: 8 * 3_600_000 }])),
}

/** Two instruments that always trade, with quotes, trades and a table made of their own bars: known at the close of the bar. */
export function matrixOf(pair: PairColumns, calendar: Calendar = calendar24x7): MatrixInputs {
  const instruments = [pair.primary, pair.secondary]
  return {
    market: { intervalMs: pair.intervalMs, timeMs: pair.timeMs, instruments },
    calendars: [calendar, calendar],
    joined: instruments.map(joinedOf),
  }
}

export function joinedOf({ open, high, low, close, volume }: LegColumns): ReadonlyMap<string, JoinedColumn> {
  const ageMs = new Float64Array(close.length)
  const bought = volume.map((value, row) => (close[row]! > open[row]! ? 0.7 : 0.4) * value)
  const columns: readonly Float64Array[] = [
    low,
    high,
    volume,
    volume.map((value, row) => value * (1 + (row % 3))),
    close.map((value, row) => value - open[row]!),
    volume,
    bought,
    volume.map((value, row) => value - bought[row]!),
    close.map((value) => value / 1e6),
  ]
  return new Map(JOINED_NAMES.map((name, place) => [name, { values: columns[place]!, ageMs }]))
}

/** How a family is asked for with its usual numbers. */
export function askFor({ name, kind }: FeatureFamily): string {
  return kind === 'pair' ? `${name}(BBB)` : name
}

export function featuresOf(...texts: readonly string[]): readonly MatrixFeature[] {
  const made = resolveFeatures(texts, CONTEXT)
  if (!made.ok) throw new Error(made.trouble.message)
  return made.value
}

/** The target of every instrument on the rows of the market; NaN where it has no bar or the label is not known. */
export function computeTarget(inputs: MatrixInputs, target: MatrixTarget): readonly TargetColumn[] {
  const computer = featureComputer(inputs)
  const length = inputs.market.timeMs.length
  return inputs.calendars.map((_, instrument) => {
    const view = computer.view(instrument)
    const { values, labelEndMs, horizonBars } = target.compute(view.inputs)
    return {
      values: onMarket(values, view.rows, length),
      labelEndMs: onMarket(labelEndMs, view.rows, length),
      horizonBars,
    }
  })
}
