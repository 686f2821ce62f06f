import type { RandomStream } from './seededStream.ts'

/**
 * One resample of the moving block bootstrap (Künsch 1989): whole blocks of `block` values that do not wrap, so that values near the ends
 * are drawn less often (the circular bootstrap repairs that); the last block is cut. Fills `out` (any length) with indices in [0, n).
 * One draw of the stream a block. RangeError for a block that is not a whole number from 1 to n.
 */
export function movingBlockIndices(n: number, block: number, stream: RandomStream, out: Int32Array): void {
  requireBlock(n, block)
  fillBlocks(n, block, () => stream.nextInt(n - block + 1), out)
}

/** Blocks of running indices from the starts that `nextStart` gives, modulo n, until `out` is full. */
export function fillBlocks(n: number, block: number, nextStart: () => number, out: Int32Array): void {
  let index = 0
  for (let filled = 0; filled < out.length; filled += 1) {
    if (filled % block === 0) index = nextStart()
    out[filled] = index
    index = index + 1 === n ? 0 : index + 1
  }
}

export function requireBlock(n: number, block: number): void {
  if (!Number.isInteger(block) || block < 1 || block > n) {
    throw new RangeError(`A block has from 1 to ${n} values, got ${block}`)
  }
}
