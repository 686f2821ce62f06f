import type { RandomStream } from '../../stats/seededStream.ts'

/**
 * A quick source of words of 32 bits, begun with four words of the stream: xoshiro128** (Blackman & Vigna 2021). For hundreds of thousands of draws a tree,
 * which the counter-based stream itself would take longer for than the tree.
 */
export function quickWords(stream: RandomStream): () => number {
  let a = stream.nextUint32() | 0
  let b = stream.nextUint32() | 0
  let c = stream.nextUint32() | 0
  let d = stream.nextUint32() | 1
  return () => {
    const product = Math.imul(b, 5)
    const word = Math.imul((product << 7) | (product >>> 25), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return word
  }
}

export const TWO_32 = 4294967296
