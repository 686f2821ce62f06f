import { geometricLength, logContinuation } from './geometricLength.ts'
import type { RandomStream } from './seededStream.ts'

/**
 * One resample of the stationary bootstrap (Politis & Romano 1994, JASA 89): blocks of geometric length with mean `meanBlock`, each
 * starting anywhere, wrapping from the last observation to the first. Fills `out` (any length) with indices in [0, n).
 * Per block the stream gives first the start, then the length. RangeError for n < 1 or meanBlock < 1.
 */
export function stationaryBootstrapIndices(n: number, meanBlock: number, stream: RandomStream, out: Int32Array): void {
  const continuation = logContinuation(meanBlock)
  let filled = 0
  while (filled < out.length) {
    let index = stream.nextInt(n)
    const end = Math.min(out.length, filled + geometricLength(stream.nextUniform(), continuation))
    while (filled < end) {
      out[filled] = index
      filled += 1
      index += 1
      if (index === n) index = 0
    }
  }
}
