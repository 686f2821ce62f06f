import type { SweepStudy, SweepUnit } from '../../../core/backtest/sweep/sweepTask.ts'
import { returnsOfEquity } from '../../../core/metrics/performance/periodAccount.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { drawnRows } from '../../../core/robustness/overfitting/drawnRows.ts'
import type { SearchHistory } from '../../../core/stats/search/searchHistory.ts'
import type { Job } from '../jobs/job.ts'
import type { WorkerPool } from '../ports/workerPool.ts'
import { UTC_DAYS } from './findBest.ts'
import type { PreparedSweep } from './prepareSweep.ts'
import { periodOfBars } from './sweepTerms.ts'

/** Net returns per UTC day of configurations on the whole range; `best` is the place of the best one among them, null where none has a score. */
export type StudiedConfigurations = {
  readonly columns: readonly Float64Array[]
  readonly best: number | null
  readonly evaluated: number
}

const MOST_STUDIED = 2_000
/** Numbers of days in memory: 64 MB. */
const MOST_NUMBERS = 8_000_000
/** Bars that are gone through again, a few seconds' worth; so many configurations are studied in any case. */
const MOST_BARS = 300_000_000
const LEAST_STUDIED = 100
/** Rows of one unit, whatever the number of workers. */
const UNIT_ROWS = 32

/** Room for the accounts that are computed again, day by day. */
export function studyRoom({ prepared, passes, plan, axes }: PreparedSweep): SweepStudy {
  const { market } = prepared.request
  const { fromBar, toBar } = passes[0]!
  const dayOf = periodOfBars(UTC_DAYS, market.timeMs)
  const days = toBar > fromBar ? dayOf[toBar - 1]! - dayOf[fromBar]! + 1 : 0
  const bars = Math.max(1, (toBar - fromBar) * market.instruments.length)
  const most = Math.min(
    MOST_STUDIED,
    Math.floor(MOST_NUMBERS / Math.max(1, days)),
    Math.max(LEAST_STUDIED, Math.floor(MOST_BARS / bars)),
  )
  const rows = Math.min(plan.trials, most + 1)
  const column = (numbers: number) => new Float64Array(new SharedArrayBuffer(numbers * 8))
  return { coordinates: column(rows * axes.length), equity: column(rows * days), dayOf, days }
}

/** Runs all configurations again, or a seeded draw of them and the best, and keeps their accounts by UTC days. Errors: those of the worker pool. */
export async function studyConfigurations(
  { prepared, passes, plan, axes }: PreparedSweep,
  study: SweepStudy,
  history: SearchHistory,
  pool: () => WorkerPool,
  job: Job,
): Promise<Outcome<StudiedConfigurations>> {
  const width = axes.length
  const best = bestRow(history)
  const rows = studiedRows(history.count, study.coordinates.length / width, plan.seed, best)
  for (const [place, row] of rows.entries())
    study.coordinates.set(history.coordinates.subarray(row * width, (row + 1) * width), place * width)
  const { fromBar, toBar } = passes[0]!
  const units = Array.from({ length: Math.ceil(rows.length / UNIT_ROWS) }, (_, unit): SweepUnit => {
    const from = unit * UNIT_ROWS
    return { from, to: Math.min(rows.length, from + UNIT_ROWS), fromBar, toBar, isStudy: true }
  })
  const beat = (done: number) => job.beat('judge', done, units.length, 'accounts day by day')
  beat(0)
  if (units.length > 0) {
    const onBeat = ({ finishedUnits }: { readonly finishedUnits: number }) => beat(finishedUnits)
    const ran = await pool().run(units, { signal: job.signal, onBeat, onResult: () => {} })
    if (!ran.ok) return ran
  }
  const { equity, days } = study
  const columns = Array.from(rows, (_, place) =>
    returnsOfEquity(equity.subarray(place * days, (place + 1) * days), prepared.request.startCash),
  )
  return success({ columns, best: best === null ? null : rows.indexOf(best), evaluated: history.count })
}

/** The first one with the highest score. */
function bestRow({ count, scores }: SearchHistory): number | null {
  let best: number | null = null
  for (let row = 0; row < count; row++) {
    if (Number.isNaN(scores[row]!)) continue
    if (best === null || scores[row]! > scores[best]!) best = row
  }
  return best
}

function studiedRows(count: number, room: number, seed: number, best: number | null): Int32Array {
  if (count <= room) return drawnRows(count, room, seed, '')
  const drawn = drawnRows(count, room - 1, seed, 'sweep/overfitting')
  return best === null || drawn.includes(best) ? drawn : Int32Array.of(...drawn, best).sort()
}
