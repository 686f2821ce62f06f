import { createStream } from '../../stats/seededStream.ts'

const ROUNDS = 4

/**
 * A seeded permutation of 0 to size - 1 without memory: a Feistel network over the next even power of two, walked on where it leaves the range (Black & Rogaway
 * 2002, "Ciphers with arbitrary finite domains"). `size` is at most 2^50.
 */
export function shuffledIndex(size: number, seed: number, name: string): (index: number) => number {
  const stream = createStream(seed, name)
  const keys = Array.from({ length: ROUNDS }, () => stream.nextUint32())
  let bits = 1
  while (4 ** bits < size) bits++
  const half = 2 ** bits
  const once = (index: number): number => {
    let left = Math.floor(index / half)
    let right = index % half
    for (const key of keys) [left, right] = [right, (left + mixed(right ^ key)) % half]
    return left * half + right
  }
  return (index) => {
    let place = once(index)
    while (place >= size) place = once(place)
    return place
  }
}

/** The finaliser of MurmurHash3 (Appleby 2011). */
function mixed(value: number): number {
  let z = value | 0
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
  return (z ^ (z >>> 16)) >>> 0
}
