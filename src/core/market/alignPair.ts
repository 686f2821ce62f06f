import type { Outcome } from '../outcome/outcome.ts'
import { failure, success } from '../outcome/outcome.ts'
import type { Calendar } from '../time/calendar.ts'
import { intervalLabel } from '../time/interval.ts'
import type { BarSeries } from './barSeries.ts'
import type { LegColumns, PairColumns } from './pairColumns.ts'

/** `dropped`: bars of each leg that have no partner at the same time. */
export type AlignedPair = {
  readonly columns: PairColumns
  readonly dropped: { readonly primary: number; readonly secondary: number }
}

/**
 * Inner join of two legs on bar start; columns lie on SharedArrayBuffers. Nothing is filled: an hour in which one leg has no bar is dropped.
 * `sessionEnd` marks the last bar of a session by the calendar, and the last bar there is of a session whose end is missing: an order
 * decided at either could only be filled across the night. No signal may read it.
 * Errors: `interval-mismatch`, `legs-do-not-overlap`.
 */
export function alignPair(primary: BarSeries, secondary: BarSeries, calendar: Calendar): Outcome<AlignedPair> {
  if (primary.intervalMs !== secondary.intervalMs) {
    const labels = `${intervalLabel(primary.intervalMs)} and ${intervalLabel(secondary.intervalMs)}`
    return failure(
      'interval-mismatch',
      `The legs have bars of different length: ${labels}.`,
      'Import both legs at one interval, or resample the finer one.',
    )
  }
  const { primaryRows, secondaryRows } = commonRows(primary.timeMs, secondary.timeMs)
  const count = primaryRows.length
  if (count === 0) {
    return failure(
      'legs-do-not-overlap',
      'The two legs have no bar at a common time.',
      'Import data of both legs for the same period; `assay data show` tells what each holds.',
    )
  }
  const timeMs = sharedGather(primary.timeMs, primaryRows)
  const columns: PairColumns = {
    intervalMs: primary.intervalMs,
    timeMs,
    primary: legColumns(primary, primaryRows),
    secondary: legColumns(secondary, secondaryRows),
    sessionEnd: sessionEnds(timeMs, primary.intervalMs, calendar),
  }
  return success({
    columns,
    dropped: { primary: primary.timeMs.length - count, secondary: secondary.timeMs.length - count },
  })
}

function commonRows(
  first: Float64Array,
  second: Float64Array,
): { primaryRows: Uint32Array; secondaryRows: Uint32Array } {
  const capacity = Math.min(first.length, second.length)
  const primaryRows = new Uint32Array(capacity)
  const secondaryRows = new Uint32Array(capacity)
  let count = 0
  let i = 0
  let j = 0
  while (i < first.length && j < second.length) {
    const difference = first[i]! - second[j]!
    if (difference === 0) {
      primaryRows[count] = i++
      secondaryRows[count++] = j++
    } else if (difference < 0) i++
    else j++
  }
  return { primaryRows: primaryRows.subarray(0, count), secondaryRows: secondaryRows.subarray(0, count) }
}

function legColumns(series: BarSeries, rows: Uint32Array): LegColumns {
  return {
    open: sharedGather(series.open, rows),
    high: sharedGather(series.high, rows),
    low: sharedGather(series.low, rows),
    close: sharedGather(series.close, rows),
    volume: sharedGather(series.volume, rows),
  }
}

function sharedGather(source: Float64Array, rows: Uint32Array): Float64Array {
  const gathered = new Float64Array(new SharedArrayBuffer(rows.length * Float64Array.BYTES_PER_ELEMENT))
  for (let k = 0; k < rows.length; k++) gathered[k] = source[rows[k]!]!
  return gathered
}

function sessionEnds(timeMs: Float64Array, intervalMs: number, calendar: Calendar): Uint8Array {
  const ends = new Uint8Array(new SharedArrayBuffer(timeMs.length))
  if (calendar.continuous) return ends
  for (let i = 0; i < timeMs.length; i++) {
    const session = calendar.sessionAt(timeMs[i]!)
    if (session === null) continue
    const followedByNight = i + 1 < timeMs.length && timeMs[i + 1]! >= session.closeMs
    if (followedByNight || calendar.barEnd(timeMs[i]!, intervalMs) === session.closeMs) ends[i] = 1
  }
  return ends
}
