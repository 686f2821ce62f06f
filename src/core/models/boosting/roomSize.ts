import type { Growth } from './treeGrower.ts'
import type { RoomSize } from './treeRoom.ts'

/** Memory for histograms, bytes: where a tree would need more, some are summed anew instead of kept. */
const HISTOGRAM_BYTES = 256 * 2 ** 20
const BYTES_A_BIN = 20
const MOST_TASKS = 4096

export type RoomWish = {
  readonly rows: number
  readonly columns: number
  readonly bins: number
  readonly leastRows: number
}

/** The room that trees of that growth are grown in fastest, within bounds of memory; a symmetric tree gets all that it needs. */
export function roomSizeOf({ rows, columns, bins, leastRows }: RoomWish, { shape, depth, leaves }: Growth): RoomSize {
  // Nodes that are searched at once: those of the last level above the leaves.
  const widest = Math.min(2 ** Math.min(depth - 1, 30), leaves, Math.max(1, rows >> 1))
  const affordable = Math.max(1, Math.floor(HISTOGRAM_BYTES / (BYTES_A_BIN * columns * (bins + 1))))
  const kept = shape === 'symmetric' ? 2 ** (depth - 1) : Math.min(widest, affordable)
  const tasks = shape === 'symmetric' ? 2 ** depth : Math.min(MOST_TASKS, 2 * widest + 2)
  return { rows, columns, bins, histograms: 1 + kept, tasks, lists: columns, countsRows: leastRows > 1 }
}
