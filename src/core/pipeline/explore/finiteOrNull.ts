/** JSON has no NaN and no infinity: what could not be measured is null. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
