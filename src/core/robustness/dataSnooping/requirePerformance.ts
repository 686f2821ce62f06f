/** Number of periods of columns that can be compared. RangeError for no columns, none or different lengths, values that are not finite. */
export function requirePerformance(performance: readonly Float64Array[]): number {
  const n = performance[0]?.length ?? 0
  if (n === 0) throw new RangeError('There is no performance to compare')
  for (const column of performance) {
    if (column.length !== n) throw new RangeError(`Columns of different length: ${n} and ${column.length}`)
    for (const value of column)
      if (!Number.isFinite(value)) throw new RangeError('A performance is not a finite number')
  }
  return n
}
