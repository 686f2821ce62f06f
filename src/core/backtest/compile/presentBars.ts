import type { LegColumns } from '../../market/pairColumns.ts'

/** Rows at which an instrument has a bar. */
export function presentRows({ close }: LegColumns): Int32Array {
  let count = 0
  const rows = new Int32Array(close.length)
  for (let row = 0; row < close.length; row++) if (!Number.isNaN(close[row]!)) rows[count++] = row
  return rows.subarray(0, count)
}

/** A column made from the bars that are there, put back on the clock: NaN where there is none. */
export function onPresentBars(leg: LegColumns, make: (bars: LegColumns) => Float64Array): Float64Array {
  const rows = presentRows(leg)
  const take = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]!)
  const made = make({
    open: take(leg.open),
    high: take(leg.high),
    low: take(leg.low),
    close: take(leg.close),
    volume: take(leg.volume),
  })
  const column = new Float64Array(leg.close.length).fill(Number.NaN)
  for (let k = 0; k < rows.length; k++) column[rows[k]!] = made[k]!
  return column
}
