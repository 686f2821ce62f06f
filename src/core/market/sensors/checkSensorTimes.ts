import { durationText } from '../../time/durationText.ts'
import { isoTime } from '../../time/isoTime.ts'
import { findingWhere, type SensorFinding } from './sensorFinding.ts'
import type { SensorRows } from './sensorRows.ts'

/** UTC milliseconds, `toMs` excluded. */
export type SensorSpan = { readonly fromMs: number; readonly toMs: number }

type TimesAsked = {
  readonly bars: SensorSpan
  readonly nowMs: number | null
  readonly stepMs: number
  /** How long a row counts once it is known. */
  readonly freshMs: number
  /** `funding of BTC` */
  readonly name: string
}

/** Below these shares of the bars' span with a fresh value. */
const THIN_COVERAGE = 0.5
const FULL_COVERAGE = 0.98
/** A clock may be a little wrong. */
const CLOCK_SLACK_MS = 60_000

/** Whether the rows (whole, by event) lie where the bars are, and were known when they say. */
export function checkSensorTimes(
  rows: SensorRows,
  asked: TimesAsked,
): { readonly coverage: number; readonly findings: readonly SensorFinding[] } {
  const { coverage, longestHoleMs, newestMs } = freshness(rows, asked)
  const findings = [
    ...overlap(rows, asked, coverage),
    ...holes(asked, coverage, longestHoleMs, newestMs),
    ...fromTheFuture(rows, asked),
    ...doubles(rows, asked),
  ]
  return { coverage, findings }
}

type Freshness = {
  /** 0 to 1. */
  readonly coverage: number
  readonly longestHoleMs: number
  /** When the newest row within the bars became known; -Infinity where none did. */
  readonly newestMs: number
}

function freshness({ knownMs }: SensorRows, { bars, freshMs }: TimesAsked): Freshness {
  const known = knownMs.slice().sort()
  let coveredMs = 0
  let longestHoleMs = 0
  let newestMs = Number.NEGATIVE_INFINITY
  let freshUntilMs = bars.fromMs
  for (const at of known) {
    if (at >= bars.toMs) break
    const untilMs = Math.min(at + freshMs, bars.toMs)
    if (newestMs > Number.NEGATIVE_INFINITY) longestHoleMs = Math.max(longestHoleMs, at - freshUntilMs)
    if (untilMs > freshUntilMs) coveredMs += untilMs - Math.max(at, freshUntilMs)
    freshUntilMs = Math.max(freshUntilMs, untilMs)
    newestMs = at
  }
  const lengthMs = bars.toMs - bars.fromMs
  return { coverage: lengthMs > 0 ? coveredMs / lengthMs : 0, longestHoleMs, newestMs }
}

function overlap({ knownMs }: SensorRows, { bars, name }: TimesAsked, coverage: number): readonly SensorFinding[] {
  const barsSpan = `the bars lie from ${isoTime(bars.fromMs)} to ${isoTime(bars.toMs)}`
  if (knownMs.length === 0)
    return [
      {
        code: 'sensor-empty',
        severity: 'error',
        sentence: `There is no row of ${name} with a value and both times.`,
        advice: 'Check the key column (it must name the instrument) and the columns of the table.',
      },
    ]
  const first = knownMs.reduce((least, ms) => Math.min(least, ms), Number.POSITIVE_INFINITY)
  const last = knownMs.reduce((most, ms) => Math.max(most, ms), Number.NEGATIVE_INFINITY)
  const rowsSpan = `${name} was known from ${isoTime(first)} to ${isoTime(last)}`
  if (coverage === 0)
    return [
      {
        code: 'sensor-no-overlap',
        severity: 'error',
        sentence: `No value lies on the bars: ${rowsSpan}, ${barsSpan}.`,
        advice: 'Bring in rows of the time of the bars, or choose the bars of the time of the rows.',
      },
    ]
  return findingWhere(coverage < THIN_COVERAGE, () => ({
    code: 'sensor-thin-overlap',
    severity: 'warning',
    sentence: `Only ${percent(coverage)} of the time of the bars has a fresh value: ${rowsSpan}, ${barsSpan}.`,
    advice: 'What is found with this sensor speaks of that part of the bars only; bring in the rest.',
  }))
}

