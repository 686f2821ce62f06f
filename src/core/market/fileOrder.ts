import type { RawBars } from './rawBars.ts'

/**
 * Which rows stand out of their file's order: 1 for a row that is in no longest non-descending (non-ascending, where the file is newest
 * first) subsequence of the times of its layer, by line. Rows without a time are passed over. O(n log n).
 */
export function rowsOutOfFileOrder(raw: RawBars): Uint8Array {
  const out = new Uint8Array(raw.timeMs.length)
  const rows = receivedOrder(raw)
  let start = 0
  while (start < rows.length) {
    let end = start + 1
    while (end < rows.length && raw.layer[rows[end]!] === raw.layer[rows[start]!]) end++
    markLayer(raw.timeMs, rows.subarray(start, end), out)
    start = end
  }
  return out
}

function receivedOrder(raw: RawBars): Uint32Array {
  const rows = new Uint32Array(raw.timeMs.length)
  let count = 0
  for (let i = 0; i < raw.timeMs.length; i++) if (Number.isFinite(raw.timeMs[i])) rows[count++] = i
  return rows.subarray(0, count).sort((a, b) => raw.layer[a]! - raw.layer[b]! || raw.line[a]! - raw.line[b]! || a - b)
}

function markLayer(timeMs: Float64Array, rows: Uint32Array, out: Uint8Array): void {
  const count = rows.length
  let steps = 0
  for (let k = 1; k < count; k++) steps += Math.sign(timeMs[rows[k]!]! - timeMs[rows[k - 1]!]!)
  const sign = steps < 0 ? -1 : 1
  const forward = new Float64Array(count)
  const backward = new Float64Array(count)
  for (let k = 0; k < count; k++) {
    forward[k] = sign * timeMs[rows[k]!]!
    backward[count - 1 - k] = -forward[k]!
  }
  const before = runLengths(forward)
  const after = runLengths(backward)
  let longest = 0
  for (let k = 0; k < count; k++) longest = Math.max(longest, before[k]!)
  for (let k = 0; k < count; k++) {
    if (before[k]! + after[count - 1 - k]! - 1 < longest) out[rows[k]!] = 1
  }
}

/** Length of the longest non-descending subsequence that ends at each element (Fredman 1975, patience piles). */
function runLengths(values: Float64Array): Uint32Array {
  const tails = new Float64Array(values.length)
  const lengths = new Uint32Array(values.length)
  let piles = 0
  for (let k = 0; k < values.length; k++) {
    let low = 0
    let high = piles
    while (low < high) {
      const middle = (low + high) >>> 1
      if (tails[middle]! <= values[k]!) low = middle + 1
      else high = middle
    }
    tails[low] = values[k]!
    if (low === piles) piles++
    lengths[k] = low + 1
  }
  return lengths
}
