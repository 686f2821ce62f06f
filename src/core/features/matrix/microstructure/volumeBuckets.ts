import { nanColumn } from '../../../indicators/nanColumn.ts'

export type BucketRequest = {
  readonly volume: Float64Array
  /** Share of each bar's volume that was bought, 0 to 1; NaN where it is not known: such a bar is passed over. */
  readonly bought: Float64Array
  /** Size of a bucket that is opened in this bar, known at its close. */
  readonly size: Float64Array
  /** Completed buckets in the mean. */
  readonly buckets: number
}

type Bucket = { size: number; filled: number; bought: number }

/**
 * Mean of |bought - sold| / size over the last completed volume buckets at the close of each bar (Easley, Lopez de Prado & O'Hara 2012). What a bar has over
 * flows into the next bucket, nothing is dropped; the bucket that is still open does not count. NaN until so many are full.
 */
export function volumeBuckets({ volume, bought, size, buckets }: BucketRequest): Float64Array {
  const column = nanColumn(volume.length)
  const imbalances = new Float64Array(buckets)
  const open: Bucket = { size: 0, filled: 0, bought: 0 }
  let completed = 0
  for (let row = 0; row < volume.length; row++) {
    const share = bought[row]!
    let left = volume[row]! > 0 && share >= 0 && size[row]! > 0 ? volume[row]! : 0
    while (left > 0) {
      if (open.size === 0) open.size = size[row]!
      const part = Math.min(left, open.size - open.filled)
      open.filled += part
      open.bought += part * share
      left -= part
      if (open.filled < open.size) continue
      imbalances[completed++ % buckets] = Math.abs(2 * open.bought - open.size) / open.size
      open.size = 0
      open.filled = 0
      open.bought = 0
    }
    if (completed >= buckets) column[row] = imbalances.reduce((sum, value) => sum + value, 0) / buckets
  }
  return column
}
