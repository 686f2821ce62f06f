import { pointOf } from '../../../core/backtest/sweep/sweepConfiguration.ts'
import type { LeakPart } from '../../../core/contract/leakScanRecord.ts'
import type { Beat } from '../../../core/job/beat.ts'
import { scanSignals } from '../../../core/pipeline/leaks/scanStrategy.ts'
import type { SearchHistory } from '../../../core/stats/search/searchHistory.ts'
import { scannedInputs } from '../backtests/scanBacktest.ts'
import type { PreparedSweep } from './prepareSweep.ts'

const MOST_POINTS = 6

/** The strategy's signals at some of the evaluated configurations, from the first to the last: once a sweep, whatever its size. */
export function scanSpace(
  { prepared, base, axes, strategy }: PreparedSweep,
  { count, coordinates }: SearchHistory,
  beat: Beat,
): LeakPart {
  const points = Math.min(MOST_POINTS, count)
  const rows = Array.from({ length: points }, (_, k) =>
    Math.floor((k * Math.max(0, count - 1)) / Math.max(1, points - 1)),
  )
  const { seed, request } = prepared
  const scanned = { strategy, spec: base.spec, inputs: scannedInputs(prepared), fromBar: request.fromBar, seed }
  return scanSignals(
    scanned,
    rows.map((row) => pointOf(base, axes, coordinates, row * axes.length)),
    beat,
  )
}
