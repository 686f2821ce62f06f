import { sigmoid } from '../../../src/core/models/sigmoid.ts'
import type { TrainingSet } from '../../../src/core/models/trainingSet.ts'
import { createStream } from '../../../src/core/stats/seededStream.ts'

/** Normal features; log odds = x0 + 2 x1 x2 - x3; weights between 0.5 and 1.5; a share of the values missing. */
export function randomTrainingSet(unitId: string, rows: number, columns: number, missingShare = 0): TrainingSet {
  const stream = createStream(20_240_601, unitId)
  const values = Float64Array.from({ length: rows * columns }, () => stream.nextNormal())
  const label = new Uint8Array(rows)
  for (let row = 0; row < rows; row++) {
    const x = (column: number) => (column < columns ? values[row * columns + column]! : 0)
    label[row] = stream.nextUniform() < sigmoid(x(0) + 2 * x(1) * x(2) - x(3)) ? 1 : 0
  }
  const weight = Float64Array.from({ length: rows }, () => 0.5 + stream.nextUniform())
  for (let at = 0; at < values.length; at++) if (stream.nextUniform() < missingShare) values[at] = Number.NaN
  const names = Array.from({ length: columns }, (_, column) => `feature_${column}`)
  return { features: { rows, columns, values, names }, label, weight }
}
