/**
 * How many tests a family counts: all that were planned, where given, else every entry, NaN included (a test that was planned and
 * could not be computed was still planned). RangeError where fewer are planned than given, or a p-value is outside [0, 1].
 */
export function plannedTestCount(pValues: Float64Array, planned: number | undefined): number {
  for (const p of pValues) if (p < 0 || p > 1) throw new RangeError(`A p-value is from 0 to 1, got ${p}`)
  if (planned === undefined) return pValues.length
  if (!Number.isInteger(planned) || planned < pValues.length) {
    throw new RangeError(`${planned} planned tests cannot cover ${pValues.length} p-values`)
  }
  return planned
}
