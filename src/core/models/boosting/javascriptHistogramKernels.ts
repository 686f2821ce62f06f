import type { FlatTrees } from '../trees/flatTrees.ts'
import { differentiateLogLoss } from './differentiateLogLoss.ts'
import type { HistogramKernels, LeafAdder } from './histogramKernels.ts'
import { partRows } from './partRows.ts'
import type { CountedRoom } from './scan.ts'
import { searchRoom } from './searchRoom.ts'
import {
  BINS_A_COLUMN,
  BLOCK_ROWS,
  MOVE_WORDS,
  PAIR,
  RESULT_WORDS,
  type RoomSize,
  SORTED_COLUMNS,
  SUM_WORDS,
  strideOf,
  TASK_WORDS,
  type TreeRoom,
} from './treeRoom.ts'

/** The loops in JavaScript, on the caller's thread: where WebAssembly cannot be had, and as the measure of it. */
export const javascriptHistogramKernels: HistogramKernels = {
  kind: 'javascript',
  threads: 1,
  openRoom,
  openLeafAdder,
}

function openRoom(size: RoomSize): TreeRoom {
  const { rows, columns } = size
  const stride = strideOf(columns)
  const slotLength = PAIR * columns * (size.bins + 1)
  const spare = new Int32Array(rows)
  const histograms = new Float64Array(Math.max(size.histograms * slotLength, SORTED_COLUMNS * rows))
  const room: CountedRoom = {
    size,
    stride,
    codes: new Uint8Array(rows * stride),
    bins: new Int32Array(columns),
    thresholds: new Float64Array(columns * BINS_A_COLUMN),
    target: new Float64Array(rows),
    weight: new Float64Array(rows),
    margin: new Float64Array(rows),
    gradients: new Float64Array(PAIR * rows),
    order: new Int32Array(rows),
    lists: new Int32Array(size.lists),
    draws: new Float64Array(size.lists),
    monotone: new Int32Array(columns),
    terms: new Float64Array(8),
    tasks: new Int32Array(TASK_WORDS * size.tasks),
    sums: new Float64Array(SUM_WORDS * size.tasks),
    moves: new Int32Array(MOVE_WORDS * size.tasks),
    results: new Float64Array(RESULT_WORDS * size.tasks),
    shares: 1,
    histograms,
    slotLength,
    counts: size.countsRows ? new Int32Array((size.histograms * slotLength) / PAIR) : null,
    sorting: histograms,
    block: new Float64Array(BLOCK_ROWS * columns),
    sort: (lengths) => {
      for (const [column, length] of lengths.entries()) {
        histograms.subarray(column * rows, column * rows + length).sort()
      }
    },
    encode: (firstRow, blockRows) => encodeBlock(room, firstRow, blockRows),
    search: (tasks, mode) => searchRoom(room, tasks, mode),
    differentiate: (taken, step, rounder) => differentiateLogLoss(room, taken, step, rounder),
    part: (moves) => partRows(room, moves, spare),
    close: () => {},
  }
  return room
}

function encodeBlock(room: TreeRoom, firstRow: number, rows: number): void {
  const { codes, stride, block, bins } = room
  const { columns } = room.size
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = block[row * columns + column]!
      codes[(firstRow + row) * stride + column] = Number.isFinite(value)
        ? binOf(room.thresholds, column * BINS_A_COLUMN, bins[column]! - 1, value)
        : bins[column]!
    }
  }
}

/** Number of thresholds below the value. */
function binOf(thresholds: Float64Array, from: number, count: number, value: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (value <= thresholds[from + middle]!) high = middle
    else low = middle + 1
  }
  return low
}

function openLeafAdder(trees: FlatTrees, columns: number, blockRows: number): LeafAdder {
  const rowLength = 2 * columns
  const values = new Float64Array(blockRows * rowLength)
  const margins = new Float64Array(blockRows)
  const { threshold, offset, left, leaf, root, steps } = trees
  const add = (rows: number): void => {
    for (let tree = 0; tree < root.length; tree++) {
      for (let row = 0; row < rows; row++) {
        let node = root[tree]!
        for (let step = steps[tree]!; step > 0; step--) {
          const goesLeft = values[row * rowLength + offset[node]!]! <= threshold[node]!
          node = left[node]! + (goesLeft ? 0 : 1)
        }
        margins[row]! += leaf[node]!
      }
    }
  }
  return { values, margins, add, close: () => {} }
}
