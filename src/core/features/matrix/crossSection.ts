import { createIndicatorMemo } from '../../indicators/indicatorMemo.ts'
import type { CrossSectionMethod, FeatureInputs, MatrixFeature } from './matrixFeature.ts'

const MEANINGS: Readonly<
  Record<CrossSectionMethod, { readonly formula: string; readonly source: string; readonly unit: string }>
> = {
  rank: {
    formula: '(values below + half of the other equal ones) / (values - 1)',
    source: 'Percent rank among the instruments that have a value at that time; ties count half',
    unit: '0 to 1',
  },
  z_score: {
    formula: '(value - mean) / sample deviation (ddof 1)',
    source: 'Cross-sectional standard score among the instruments that have a value at that time',
    unit: 'standard deviations',
  },
  demean: {
    formula: 'value - mean',
    source: 'Difference from the mean of the instruments that have a value at that time',
    unit: '',
  },
}

/** What `rank(momentum_20)` asks for: the feature set against that of all instruments at the same time. */
export function crossSectionFeature(method: CrossSectionMethod, base: MatrixFeature, version: number): MatrixFeature {
  const { formula, source, unit } = MEANINGS[method]
  return {
    ...base,
    name: `${method}(${base.name})`,
    version,
    formula: `${formula} across the instruments of the matrix, of ${base.name} (version ${base.version}) = ${base.formula}`,
    source: `${source}; ${base.source}`,
    unit: unit === '' ? base.unit : unit,
    isCategory: false,
    compute: (inputs) => (inputs.across ?? acrossGiven(inputs))(base, method),
    slowly: null,
  }
}

/**
 * One row of a cross-section, in place; NaN stays NaN, and fewer than two known values, or equal ones where a deviation is needed, give NaN.
 * Sums run over the sorted values: the order of the instruments changes no bit.
 */
export function crossSectionRow(values: Float64Array, method: CrossSectionMethod): void {
  const sorted = values.filter((value) => Number.isFinite(value)).sort()
  if (sorted.length < 2) {
    values.fill(Number.NaN)
    return
  }
  const mean = sumOf(sorted) / sorted.length
  const deviation = Math.sqrt(sumOf(sorted.map((value) => (value - mean) ** 2)) / (sorted.length - 1))
  const isFlat = sorted[0] === sorted[sorted.length - 1]
  for (let place = 0; place < values.length; place++) {
    const value = values[place]!
    if (!Number.isFinite(value)) values[place] = Number.NaN
    else if (method === 'rank') values[place] = percentRank(sorted, value)
    else if (method === 'demean') values[place] = value - mean
    else values[place] = isFlat ? Number.NaN : (value - mean) / deviation
  }
}

function sumOf(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}

function percentRank(sorted: Float64Array, value: number): number {
  const below = countWhere(sorted, (known) => known < value)
  const upTo = countWhere(sorted, (known) => known <= value)
  return (below + (upTo - below - 1) / 2) / (sorted.length - 1)
}

/** How many of the first values hold; those that do come first. */
function countWhere(sorted: Float64Array, holds: (value: number) => boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(sorted[middle]!)) low = middle + 1
    else high = middle
  }
  return low
}

/** For inputs that stand alone: all instruments on the rows given. */
function acrossGiven(inputs: FeatureInputs): NonNullable<FeatureInputs['across']> {
  return (feature, method) => {
    const columns = inputs.market.instruments.map((_, instrument) =>
      feature.compute({ ...inputs, instrument, memo: createIndicatorMemo() }),
    )
    const row = new Float64Array(columns.length)
    return inputs.market.timeMs.map((_, bar) => {
      for (let place = 0; place < row.length; place++) row[place] = columns[place]![bar]!
      crossSectionRow(row, method)
      return row[inputs.instrument]!
    })
  }
}
