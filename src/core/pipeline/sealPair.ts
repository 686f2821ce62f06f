import type { PairColumns } from '../market/pairColumns.ts'

function copyShared(values: Float64Array, length: number): Float64Array {
  const out = new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT))
  out.set(values.subarray(0, length))
  return out
}

/** The first `length` rows in memory of their own: what is handed to workers holds no sealed bar, not even out of sight. */
export function sealPair(columns: PairColumns, length: number): PairColumns {
  const leg = (source: PairColumns['primary']) => ({
    open: copyShared(source.open, length),
    high: copyShared(source.high, length),
    low: copyShared(source.low, length),
    close: copyShared(source.close, length),
    volume: copyShared(source.volume, length),
  })
  const sessionEnd = new Uint8Array(new SharedArrayBuffer(length))
  sessionEnd.set(columns.sessionEnd.subarray(0, length))
  return {
    intervalMs: columns.intervalMs,
    timeMs: copyShared(columns.timeMs, length),
    primary: leg(columns.primary),
    secondary: leg(columns.secondary),
    sessionEnd,
  }
}
