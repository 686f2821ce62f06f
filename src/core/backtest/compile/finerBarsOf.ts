import type { MarketColumns } from '../../market/marketColumns.ts'
import type { LegColumns } from '../../market/pairColumns.ts'
import type { FinerBars } from '../model/backtestRequest.ts'

/**
 * The finer bars that lie inside the bars of a market, for `request.finer`. `barEndMs`: one column an instrument, where each of its bars ends. A finer bar counts for an instrument
 * only from the start of its own bar to that end: what was traded outside its session reaches no stop. Null where none lies inside. Copies what it keeps.
 */
export function finerBarsOf(
  market: MarketColumns,
  barEndMs: readonly Float64Array[],
  finer: MarketColumns,
): FinerBars | null {
  const bars = market.timeMs.length
  const rowOf: number[] = []
  const firstFiner = new Int32Array(new SharedArrayBuffer(4 * (bars + 1)))
  let row = 0
  for (let bar = 0; bar < bars; bar++) {
    firstFiner[bar] = rowOf.length
    while (row < finer.timeMs.length && finer.timeMs[row]! < market.timeMs[bar]!) row++
    const nextMs = market.timeMs[bar + 1] ?? Number.POSITIVE_INFINITY
    for (; row < finer.timeMs.length && finer.timeMs[row]! < nextMs; row++) {
      if (barEndMs.some((ends) => lastsUntil(finer, row) <= ends[bar]!)) rowOf.push(row)
    }
  }
  firstFiner[bars] = rowOf.length
  if (rowOf.length === 0) return null
  const timeMs = picked(finer.timeMs, rowOf)
  const instruments = finer.instruments.map((leg, k) => insideOwnBars(leg, rowOf, firstFiner, timeMs, barEndMs[k]!))
  return { market: { intervalMs: finer.intervalMs, timeMs, instruments }, firstFiner }
}

function lastsUntil(finer: MarketColumns, row: number): number {
  return finer.timeMs[row]! + finer.intervalMs
}

function picked(column: Float64Array, rowOf: readonly number[]): Float64Array {
  const kept = new Float64Array(new SharedArrayBuffer(8 * rowOf.length))
  for (let i = 0; i < kept.length; i++) kept[i] = column[rowOf[i]!]!
  return kept
}

/** NaN where a finer bar lies outside the instrument's own bar. */
function insideOwnBars(
  leg: LegColumns,
  rowOf: readonly number[],
  firstFiner: Int32Array,
  timeMs: Float64Array,
  endMs: Float64Array,
): LegColumns {
  const kept = {
    open: picked(leg.open, rowOf),
    high: picked(leg.high, rowOf),
    low: picked(leg.low, rowOf),
    close: picked(leg.close, rowOf),
    volume: picked(leg.volume, rowOf),
  }
  for (let bar = 0; bar < endMs.length; bar++) {
    for (let i = firstFiner[bar]!; i < firstFiner[bar + 1]!; i++) {
      if (timeMs[i]! < endMs[bar]!) continue
      for (const column of Object.values(kept)) column[i] = Number.NaN
    }
  }
  return kept
}
