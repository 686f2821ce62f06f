import { philox } from './philox.ts'
import { streamKey } from './streamKey.ts'

const TWO_26 = 67108864
const TWO_32 = 4294967296
const TWO_MINUS_53 = 2 ** -53

/** A private, reproducible source of chance for one unit of work. */
export type RandomStream = {
  /** Uniform on [0, 1) with 53-bit resolution; takes two words of one block (an odd word left over is dropped). */
  readonly nextUniform: () => number
  /** Uniform integer on [0, 2^32); takes one word. */
  readonly nextUint32: () => number
  /** Uniform integer on [0, limit), 1 <= limit <= 2^32, without modulo bias (draws again on the rare rejected word). */
  readonly nextInt: (limit: number) => number
  /** Standard normal (Box & Muller 1958), two at a time from two uniforms. */
  readonly nextNormal: () => number
}

/**
 * The stream of (seed, unitId): Philox4x32-10 in counter mode. Its 128-bit start (key, and the upper half of the counter) is a hash
 * of both, so streams of different units do not depend on how many workers there are or in which order they run.
 * Block b is a pure function of (seed, unitId, b). Cheap to make (about a microsecond).
 */
export function createStream(seed: number, unitId: string): RandomStream {
  const start = streamKey(seed, unitId)
  const key = start.slice(0, 2)
  const counter = Uint32Array.of(0, 0, start[2]!, start[3]!)
  const words = new Uint32Array(4)
  const spare = Float64Array.of(Number.NaN)
  let used = 4

  const refill = (): void => {
    philox(counter, key, words)
    const low = counter[0]! + 1
    counter[0] = low
    if (low === TWO_32) counter[1] = counter[1]! + 1
    used = 0
  }
  const nextUint32 = (): number => {
    if (used === 4) refill()
    const word = words[used]!
    used += 1
    return word
  }
  const nextUniform = (): number => {
    if (used > 2) refill()
    const value = ((words[used]! >>> 5) * TWO_26 + (words[used + 1]! >>> 6)) * TWO_MINUS_53
    used += 2
    return value
  }
  const nextInt = (limit: number): number => {
    if (!Number.isInteger(limit) || limit < 1 || limit > TWO_32) throw new RangeError(`No integer below ${limit}`)
    const rejectFrom = TWO_32 - (TWO_32 % limit)
    let word = nextUint32()
    while (word >= rejectFrom) word = nextUint32()
    return word % limit
  }
  const nextNormal = (): number => {
    const kept = spare[0]!
    if (!Number.isNaN(kept)) {
      spare[0] = Number.NaN
      return kept
    }
    const radius = Math.sqrt(-2 * Math.log(1 - nextUniform()))
    const angle = 2 * Math.PI * nextUniform()
    spare[0] = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
  return { nextUniform, nextUint32, nextInt, nextNormal }
}
