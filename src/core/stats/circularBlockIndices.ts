import { fillBlocks, requireBlock } from './movingBlockIndices.ts'
import type { RandomStream } from './seededStream.ts'

/**
 * One resample of the circular block bootstrap (Politis & Romano 1992): blocks of `block` values, each starting anywhere, wrapping from
 * the last observation to the first; the last block is cut. Fills `out` (any length) with indices in [0, n). One draw of the stream a block.
 * RangeError for a block that is not a whole number from 1 to n.
 */
export function circularBlockIndices(n: number, block: number, stream: RandomStream, out: Int32Array): void {
  requireBlock(n, block)
  fillBlocks(n, block, () => stream.nextInt(n), out)
}
