import type { Outcome } from '../outcome/outcome.ts'
import { failure, success } from '../outcome/outcome.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './durations.ts'

/** Bar length. `label` is canonical: 60m and 1h are both `1h`. */
export type Interval = { readonly label: string; readonly ms: number }

const UNIT_MS: Readonly<Record<string, number>> = { s: SECOND_MS, m: MINUTE_MS, h: HOUR_MS, d: DAY_MS }
const HINT = 'Use a whole number and a unit, such as 1m, 15m, 1h, 4h or 1d; a day must be a multiple of it.'

/** Errors: `interval-unreadable`, `interval-unsupported` (longer than a day, or a day is not a multiple of it). */
export function parseInterval(text: string): Outcome<Interval> {
  const match = /^([1-9][0-9]{0,5})(s|m|h|d)$/.exec(text)
  if (match === null) return failure('interval-unreadable', `"${text}" is not an interval.`, HINT)
  const ms = Number(match[1]) * UNIT_MS[match[2]!]!
  if (DAY_MS % ms !== 0) return failure('interval-unsupported', `The interval ${text} does not divide a day.`, HINT)
  return success({ label: intervalLabel(ms), ms })
}

/** The shortest exact label: 3,600,000 -> `1h`, 5,400,000 -> `90m`. */
export function intervalLabel(intervalMs: number): string {
  if (intervalMs % DAY_MS === 0) return `${intervalMs / DAY_MS}d`
  if (intervalMs % HOUR_MS === 0) return `${intervalMs / HOUR_MS}h`
  if (intervalMs % MINUTE_MS === 0) return `${intervalMs / MINUTE_MS}m`
  return `${intervalMs / SECOND_MS}s`
}
