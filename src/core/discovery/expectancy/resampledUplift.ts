import { quantileSorted } from '../../stats/quantileSorted.ts'
import { type BlockContributions, blockError } from './blockContributions.ts'

export type ResampledUplift = {
  /** Uplift of each resample less the observed one. */
  readonly centred: Float64Array
  /** The same over the error of its own resample; 0 where that has no spread. */
  readonly studentised: Float64Array
}

/**
 * The uplift in every resample of the blocks, to first order (each block brings its contribution as often as it was drawn), and studentised by its own block
 * error: the bootstrap-t of Hall 1992, which knows the skew of the returns. `times` is that of `drawBlocks`.
 */
export function resampledUplift(contributions: BlockContributions, times: readonly Uint8Array[]): ResampledUplift {
  const { blocks, values } = contributions
  const resamples = times[0]?.length ?? 0
  const centred = new Float64Array(resamples)
  const squares = new Float64Array(resamples)
  for (let k = 0; k < blocks.length; k += 1) {
    const drawn = times[blocks[k]!]!
    const value = values[k]!
    const square = value * value
    for (let draw = 0; draw < resamples; draw += 1) {
      const often = drawn[draw]!
      centred[draw] = centred[draw]! + often * value
      squares[draw] = squares[draw]! + often * square
    }
  }
  const factor = Math.sqrt(blocks.length / (blocks.length - 1))
  const studentised = centred.map((value, draw) => {
    const error = factor * Math.sqrt(Math.max(0, squares[draw]! - (value * value) / blocks.length))
    return error > 0 ? value / error : 0
  })
  return { centred, studentised }
}

export type UpliftInterval = { readonly low: number; readonly high: number }

/** Interval of the uplift by the bootstrap-t: uplift - q_high x error to uplift - q_low x error. */
export function upliftInterval(
  uplift: number,
  contributions: BlockContributions,
  studentised: Float64Array,
  level: number,
): UpliftInterval {
  const sorted = studentised.slice().sort()
  const error = blockError(contributions)
  const tail = (1 - level) / 2
  return { low: uplift - quantileSorted(sorted, 1 - tail) * error, high: uplift - quantileSorted(sorted, tail) * error }
}
