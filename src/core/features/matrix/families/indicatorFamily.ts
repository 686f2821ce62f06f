import type { IndicatorMemo } from '../../../indicators/indicatorMemo.ts'
import type { LegColumns } from '../../../market/pairColumns.ts'
import { ownBars } from '../barColumns.ts'
import type { FeatureFamily, FeatureInputs, FeatureParameter, MatrixFeature } from '../matrixFeature.ts'

/** What the fast form of an indicator sees: one instrument's bars, and a memory for columns that several indicators share. */
export type IndicatorBars = LegColumns & { readonly column: IndicatorMemo['column'] }

/** What the slow form sees: the bars up to the one asked about, which is the last. */
export type PastBars = LegColumns

/** One column. The functions get the family's parameters behind the bars, in order. */
export type IndicatorColumn = {
  /** Behind what was asked for: `_signal`; none for the column that bears the family's name. */
  readonly suffix?: string
  readonly formula: string
  readonly unit: string
  readonly reads: readonly (keyof LegColumns)[]
  readonly warmup: (...parameters: number[]) => number
  readonly compute: (bars: IndicatorBars, ...parameters: number[]) => Float64Array
  readonly slowly: (past: PastBars, ...parameters: number[]) => number
}

export type Indicator = {
  readonly name: string
  readonly aliases?: readonly string[]
  readonly title: string
  readonly kind: FeatureFamily['kind']
  readonly source: string
  readonly parameters?: readonly FeatureParameter[]
  readonly columns: readonly IndicatorColumn[]
}

/** An indicator of one column, which bears its name. */
export function oneColumn(entry: Omit<Indicator, 'columns'> & IndicatorColumn): Indicator {
  return { ...entry, columns: [entry] }
}

/** A family of one version; each column is shared through the memo, so nobody may write into it. */
export function indicatorFamily(indicator: Indicator): FeatureFamily {
  const { name, aliases = [], title, kind, parameters = [] } = indicator
  return {
    name,
    aliases,
    title,
    kind,
    versions: [
      {
        version: 1,
        parameters,
        features: (values, asked) => indicator.columns.map((column) => featureOf(indicator, column, values, asked)),
      },
    ],
  }
}

function featureOf(
  { name, source, parameters = [] }: Indicator,
  { suffix = '', formula, unit, reads, warmup, compute, slowly }: IndicatorColumn,
  values: readonly number[],
  asked: string,
): MatrixFeature {
  const key = `indicator.${name}${suffix}.${values.join('.')}`
  return {
    name: `${asked}${suffix}`,
    version: 1,
    formula,
    source,
    unit,
    inputs: reads,
    parameters: Object.fromEntries(parameters.map((parameter, place) => [parameter.name, values[place]!])),
    warmupBars: warmup(...values),
    stalenessMs: 0,
    compute: (inputs) => inputs.memo.column(key, () => compute(indicatorBars(inputs), ...values)),
    slowly: (inputs, bar) => slowly(pastBars(ownBars(inputs), bar), ...values),
  }
}

function indicatorBars(inputs: FeatureInputs): IndicatorBars {
  const { open, high, low, close, volume } = ownBars(inputs)
  return { open, high, low, close, volume, column: inputs.memo.column }
}

function pastBars({ open, high, low, close, volume }: LegColumns, bar: number): PastBars {
  const upTo = (column: Float64Array) => column.subarray(0, bar + 1)
  return { open: upTo(open), high: upTo(high), low: upTo(low), close: upTo(close), volume: upTo(volume) }
}

/** How many bars something looks back over or is smoothed by. */
export function bars(standard: number, name = 'window', least = 2): FeatureParameter {
  const meaning = name === 'window' ? 'bars in the window, the current one included' : `bars of the ${name}`
  return { name, meaning, standard, least, most: 100_000, isWhole: true }
}

export function factor(name: string, meaning: string, standard: number, least: number, most: number): FeatureParameter {
  return { name, meaning, standard, least, most, isWhole: false }
}
