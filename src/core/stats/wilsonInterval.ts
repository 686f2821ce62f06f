import { normalQuantile } from './normalQuantile.ts'

/**
 * Score interval of a share of `successes` in `trials` independent draws (Wilson 1927; recommended by Brown, Cai & DasGupta 2001),
 * without continuity correction. Lies in [0, 1] and never has width 0. Null without a draw; RangeError for counts that are none.
 */
export function wilsonInterval(
  successes: number,
  trials: number,
  level = 0.95,
): { readonly low: number; readonly high: number } | null {
  if (!Number.isInteger(successes) || !Number.isInteger(trials) || successes < 0 || successes > trials)
    throw new RangeError(`${successes} successes in ${trials} draws`)
  if (!(level > 0 && level < 1)) throw new RangeError(`A level of ${level}`)
  if (trials === 0) return null
  const z = normalQuantile(1 - (1 - level) / 2)
  const share = successes / trials
  const weight = z ** 2 / trials
  const middle = (share + weight / 2) / (1 + weight)
  const half = (z / (1 + weight)) * Math.sqrt((share * (1 - share)) / trials + weight / (4 * trials))
  // rounding must not push the ends past what is possible
  return {
    low: successes === 0 ? 0 : Math.max(0, middle - half),
    high: successes === trials ? 1 : Math.min(1, middle + half),
  }
}
