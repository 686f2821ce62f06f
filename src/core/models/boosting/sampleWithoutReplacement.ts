import type { RandomStream } from '../../stats/seededStream.ts'

/**
 * Writes `take` of the numbers 0 to count - 1, ascending, into the front of `out` and returns that part.
 * Selection sampling (Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S). Draws nothing where all are taken.
 */
export function sampleWithoutReplacement(
  count: number,
  take: number,
  stream: RandomStream,
  out: Int32Array,
): Int32Array {
  let taken = 0
  for (let candidate = 0; taken < take; candidate++) {
    const isTaken = take === count || (count - candidate) * stream.nextUniform() < take - taken
    if (isTaken) out[taken++] = candidate
  }
  return out.subarray(0, take)
}
