import type { BootstrapOptions } from './bootstrapOptions.ts'
import { geometricLength, logContinuation } from './geometricLength.ts'
import { requireResamples } from './requireResamples.ts'
import type { RandomStream } from './seededStream.ts'

/** The blocks of one resample: `starts[b]` and `lengths[b]` for b < `count`; the lengths sum up to n. */
export type ResampleBlocks = { readonly starts: Int32Array; readonly lengths: Int32Array; count: number }

function emptyBlocks(n: number): ResampleBlocks {
  return { starts: new Int32Array(n), lengths: new Int32Array(n), count: 0 }
}

/** The blocks of one stationary-bootstrap resample of n values (n from 1), cut at n: the draws of `stationaryBootstrapIndices`. */
function drawStationaryBlocks(n: number, continuation: number, stream: RandomStream, blocks: ResampleBlocks): void {
  let count = 0
  for (let left = n; left > 0; ) {
    const start = stream.nextInt(n)
    const length = Math.min(left, geometricLength(stream.nextUniform(), continuation))
    blocks.starts[count] = start
    blocks.lengths[count] = length
    count += 1
    left -= length
  }
  blocks.count = count
}

/**
 * Draws stationary-bootstrap resamples of n values (Politis & Romano 1994, JASA 89) and shows the blocks of each, one after the other, in the same object.
 * RangeError for no values, resamples below 1 or a mean block below 1.
 */
export function eachStationaryResample(
  n: number,
  options: BootstrapOptions,
  visit: (blocks: ResampleBlocks, draw: number) => void,
): void {
  const { resamples, stream, beat } = options
  requireResamples(resamples)
  if (n === 0) throw new RangeError('There is nothing to resample')
  const continuation = logContinuation(options.meanBlock)
  const blocks = emptyBlocks(n)
  for (let draw = 0; draw < resamples; draw += 1) {
    if (draw % 64 === 0) beat(draw, resamples, 'resampling')
    drawStationaryBlocks(n, continuation, stream, blocks)
    visit(blocks, draw)
  }
}

/** Sum of a resample from the `cumulativeSums` of the values. */
export function sumOfBlocks(sums: Float64Array, blocks: ResampleBlocks): number {
  let total = 0
  for (let block = 0; block < blocks.count; block += 1) total += sumOfBlock(sums, blocks, block)
  return total
}

/** Sum of one block, wrapping from the last value to the first. */
function sumOfBlock(sums: Float64Array, blocks: ResampleBlocks, block: number): number {
  const n = sums.length - 1
  const start = blocks.starts[block]!
  const end = start + blocks.lengths[block]!
  return end <= n ? sums[end]! - sums[start]! : sums[n]! - sums[start]! + sums[end - n]!
}

/**
 * sqrt(n) times the standard error of a resample's mean, from its blocks, which are drawn independently: squared, (1/n) sum over the blocks of
 * (block sum - length x mean of the resample)^2 (Götze & Künsch 1996). NaN for a single block, or where it is 0.
 */
export function errorOfBlocks(sums: Float64Array, blocks: ResampleBlocks, resampledMean: number): number {
  let squares = 0
  for (let block = 0; block < blocks.count; block += 1) {
    squares += (sumOfBlock(sums, blocks, block) - blocks.lengths[block]! * resampledMean) ** 2
  }
  return blocks.count > 1 && squares > 0 ? Math.sqrt(squares / (sums.length - 1)) : Number.NaN
}
