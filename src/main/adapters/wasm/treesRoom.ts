import {
  BINS_A_COLUMN,
  BLOCK_ROWS,
  FILL,
  MOVE_WORDS,
  PAIR,
  RESULT_WORDS,
  type RoomSize,
  SORTED_COLUMNS,
  SUM_WORDS,
  strideOf,
  TASK_WORDS,
  type TreeRoom,
} from '../../../core/models/boosting/treeRoom.ts'
import type { TreesArena } from './treesArena.ts'
import type { WorkName } from './treesCrew.ts'

type Share = (name: WorkName, isWorthWaking: boolean, args: readonly number[]) => void

/** Steps of a work below which it is quicker done alone. */
const WORTH_WAKING = 30_000
/** Steps of one derivative. */
const DERIVATIVE_STEPS = 8
const DIGITS = 6 * 2_048
const ROOM_WORDS = 32

/** A room in the kernels' memory. */
export function openWasmRoom(arena: TreesArena, size: RoomSize, shares: number, share: Share): TreeRoom {
  const close = arena.open()
  const { rows, columns } = size
  const room = openArrays(arena, size, shares)
  const here = writeAddresses(arena, size, shares, room)
  const sortSpare = arena.floats(shares * rows)
  const digits = arena.words(shares * DIGITS)
  const lengthsOf = arena.words(SORTED_COLUMNS)
  return {
    ...room,
    size,
    stride: strideOf(columns),
    shares,
    slotLength: slotLengthOf(size),
    sorting: room.histograms,
    sort: (lengths) => {
      lengthsOf.set(lengths)
      const { byteOffset } = room.histograms
      const args = [byteOffset, rows, lengths.length, lengthsOf.byteOffset, sortSpare.byteOffset, digits.byteOffset]
      share('sortColumns', rows * lengths.length > WORTH_WAKING, args)
    },
    encode: (firstRow, blockRows) =>
      share('encode', blockRows * columns > WORTH_WAKING, [here, room.block.byteOffset, firstRow, blockRows]),
    search: (tasks, mode) => share('search', searchSteps(room.tasks, tasks) > WORTH_WAKING, [here, tasks, mode]),
    differentiate: (taken, step, rounder) =>
      share('differentiate', taken * DERIVATIVE_STEPS > WORTH_WAKING, [here, taken, step, rounder]),
    part: (moves) => share('part', moveSteps(room.moves, moves) > WORTH_WAKING, [here, moves]),
    close,
  }
}

/** Counts lie behind the sums of a slot, two of them in the room of a double. */
function slotLengthOf({ columns, bins, countsRows }: RoomSize): number {
  const all = columns * (bins + 1)
  return PAIR * all + (countsRows ? Math.ceil(all / 2) : 0)
}

function openArrays(arena: TreesArena, size: RoomSize, shares: number) {
  const { rows, columns } = size
  return {
    codes: arena.bytes(rows * strideOf(columns)),
    bins: arena.words(columns),
    thresholds: arena.floats(columns * BINS_A_COLUMN),
    target: arena.floats(rows),
    weight: arena.floats(rows),
    margin: arena.floats(rows),
    gradients: arena.floats(PAIR * rows),
    order: arena.words(rows),
    lists: arena.words(size.lists),
    draws: arena.floats(size.lists),
    monotone: arena.words(columns),
    terms: arena.floats(8).fill(0),
    tasks: arena.words(TASK_WORDS * size.tasks),
    sums: arena.floats(SUM_WORDS * size.tasks),
    moves: arena.words(MOVE_WORDS * size.tasks),
    results: arena.floats(RESULT_WORDS * size.tasks * shares),
    histograms: arena.floats(Math.max((size.histograms + shares - 1) * slotLengthOf(size), SORTED_COLUMNS * rows)),
    block: arena.floats(BLOCK_ROWS * columns),
  }
}

/** The list of addresses as `trees.as.ts` reads it; where it is. */
function writeAddresses(
  arena: TreesArena,
  size: RoomSize,
  shares: number,
  room: ReturnType<typeof openArrays>,
): number {
  const { rows, columns } = size
  const words = arena.words(ROOM_WORDS)
  words.set([
    room.codes.byteOffset,
    strideOf(columns),
    room.gradients.byteOffset,
    room.order.byteOffset,
    arena.words(rows).byteOffset,
    room.histograms.byteOffset,
    8 * slotLengthOf(size),
    size.bins + 1,
    columns,
    room.lists.byteOffset,
    room.bins.byteOffset,
    room.thresholds.byteOffset,
    room.monotone.byteOffset,
    room.draws.byteOffset,
    room.tasks.byteOffset,
    room.sums.byteOffset,
    room.results.byteOffset,
    arena.floats(shares * 2 * BINS_A_COLUMN).byteOffset,
    room.terms.byteOffset,
    size.countsRows ? 1 : 0,
    room.moves.byteOffset,
    arena.bytes(rows * columns).byteOffset,
    rows,
    room.target.byteOffset,
    room.weight.byteOffset,
    room.margin.byteOffset,
    size.histograms,
  ])
  return words.byteOffset
}

function searchSteps(tasks: Int32Array, count: number): number {
  let steps = 0
  for (let at = 0; at < count * TASK_WORDS; at += TASK_WORDS) {
    const rows = tasks[at] === FILL ? tasks[at + 2]! - tasks[at + 1]! : 0
    steps += tasks[at + 5]! * (rows + BINS_A_COLUMN)
  }
  return steps
}

function moveSteps(moves: Int32Array, count: number): number {
  let steps = 0
  for (let at = 0; at < count * MOVE_WORDS; at += MOVE_WORDS) steps += moves[at + 1]! - moves[at]!
  return steps
}
