import { DAY_MS } from '../../time/durations.ts'
import { residueOf } from './settlementGrid.ts'

/** Daylight time lasts five months at least; what lies before the first and behind the last change may be shorter. */
const SHORTEST_SEASON_MS = 60 * DAY_MS
/** Stamps in a row of the other place before it counts as a change: one alone is a slip. */
const ROW_OF = 6

/**
 * The marks (ascending, NaN: off the grid) at which stamps begin to stand at the other of two places of the grid; null where they change more often
 * than clocks do. Stamps elsewhere are passed over.
 */
export function seasonChanges(
  marksMs: Float64Array,
  stepMs: number,
  residuesMs: readonly number[],
): readonly number[] | null {
  const own = marksMs.filter((mark) => !Number.isNaN(mark) && residuesMs.includes(residueOf(mark, stepMs)))
  const places = Float64Array.from(own, (mark) => residueOf(mark, stepMs))
  const changesMs: number[] = []
  let current = places[0]
  for (let at = 1; at + ROW_OF <= own.length; at++) {
    const row = places.subarray(at, at + ROW_OF)
    if (row[0] === current || row.some((place) => place !== row[0])) continue
    current = row[0]
    changesMs.push(own[at]!)
  }
  const isSeasonal = changesMs.every((ms, index) => index === 0 || ms - changesMs[index - 1]! >= SHORTEST_SEASON_MS)
  return isSeasonal && changesMs.length > 0 ? changesMs : null
}
