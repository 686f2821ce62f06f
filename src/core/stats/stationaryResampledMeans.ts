import type { BootstrapOptions } from './bootstrapOptions.ts'
import { cumulativeSums } from './cumulativeSums.ts'
import { eachStationaryResample, errorOfBlocks, sumOfBlocks } from './stationaryBlocks.ts'

/**
 * Means of columns under the stationary bootstrap (Politis & Romano 1994, JASA 89): `resamples` rows of one mean a column, not centred.
 * All columns are resampled with the SAME indices, so that their dependence stays. The draws are those of `stationaryBootstrapIndices`.
 * RangeError for columns of different length, no values, resamples below 1 or a mean block below 1.
 */
export function stationaryResampledMeans(
  columns: readonly Float64Array[],
  options: BootstrapOptions,
): readonly Float64Array[] {
  return resampled(columns, options, false).means
}

/** `stationaryResampledMeans` with sqrt(n) times the standard error of each resampled mean beside it (`errorOfBlocks`), rows alike. */
export function stationaryResampledErrors(columns: readonly Float64Array[], options: BootstrapOptions): ResampledMeans {
  return resampled(columns, options, true)
}

export type ResampledMeans = {
  readonly means: readonly Float64Array[]
  readonly errors: readonly Float64Array[]
}

function resampled(columns: readonly Float64Array[], options: BootstrapOptions, withErrors: boolean): ResampledMeans {
  const n = columns[0]?.length ?? 0
  for (const { length } of columns) {
    if (length !== n) throw new RangeError(`Columns of different length: ${n} and ${length}`)
  }
  const sums = columns.map(cumulativeSums)
  const means: Float64Array[] = []
  const errors: Float64Array[] = []
  eachStationaryResample(n, options, (blocks) => {
    const row = Float64Array.from(sums, (sum) => sumOfBlocks(sum, blocks) / n)
    means.push(row)
    if (withErrors) errors.push(row.map((value, column) => errorOfBlocks(sums[column]!, blocks, value)))
  })
  return { means, errors }
}
