import { nanColumn } from './nanColumn.ts'
import { requirePeriod } from './requirePeriod.ts'

export type RollingMoments = { readonly mean: Float64Array; readonly squaredDeviations: Float64Array }

/**
 * Mean and sum of squared deviations from it over the last `window` values, O(n).
 *
 * Blocks of `window` values anchored on the absolute index; every window is the tail of one block merged with the head of the
 * next, so nothing is ever subtracted and nothing drifts. A value that is not finite makes NaN of exactly the windows holding it.
 * Sources: Welford (1962) update; Chan, Golub & LeVeque (1983) merge, eq. 2.1; blocks as in van Herk (1992).
 */
export function rollingMoments(values: Float64Array, window: number): RollingMoments {
  requirePeriod(window, 1)
  const length = values.length
  const means = nanColumn(length)
  const squaredDeviations = nanColumn(length)
  const tailMean = new Float64Array(window)
  const tailSquares = new Float64Array(window)
  let mean = 0
  let squares = 0
  for (let row = 0, offset = 0; row < length; row++) {
    const value = values[row]!
    const count = offset + 1
    if (offset === 0) {
      mean = value
      squares = value - value
    } else {
      const delta = value - mean
      mean += delta / count
      squares += delta * (value - mean)
    }
    if (count === window) {
      means[row] = mean
      squaredDeviations[row] = squares
      fillTail(values, row, window, tailMean, tailSquares)
      offset = 0
    } else {
      if (row >= window) {
        const tail = tailMean[count]!
        const delta = mean - tail
        const share = count / window
        means[row] = tail + delta * share
        squaredDeviations[row] = tailSquares[count]! + squares + delta * delta * share * (window - count)
      }
      offset = count
    }
  }
  return { mean: means, squaredDeviations }
}

/** Moments of the last `window - offset` values up to `row`, for each offset. */
function fillTail(
  values: Float64Array,
  row: number,
  window: number,
  tailMean: Float64Array,
  tailSquares: Float64Array,
): void {
  let mean = values[row]!
  let squares = mean - mean
  tailMean[window - 1] = mean
  tailSquares[window - 1] = squares
  for (let offset = window - 2; offset >= 0; offset--) {
    const value = values[row - window + 1 + offset]!
    const delta = value - mean
    mean += delta / (window - offset)
    squares += delta * (value - mean)
    tailMean[offset] = mean
    tailSquares[offset] = squares
  }
}
