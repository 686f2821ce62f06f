import { FIGURE_WIDTH } from '../../../core/backtest/sweep/objective.ts'
import type { SweepUnit } from '../../../core/backtest/sweep/sweepTask.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { Job } from '../jobs/job.ts'
import type { WorkerPool } from '../ports/workerPool.ts'
import type { SweepPass } from './prepareSweep.ts'
import { readUnit, unitPath, writeUnit } from './sweepFolder.ts'
import type { SweepPorts } from './sweepPorts.ts'

/** Memory that the main thread and the workers share: the wave's coordinates and its figures. */
export type SharedRows = { readonly coordinates: Float64Array; readonly figures: Float64Array }

export type WaveParts = {
  readonly ports: SweepPorts
  readonly job: Job
  readonly sweepId: string
  readonly pool: () => WorkerPool
  readonly shared: SharedRows
  /** Told how many rows of the wave are done. */
  readonly onRows: (rows: number) => void
}

/** Rows of one unit: whatever the number of workers, so that a resumed sweep finds its units. */
const MOST_UNIT_ROWS = 2_048
const LEAST_UNIT_ROWS = 16
const UNITS_OF_WAVE = 16

/** Evaluates the rows of a wave into `shared.figures`, from what is kept of it where something is. */
export async function runWave(
  { ports, job, sweepId, pool, shared, onRows }: WaveParts,
  { fold, fromBar, toBar }: SweepPass,
  wave: number,
  rows: number,
): Promise<Outcome<void>> {
  const { files, hash } = ports
  const missing: SweepUnit[] = []
  let done = 0
  for (const unit of unitsOf(rows)) {
    const path = unitPath(sweepId, fold, wave, unit.from)
    const kept = readUnit(files, hash, path, (unit.to - unit.from) * FIGURE_WIDTH)
    if (kept === null) missing.push({ ...unit, fromBar, toBar })
    else {
      shared.figures.set(kept, unit.from * FIGURE_WIDTH)
      done += unit.to - unit.from
    }
  }
  onRows(done)
  if (missing.length === 0) return success(undefined)
  let broken: Outcome<void> = success(undefined)
  const ran = await pool().run(missing, {
    signal: job.signal,
    onBeat: () => onRows(done),
    onResult: (index) => {
      const { from, to } = missing[index]!
      const figures = shared.figures.slice(from * FIGURE_WIDTH, to * FIGURE_WIDTH)
      const written = writeUnit(files, hash, unitPath(sweepId, fold, wave, from), figures)
      if (!written.ok && broken.ok) broken = written
      done += to - from
    },
  })
  return ran.ok ? broken : ran
}

/** The blocks of a wave that are a file each. */
export function unitsOf(rows: number): readonly { readonly from: number; readonly to: number }[] {
  const size = Math.min(MOST_UNIT_ROWS, Math.max(LEAST_UNIT_ROWS, Math.ceil(rows / UNITS_OF_WAVE)))
  return Array.from({ length: Math.ceil(rows / size) }, (_, unit) => ({
    from: unit * size,
    to: Math.min(rows, (unit + 1) * size),
  }))
}
