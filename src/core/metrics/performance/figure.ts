/** A number with the periods a year that it was annualised with (null: it is not an annual one), or null and why it cannot be stood behind. */
export type Figure =
  | { readonly value: number; readonly why: null; readonly periodsPerYear: number | null }
  | { readonly value: null; readonly why: string; readonly periodsPerYear: number | null }

/** `value` where it is a finite number, else null with `why`. */
export function figureOf(value: number | null, why: string, periodsPerYear: number | null = null): Figure {
  return value !== null && Number.isFinite(value)
    ? { value, why: null, periodsPerYear }
    : { value: null, why, periodsPerYear }
}

/** The first reason that is not null stands in for the value. */
export function figureUnless(
  reasons: readonly (string | null)[],
  value: () => number | null,
  why: string,
  periodsPerYear: number | null = null,
): Figure {
  const reason = reasons.find((text) => text !== null)
  return reason === undefined || reason === null
    ? figureOf(value(), why, periodsPerYear)
    : { value: null, why: reason, periodsPerYear }
}
