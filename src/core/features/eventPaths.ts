import { createIndicatorMemo } from '../indicators/indicatorMemo.ts'
import { nanColumn } from '../indicators/nanColumn.ts'
import type { PairColumns } from '../market/pairColumns.ts'
import { logPrice, logRatio } from './logColumns.ts'

export const PATH_BARS = 24

/** `role` counts primary 0, secondary 1, pair 2; `direction` is +1 or -1. */
export type PathEvents = {
  readonly bar: Int32Array
  readonly role: Uint8Array
  readonly direction: Int8Array
}

/**
 * The log price path that led to each event: closes of bars `bar - 23` to `bar` (the log ratio for pair events), times the direction,
 * less its mean, over its population deviation. Row-major, `PATH_BARS` values an event; NaN where a close is missing or all are equal.
 */
export function eventPaths(columns: PairColumns, events: PathEvents): Float64Array {
  const memo = createIndicatorMemo()
  const series = [
    logPrice(columns, memo, 'primary', 'close'),
    logPrice(columns, memo, 'secondary', 'close'),
    logRatio(columns, memo),
  ]
  const paths = nanColumn(events.bar.length * PATH_BARS)
  for (let event = 0; event < events.bar.length; event++) {
    const end = events.bar[event]! + 1
    if (end < PATH_BARS) continue
    const path = series[events.role[event]!]!.subarray(end - PATH_BARS, end)
    writeNormalised(path, events.direction[event]!, paths.subarray(event * PATH_BARS, (event + 1) * PATH_BARS))
  }
  return paths
}

function writeNormalised(path: Float64Array, direction: number, target: Float64Array): void {
  let total = 0
  for (const value of path) total += value - path[0]!
  const mean = path[0]! + total / path.length
  let squares = 0
  for (const value of path) squares += (value - mean) ** 2
  const deviation = Math.sqrt(squares / path.length)
  if (!(deviation > 0)) return
  for (let bar = 0; bar < path.length; bar++) target[bar] = (direction * (path[bar]! - mean)) / deviation
}
