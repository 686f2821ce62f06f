import type { RawBars } from '../../../src/core/market/rawBars.ts'

export type Row = {
  readonly timeMs: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
  readonly trades?: number
  readonly line?: number
  readonly layer?: number
}

/** Rows to columns; lines are numbered from 1 and the layer is 1 where not said. */
export function rawRows(rows: readonly Row[]): RawBars {
  const column = (pick: (row: Row, i: number) => number) => Float64Array.from(rows, pick)
  return {
    timeMs: column((row) => row.timeMs),
    open: column((row) => row.open),
    high: column((row) => row.high),
    low: column((row) => row.low),
    close: column((row) => row.close),
    volume: column((row) => row.volume),
    trades: column((row) => row.trades ?? Number.NaN),
    line: column((row, i) => row.line ?? i + 1),
    layer: column((row) => row.layer ?? 1),
  }
}

/** A bar of a gently moving market; `step` makes it unlike its neighbours. */
export function bar(timeMs: number, step: number, extra: Partial<Row> = {}): Row {
  const open = 100 + Math.sin(step) / 10
  const close = 100 + Math.sin(step + 1) / 10
  const high = Math.max(open, close) + 0.02
  const low = Math.min(open, close) - 0.02
  return { timeMs, open, high, low, close, volume: 10 + (step % 97), ...extra }
}
