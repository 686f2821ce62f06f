import { crossSectionColumns } from './crossSectionColumns.ts'
import { type InstrumentView, instrumentView, onMarket, taken } from './instrumentView.ts'
import type { CrossSectionMethod, FeatureInputs, MatrixFeature } from './matrixFeature.ts'
import { type MatrixInputs, rowCloses } from './matrixInputs.ts'

/** Columns of single instruments, made when asked for. Ask for all of one instrument before the next: what its features share is kept for one only. */
export type FeatureComputer = {
  /** One value a row of the market, known at the close of the instrument's bar of that row; NaN where it has none. */
  readonly column: (instrument: number, feature: MatrixFeature) => Float64Array
  /** The instrument's own bars with everything that features read: one value a bar of it, not a row of the market. */
  readonly view: (instrument: number) => InstrumentView
}

export function featureComputer(matrix: MatrixInputs): FeatureComputer {
  const { market, calendars } = matrix
  const closes = rowCloses(matrix)
  const sections = new Map<string, readonly Float64Array[]>()
  let latest: (InstrumentView & { readonly instrument: number }) | null = null

  const make = (instrument: number): InstrumentView => {
    const { inputs, rows } = instrumentView(matrix, closes, instrument)
    const across = (feature: MatrixFeature, method: CrossSectionMethod) =>
      taken(sectionOf(feature, method)[instrument]!, rows)
    return { inputs: { ...inputs, across }, rows }
  }
  const sectionOf = (feature: MatrixFeature, method: CrossSectionMethod): readonly Float64Array[] => {
    const key = `${method} ${feature.name} ${feature.version}`
    const known = sections.get(key)
    if (known !== undefined) return known
    const columns = calendars.map((_, instrument) => computed(make(instrument), feature, market.timeMs.length))
    const made = crossSectionColumns(columns, calendars, closes, method)
    sections.set(key, made)
    return made
  }
  const view = (instrument: number): InstrumentView => {
    if (latest?.instrument !== instrument) latest = { instrument, ...make(instrument) }
    return latest
  }
  return { column: (instrument, feature) => computed(view(instrument), feature, market.timeMs.length), view }
}

function computed({ inputs, rows }: InstrumentView, feature: MatrixFeature, length: number): Float64Array {
  const values = feature.compute(inputs)
  checkLength(values, inputs, feature)
  return onMarket(values, rows, length)
}

function checkLength(values: Float64Array, { market }: FeatureInputs, { name }: MatrixFeature): void {
  if (values.length !== market.timeMs.length) {
    throw new Error(`The feature ${name} gave ${values.length} values for ${market.timeMs.length} bars`)
  }
}
