import { MOVE_WORDS, type TreeRoom } from './treeRoom.ts'

/** Reorders the rows of each move: those that go left first, both sides in their order; writes how many go left. */
export function partRows({ moves, order, codes, stride, bins }: TreeRoom, count: number, spare: Int32Array): void {
  for (let move = 0; move < MOVE_WORDS * count; move += MOVE_WORDS) {
    const from = moves[move]!
    const to = moves[move + 1]!
    const column = moves[move + 2]!
    const bin = moves[move + 3]!
    const missingLeft = moves[move + 4] === 1
    const missing = bins[column]!
    let left = from
    let right = 0
    for (let at = from; at < to; at++) {
      const row = order[at]!
      const code = codes[row * stride + column]!
      if (code === missing ? missingLeft : code <= bin) order[left++] = row
      else spare[right++] = row
    }
    order.set(spare.subarray(0, right), left)
    moves[move + 5] = left - from
  }
}
