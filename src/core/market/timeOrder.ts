const SECOND_MS = 1_000

/** The given rows (indices into `timeMs`, finite times) in ascending time; rows of one time keep their order. */
export function timeOrder(timeMs: Float64Array, rows: Uint32Array): Uint32Array {
  if (isAscending(timeMs, rows)) return rows
  return packedOrder(timeMs, rows) ?? rows.slice().sort((a, b) => timeMs[a]! - timeMs[b]! || a - b)
}

function isAscending(timeMs: Float64Array, rows: Uint32Array): boolean {
  for (let k = 1; k < rows.length; k++) {
    if (timeMs[rows[k]!]! < timeMs[rows[k - 1]!]!) return false
  }
  return true
}

/** Time and position packed into one exact double, so that the native number sort can be used; null where they do not fit in 2^53. */
function packedOrder(timeMs: Float64Array, rows: Uint32Array): Uint32Array | null {
  let least = Number.POSITIVE_INFINITY
  let greatest = Number.NEGATIVE_INFINITY
  let wholeSeconds = true
  for (const row of rows) {
    const time = timeMs[row]!
    if (time < least) least = time
    if (time > greatest) greatest = time
    if (time % SECOND_MS !== 0) wholeSeconds = false
  }
  if (!wholeSeconds || ((greatest - least) / SECOND_MS + 1) * rows.length > Number.MAX_SAFE_INTEGER) return null
  const keys = new Float64Array(rows.length)
  for (let k = 0; k < rows.length; k++) keys[k] = ((timeMs[rows[k]!]! - least) / SECOND_MS) * rows.length + k
  keys.sort()
  const ordered = new Uint32Array(rows.length)
  for (let k = 0; k < rows.length; k++) ordered[k] = rows[keys[k]! % rows.length]!
  return ordered
}
