import { cutAtRandom } from './cutAtRandom.ts'
import { aimAt, type Best, type CountedRoom, type Scan } from './scan.ts'
import { searchGeneral } from './searchGeneral.ts'
import { searchPlain } from './searchPlain.ts'
import { searchSymmetric } from './searchSymmetric.ts'
import { FILL, GENERAL, PAIR, RANDOM_CUT, RESULT_WORDS, SYMMETRIC, TASK_WORDS, TERM } from './treeRoom.ts'

export function searchRoom(room: CountedRoom, tasks: number, mode: number): void {
  const best: Best = { gain: 0, column: -1, bin: 0, missingLeft: 0, gradient: 0, hessian: 0, rows: 0 }
  const scan: Scan = {
    room,
    column: 0,
    bins: 0,
    first: 0,
    gradient: 0,
    hessian: 0,
    lower: 0,
    upper: 0,
    rows: 0,
    draw: 0,
  }
  for (let task = 0; task < tasks; task++) {
    if (room.tasks[task * TASK_WORDS] === FILL) fill(room, task * TASK_WORDS)
    else subtract(room, task * TASK_WORDS)
    if ((mode & SYMMETRIC) !== 0) continue
    searchNode(scan, best, task, mode)
    tell(room.results, task * RESULT_WORDS, best)
  }
  if ((mode & SYMMETRIC) === 0) return
  searchSymmetric(scan, best, tasks, mode)
  tell(room.results, 0, best)
}

function searchNode(scan: Scan, best: Best, task: number, mode: number): void {
  const { tasks, lists, draws, terms } = scan.room
  const from = tasks[task * TASK_WORDS + 4]!
  const to = from + tasks[task * TASK_WORDS + 5]!
  best.gain = terms[TERM.leastGain]!
  best.column = -1
  for (let j = from; j < to; j++) {
    aimAt(scan, task, lists[j]!)
    scan.draw = draws[j]!
    if ((mode & RANDOM_CUT) !== 0) cutAtRandom(scan, best)
    else if ((mode & GENERAL) !== 0) searchGeneral(scan, best)
    else searchPlain(scan, best)
  }
}

function tell(results: Float64Array, at: number, best: Best): void {
  results[at] = best.gain
  results[at + 1] = best.column
  results[at + 2] = best.bin
  results[at + 3] = best.missingLeft
  results[at + 4] = best.gradient
  results[at + 5] = best.hessian
  results[at + 6] = best.rows
}

function fill(room: CountedRoom, task: number): void {
  const { tasks, lists, codes, stride, order, gradients, histograms, counts } = room
  const listFrom = tasks[task + 4]!
  const listTo = listFrom + tasks[task + 5]!
  const binRoom = room.size.bins + 1
  const slot = (tasks[task + 3]! * room.slotLength) / PAIR
  clear(room, slot, listFrom, listTo)
  for (let k = tasks[task + 1]!; k < tasks[task + 2]!; k++) {
    const row = order[k]!
    const gradient = gradients[PAIR * row]!
    const hessian = gradients[PAIR * row + 1]!
    for (let j = listFrom; j < listTo; j++) {
      const column = lists[j]!
      const bin = slot + column * binRoom + codes[row * stride + column]!
      histograms[PAIR * bin]! += gradient
      histograms[PAIR * bin + 1]! += hessian
      if (counts !== null) counts[bin]! += 1
    }
  }
}

/** At once where most columns are asked for. */
function clear(
  { histograms, counts, lists, bins, size, slotLength }: CountedRoom,
  slot: number,
  from: number,
  to: number,
): void {
  if (2 * (to - from) > size.columns) {
    histograms.fill(0, PAIR * slot, PAIR * slot + slotLength)
    counts?.fill(0, slot, slot + slotLength / PAIR)
    return
  }
  for (let j = from; j < to; j++) {
    const first = slot + lists[j]! * (size.bins + 1)
    const end = first + bins[lists[j]!]! + 1
    histograms.fill(0, PAIR * first, PAIR * end)
    counts?.fill(0, first, end)
  }
}

/** The task's slot holds the parent's sums: less those of the other slot, they are its own. */
function subtract({ tasks, lists, histograms, counts, bins, size, slotLength }: CountedRoom, task: number): void {
  const listFrom = tasks[task + 4]!
  const listTo = listFrom + tasks[task + 5]!
  for (let j = listFrom; j < listTo; j++) {
    const block = lists[j]! * (size.bins + 1)
    const mine = (tasks[task + 3]! * slotLength) / PAIR + block
    const other = (tasks[task + 6]! * slotLength) / PAIR + block
    const count = bins[lists[j]!]! + 1
    for (let at = 0; at < PAIR * count; at++) histograms[PAIR * mine + at]! -= histograms[PAIR * other + at]!
    if (counts !== null) for (let at = 0; at < count; at++) counts[mine + at]! -= counts[other + at]!
  }
}
