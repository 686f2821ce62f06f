/**
 * A step so coarse that sums of values on its multiples are exact in 64 bits, whatever their order, as long as their sizes sum to at most `total`.
 * It is 2^-50 of the total: of 200,000 rows of one weight the gradient of each keeps 32 bits behind the point.
 */
export function gridStep(total: number): number {
  return 2 ** (Math.ceil(Math.log2(total)) - 50)
}

/** Added and taken away again, it rounds a value of at most 2^51 steps to a multiple of the step. */
export function gridRounder(step: number): number {
  return 1.5 * 2 ** 52 * step
}
