/**
 * Share of the drawn statistics at or above the observed one, at least 1/(B + 1): no p-value below what B draws can tell.
 * A draw that is not a number counts as above. RangeError without a draw.
 */
export function resampledShare(observed: number, drawn: readonly number[]): number {
  if (drawn.length === 0) throw new RangeError('A p-value needs at least one resample')
  let above = 0
  for (const value of drawn) if (!(value < observed)) above += 1
  return Math.max(above / drawn.length, 1 / (drawn.length + 1))
}
