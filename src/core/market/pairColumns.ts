export type LegColumns = {
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
}

/**
 * Two legs on one clock: row i of every column is the same bar (start time `timeMs[i]`, UTC milliseconds).
 * Roles only: nothing after `prepare` knows a ticker. `sessionEnd[i]` is 1 where bar i is the last of its session (never for 24/7).
 */
export type PairColumns = {
  readonly intervalMs: number
  readonly timeMs: Float64Array
  readonly primary: LegColumns
  readonly secondary: LegColumns
  readonly sessionEnd: Uint8Array
}

export type Role = 'primary' | 'secondary' | 'pair'

/** The first `length` rows: what was known when bar `length - 1` closed. Views, not copies. */
export function truncatePair(columns: PairColumns, length: number): PairColumns {
  const leg = (source: LegColumns): LegColumns => ({
    open: source.open.subarray(0, length),
    high: source.high.subarray(0, length),
    low: source.low.subarray(0, length),
    close: source.close.subarray(0, length),
    volume: source.volume.subarray(0, length),
  })
  return {
    intervalMs: columns.intervalMs,
    timeMs: columns.timeMs.subarray(0, length),
    primary: leg(columns.primary),
    secondary: leg(columns.secondary),
    sessionEnd: columns.sessionEnd.subarray(0, length),
  }
}
