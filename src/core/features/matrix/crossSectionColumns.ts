import type { Calendar } from '../../time/calendar.ts'
import { crossSectionRow } from './crossSection.ts'
import type { CrossSectionMethod } from './matrixFeature.ts'
import type { RowCloses } from './matrixInputs.ts'

/**
 * Cross-sections of one feature for all instruments, on the rows of the market: `columns` holds the feature, one column an instrument. An instrument is set
 * against those whose bar of the row has closed no later than its own.
 */
export function crossSectionColumns(
  columns: readonly Float64Array[],
  calendars: readonly Calendar[],
  closes: RowCloses,
  method: CrossSectionMethod,
): readonly Float64Array[] {
  const made = columns.map((column) => new Float64Array(column.length).fill(Number.NaN))
  const closeOf = calendars.map(({ name }) => closes.get(name)!)
  const row = new Float64Array(columns.length)
  for (const [name, ownClose] of closes) {
    for (let bar = 0; bar < ownClose.length; bar++) {
      for (let place = 0; place < columns.length; place++) {
        row[place] = closeOf[place]![bar]! <= ownClose[bar]! ? columns[place]![bar]! : Number.NaN
      }
      crossSectionRow(row, method)
      for (let place = 0; place < columns.length; place++) {
        if (calendars[place]!.name === name) made[place]![bar] = row[place]!
      }
    }
  }
  return made
}
