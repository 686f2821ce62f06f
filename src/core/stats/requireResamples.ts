/** RangeError unless `resamples` is a whole number from 1. */
export function requireResamples(resamples: number): void {
  if (!Number.isInteger(resamples) || resamples < 1) throw new RangeError(`Resamples are at least 1, got ${resamples}`)
}
