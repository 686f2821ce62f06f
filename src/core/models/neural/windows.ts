import type { LearningTable } from '../learningTable.ts'
import type { StandardScaler } from '../standardScaler.ts'

/** Writes the windows of `rows[from ... from + samples)` as a network takes them: scaled, oldest step first, missing values 0, which is the training mean. */
export type WindowReader = (rows: Int32Array, from: number, samples: number, out: Float64Array) => void

export function windowReader(table: LearningTable, scaler: StandardScaler, steps: number): WindowReader {
  const { columns, values } = table.features
  const means = Float64Array.from(scaler.means)
  const deviations = Float64Array.from(scaler.deviations)
  return (rows, from, samples, out) => {
    for (let sample = 0; sample < samples; sample++) {
      let row = rows[from + sample]!
      for (let step = steps - 1; step >= 0; step--) {
        if (row < 0) throw new Error('A window that reaches before the first row')
        const at = (step * samples + sample) * columns
        const source = row * columns
        for (let column = 0; column < columns; column++) {
          const value = values[source + column]!
          const isKnown = deviations[column]! > 0 && Number.isFinite(value)
          out[at + column] = isKnown ? (value - means[column]!) / deviations[column]! : 0
        }
        row = table.previousRow[row]!
      }
    }
  }
}

/** Whether so many rows of the same instrument, the row itself among them, end at the row. */
export function hasWindow({ previousRow }: LearningTable, row: number, steps: number): boolean {
  let at = row
  for (let step = 1; step < steps && at >= 0; step++) at = previousRow[at]!
  return at >= 0
}