function holes(
  { bars, stepMs, freshMs, name }: TimesAsked,
  coverage: number,
  longestHoleMs: number,
  newestMs: number,
): readonly SensorFinding[] {
  const staleMs = bars.toMs - newestMs
  const isKnown = Number.isFinite(newestMs) && !Number.isNaN(stepMs) && coverage > 0
  return [
    ...findingWhere(isKnown && coverage >= THIN_COVERAGE && coverage < FULL_COVERAGE, () => ({
      code: 'sensor-holes',
      severity: 'note',
      sentence: `${percent(1 - coverage)} of the time of the bars has no fresh value of ${name}${longestHoleMs > 0 ? `; the longest hole within lasts ${span(longestHoleMs)}` : ''}.`,
      advice: 'Nothing is carried over a hole: bars in it count as unknown. Bring in the missing rows.',
    })),
    ...findingWhere(isKnown && staleMs > freshMs, () => ({
      code: 'sensor-stale',
      severity: 'warning',
      sentence: `The newest value of ${name} within the bars is ${span(staleMs)} older than the last bar; one comes every ${span(stepMs)}.`,
      advice: 'Bring it up to date, or the newest bars count as unknown.',
    })),
  ]
}

function fromTheFuture({ eventMs, knownMs }: SensorRows, { nowMs, name }: TimesAsked): readonly SensorFinding[] {
  const early = countRows(eventMs, (row) => eventMs[row]! > knownMs[row]!)
  const latestMs = nowMs === null ? Number.POSITIVE_INFINITY : nowMs + CLOCK_SLACK_MS
  const ahead = countRows(eventMs, (row) => eventMs[row]! > latestMs || knownMs[row]! > latestMs)
  return [
    ...findingWhere(early > 0, () => ({
      code: 'sensor-known-before-event',
      severity: 'error',
      sentence: `${early} of ${eventMs.length} rows of ${name} count as known before they happened: whoever reads them looks ahead.`,
      advice:
        'Import the table again with known=event, or with the delay after which it is published (known=event+5m).',
    })),
    ...findingWhere(ahead > 0, () => ({
      code: 'sensor-future-dated',
      severity: 'error',
      sentence: `${ahead} of ${eventMs.length} rows of ${name} are dated in the future of this machine's clock.`,
      advice: 'Check the zone and the unit of the times; a clock that is ahead moves every row.',
    })),
  ]
}

/** Rows come by event and known-at. */
function doubles({ eventMs, knownMs, values }: SensorRows, { name }: TimesAsked): readonly SensorFinding[] {
  const isSecond = (row: number) => row > 0 && eventMs[row] === eventMs[row - 1] && values[row] !== values[row - 1]
  const conflicts = countRows(eventMs, (row) => isSecond(row) && knownMs[row] === knownMs[row - 1])
  const revisions = countRows(eventMs, (row) => isSecond(row) && knownMs[row] !== knownMs[row - 1])
  return [
    ...findingWhere(conflicts > 0, () => ({
      code: 'sensor-conflicting-rows',
      severity: 'error',
      sentence: `${conflicts} rows of ${name} give another value for an event that was known at the same moment.`,
      advice: 'Two sources or two contracts are mixed under one key: import them as tables of their own.',
    })),
    ...findingWhere(revisions > 0, () => ({
      code: 'sensor-revised',
      severity: 'note',
      sentence: `${revisions} rows of ${name} revise an earlier one; each counts from when it was known.`,
      advice: 'Nothing to do where the source revises its numbers.',
    })),
  ]
}

function countRows(column: Float64Array, holds: (row: number) => boolean): number {
  let count = 0
  for (let row = 0; row < column.length; row++) if (holds(row)) count++
  return count
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function span(ms: number): string {
  return durationText(ms / 1000)
}
