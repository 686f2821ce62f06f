import { philox } from './philox.ts'

const TWO_32 = 4294967296

/**
 * Stable 128-bit hash of (seed, unitId), as four 32-bit words: the text is absorbed four UTF-16 code units at a time as the key
 * of a Philox block over the running state, which is added back by exclusive or (Davies-Meyer). Not for secrets.
 * `seed` is an integer in [0, 2^53); anything else is a bug and throws RangeError.
 */
export function streamKey(seed: number, unitId: string): Uint32Array {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new RangeError(`A seed is an integer from 0 to 2^53 - 1, got ${seed}`)
  const state = Uint32Array.of(seed % TWO_32, Math.floor(seed / TWO_32), unitId.length, 0x41737361)
  const key = new Uint32Array(2)
  const block = new Uint32Array(4)
  const unit = (index: number): number => (index < unitId.length ? unitId.charCodeAt(index) : 0)
  for (let start = 0; start < unitId.length || start === 0; start += 4) {
    key[0] = unit(start) | (unit(start + 1) << 16)
    key[1] = unit(start + 2) | (unit(start + 3) << 16)
    philox(state, key, block)
    for (let word = 0; word < 4; word += 1) state[word] = state[word]! ^ block[word]!
  }
  return state
}
