import type { Beat } from '../../job/beat.ts'
import type { FeatureMatrix } from '../featureMatrix.ts'
import { columnThresholds } from './columnThresholds.ts'
import { BINS_A_COLUMN, BLOCK_ROWS, SORTED_COLUMNS, type TreeRoom } from './treeRoom.ts'

/**
 * Fits bins on the given rows of a matrix, which must be the training rows of one fold, and writes their codes into the room: row i of the room is `rows[i]`.
 * Values that are not finite are missing. `replaced` columns are read from there, one value for each of `rows`.
 */
export function fillRoom(
  room: TreeRoom,
  features: FeatureMatrix,
  rows: Int32Array,
  beat: Beat,
  replaced: ReadonlyMap<number, Float64Array> = new Map(),
): void {
  const { columns } = features
  for (let first = 0; first < columns; first += SORTED_COLUMNS) {
    beat(first, columns, 'sorting values into bins')
    fitThresholds(room, features, rows, first, Math.min(SORTED_COLUMNS, columns - first), replaced)
  }
  for (let first = 0; first < rows.length; first += BLOCK_ROWS) {
    beat(first, rows.length, 'putting values into bins')
    const count = Math.min(BLOCK_ROWS, rows.length - first)
    for (let i = 0; i < count; i++) {
      const from = rows[first + i]! * columns
      const to = i * columns
      for (let column = 0; column < columns; column++) room.block[to + column] = features.values[from + column]!
    }
    for (const [column, values] of replaced) {
      for (let i = 0; i < count; i++) room.block[i * columns + column] = values[first + i]!
    }
    room.encode(first, count)
  }
}

function fitThresholds(
  room: TreeRoom,
  { values, columns }: FeatureMatrix,
  rows: Int32Array,
  first: number,
  width: number,
  replaced: ReadonlyMap<number, Float64Array>,
): void {
  const { sorting, bins, thresholds } = room
  const apart = room.size.rows
  const lengths = new Array<number>(width).fill(0)
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i]! * columns + first
    for (let j = 0; j < width; j++) {
      const value = values[from + j]!
      if (value - value === 0) sorting[j * apart + lengths[j]!++] = value
    }
  }
  for (const [column, others] of replaced) {
    if (column < first || column >= first + width) continue
    const known = others.filter(Number.isFinite)
    sorting.set(known, (column - first) * apart)
    lengths[column - first] = known.length
  }
  room.sort(lengths)
  for (let j = 0; j < width; j++) {
    const sorted = sorting.subarray(j * apart, j * apart + lengths[j]!)
    const cuts = columnThresholds(sorted, room.size.bins)
    thresholds.set(cuts, (first + j) * BINS_A_COLUMN)
    bins[first + j] = cuts.length + 1
  }
}
