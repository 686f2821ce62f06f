import type { CopiedBlock } from './copiedBlocks.ts'
import { findCopiedBlocks } from './copiedBlocks.ts'
import { rowsOutOfFileOrder } from './fileOrder.ts'
import type { RawBars } from './rawBars.ts'

/** Positions in `tail + kept` of the series. `copies`: rows proven to be copies, with the position of their original. */
export type CopyResolution = {
  readonly copies: ReadonlyMap<number, number>
  readonly undecided: readonly CopiedBlock[]
}

/**
 * Which of two equal runs of bars is the copy. Equal values cannot tell, only the place in the file can: if every row of one run stands
 * out of its file's order (it is in no longest ordered subsequence) and no row of the other does, and both came in one layer, the first is
 * the copy. Otherwise it is not decided. `bars` are the series' columns, `rowOf[p]` the raw row of position p (-1: of an earlier partition).
 */
export function resolveCopies(
  raw: RawBars,
  bars: Omit<RawBars, 'line' | 'layer'>,
  rowOf: (position: number) => number,
): CopyResolution {
  const copies = new Map<number, number>()
  const undecided: CopiedBlock[] = []
  const blocks = findCopiedBlocks(bars)
  if (blocks.length === 0) return { copies, undecided }
  const out = rowsOutOfFileOrder(raw)
  for (const block of blocks) {
    const earlierOut = shareOut(block.earlier, block.bars, out, rowOf)
    const laterOut = shareOut(block.later, block.bars, out, rowOf)
    const oneSided = (earlierOut === 1 && laterOut === 0) || (earlierOut === 0 && laterOut === 1)
    const decided = oneSided && sameLayer(raw, block, rowOf)
    if (!decided) undecided.push(block)
    for (let k = 0; decided && k < block.bars; k++) {
      const copy = (earlierOut === 1 ? block.earlier : block.later) + k
      copies.set(copy, (earlierOut === 1 ? block.later : block.earlier) + k)
    }
  }
  return { copies, undecided }
}

function shareOut(start: number, bars: number, out: Uint8Array, rowOf: (position: number) => number): number {
  let count = 0
  for (let k = 0; k < bars; k++) {
    const row = rowOf(start + k)
    if (row < 0) return Number.NaN
    count += out[row]!
  }
  return count / bars
}

function sameLayer(raw: RawBars, block: CopiedBlock, rowOf: (position: number) => number): boolean {
  const layer = raw.layer[rowOf(block.earlier)]
  for (let k = 0; k < block.bars; k++) {
    if (raw.layer[rowOf(block.earlier + k)] !== layer || raw.layer[rowOf(block.later + k)] !== layer) return false
  }
  return true
}
