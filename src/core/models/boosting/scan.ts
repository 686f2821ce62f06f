import { PAIR, SUM_WORDS, TASK_WORDS, type TreeRoom } from './treeRoom.ts'

/** A room that is searched in JavaScript: counts of rows lie beside the histograms, one for each bin. */
export type CountedRoom = TreeRoom & { readonly counts: Int32Array | null }

/** The best split found so far. Rows with a code at or below `bin` go left; the gain has no factor 1/2. */
export type Best = {
  gain: number
  column: number
  bin: number
  missingLeft: number
  gradient: number
  hessian: number
  rows: number
}

/** A node and a column of it, as the searches read them. */
export type Scan = {
  readonly room: CountedRoom
  column: number
  /** Bins of values, and the index of the first one in histograms and counts. */
  bins: number
  first: number
  gradient: number
  hessian: number
  lower: number
  upper: number
  rows: number
  draw: number
}

/** Puts a task's node and the column before the searches. */
export function aimAt(scan: Scan, task: number, column: number): void {
  const { room } = scan
  const at = task * TASK_WORDS
  scan.column = column
  scan.bins = room.bins[column]!
  scan.first = (room.tasks[at + 3]! * room.slotLength) / PAIR + column * (room.size.bins + 1)
  scan.gradient = room.sums[task * SUM_WORDS]!
  scan.hessian = room.sums[task * SUM_WORDS + 1]!
  scan.lower = room.sums[task * SUM_WORDS + 2]!
  scan.upper = room.sums[task * SUM_WORDS + 3]!
  scan.rows = room.tasks[at + 2]! - room.tasks[at + 1]!
}
