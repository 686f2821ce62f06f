/** A window length below `minimum` or not whole is a bug of the caller, never of the data. */
export function requirePeriod(period: number, minimum: number): void {
  if (!Number.isInteger(period) || period < minimum) {
    throw new RangeError(`A window must be a whole number of at least ${minimum} bars, not ${period}`)
  }
}
