import { HOUR_MS, MINUTE_MS } from '../../../core/time/durations.ts'
import type { BarLength } from './gatewayMarket.ts'

/** The exact words; seconds are valid words too, but this market has no bars below a minute. */
export const BAR_LENGTHS: ReadonlyMap<string, BarLength> = new Map<string, BarLength>([
  ['1 secs', 1_000],
  ['5 secs', 5_000],
  ['10 secs', 10_000],
  ['15 secs', 15_000],
  ['30 secs', 30_000],
  ['1 min', MINUTE_MS],
  ['2 mins', 2 * MINUTE_MS],
  ['3 mins', 3 * MINUTE_MS],
  ['5 mins', 5 * MINUTE_MS],
  ['10 mins', 10 * MINUTE_MS],
  ['15 mins', 15 * MINUTE_MS],
  ['20 mins', 20 * MINUTE_MS],
  ['30 mins', 30 * MINUTE_MS],
  ['1 hour', HOUR_MS],
  ['2 hours', 2 * HOUR_MS],
  ['3 hours', 3 * HOUR_MS],
  ['4 hours', 4 * HOUR_MS],
  ['8 hours', 8 * HOUR_MS],
  ['1 day', 'day'],
  ['1W', 'week'],
  ['1M', 'month'],
])
