import type { Beat } from '../../job/beat.ts'
import { featureComputer } from './featureComputer.ts'
import type { MatrixFeature } from './matrixFeature.ts'
import type { MatrixInputs } from './matrixInputs.ts'

/** `columns[instrument][feature]`: one value a row of the market; NaN where it is not known or the instrument has no bar. */
export type MatrixFeatureColumns = {
  readonly names: readonly string[]
  readonly columns: readonly (readonly Float64Array[])[]
}

/** Every feature of every instrument. Row t is known at the close of the instrument's bar t. Beats once an instrument and feature. */
export function computeMatrixFeatures(
  inputs: MatrixInputs,
  features: readonly MatrixFeature[],
  beat: Beat,
): MatrixFeatureColumns {
  const computer = featureComputer(inputs)
  const total = inputs.calendars.length * features.length
  const columns = inputs.calendars.map((_, instrument) =>
    features.map((feature, place) => {
      beat(instrument * features.length + place, total, feature.name)
      return computer.column(instrument, feature)
    }),
  )
  beat(total, total, 'features')
  return { names: features.map(({ name }) => name), columns }
}
