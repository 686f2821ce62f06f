/** At most so many rows, evenly, the first among them. */
export function thinned(rows: Int32Array, most: number): Int32Array {
  const step = Math.max(1, Math.ceil(rows.length / Math.max(1, most)))
  return rows.filter((_, place) => place % step === 0)
}
