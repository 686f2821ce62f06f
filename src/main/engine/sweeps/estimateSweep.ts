import { writeGridRow } from '../../../core/backtest/sweep/gridRows.ts'
import type { SweepUnit } from '../../../core/backtest/sweep/sweepTask.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { coordinateAt } from '../../../core/stats/search/searchAxis.ts'
import { durationText, plainNumber } from '../../../core/time/durationText.ts'
import type { Job } from '../jobs/job.ts'
import type { WorkerPool } from '../ports/workerPool.ts'
import type { PreparedSweep } from './prepareSweep.ts'
import { MOST_TRIALS } from './prepareSweep.ts'
import { resultNames } from './resultColumns.ts'
import type { SharedRows } from './runWave.ts'
import type { SweepPorts } from './sweepPorts.ts'

/** What a sweep will take; seconds from a measured sample. `configurations` are evaluations: those of every fold, at most. */
export type SweepEstimate = {
  readonly configurations: number
  readonly sampled: number
  readonly millisecondsEach: number
  readonly seconds: number
  readonly memoryMiB: number
  readonly diskMiB: number
}

/** Rows of each of the two samples: in the first one every worker starts and makes the columns that all share, the second one is measured. */
export const SAMPLE_ROWS = 64

/** Of the program with a few workers, before anything of a configuration is held. */
const BASE_MIB = 250
const MIB = 2 ** 20

/** Evaluates a few configurations from all over the space, the same ones in every worker at the same time, and looks at nothing but the time they took. */
export async function estimateSweep(
  ports: SweepPorts,
  sweep: PreparedSweep,
  pool: WorkerPool,
  shared: SharedRows,
  workers: number,
  job: Job,
): Promise<Outcome<SweepEstimate>> {
  const { axes, passes, plan } = sweep
  const rows = writeSample(sweep, shared.coordinates)
  const { fromBar, toBar } = passes[0]!
  const bars = toBar - fromBar
  const half = Math.ceil(rows / 2)
  const units: readonly SweepUnit[] = [
    { from: 0, to: half, fromBar, toBar },
    { from: Math.min(half, rows - 1), to: rows, fromBar, toBar },
  ]
  let elapsedMs = 0
  for (const unit of units) {
    const startMs = ports.clock.monotonicMs()
    const ran = await pool.run(
      Array.from({ length: workers }, () => unit),
      { signal: job.signal, onBeat: () => {}, onResult: () => {} },
    )
    if (!ran.ok) return ran
    elapsedMs = ports.clock.monotonicMs() - startMs
  }
  const sampled = units[1]!.to - units[1]!.from
  const millisecondsEach = elapsedMs / sampled
  const share = passes.reduce((sum, pass) => sum + (pass.toBar - pass.fromBar), 0) / bars
  const configurations = plan.trials * passes.length
  return success({
    configurations,
    sampled,
    millisecondsEach,
    seconds: (millisecondsEach * plan.trials * share) / workers / 1000,
    memoryMiB: BASE_MIB + (plan.trials * (axes.length * 16 + 16)) / MIB,
    diskMiB: (configurations * (17 + resultNames(axes).length) * 8) / MIB,
  })
}

/** Places in the space that are spread evenly over it; what makes no sense together is passed over where the next one does. */
function writeSample({ axes, plan, size }: PreparedSweep, coordinates: Float64Array): number {
  const width = axes.length
  const wanted = Math.min(2 * SAMPLE_ROWS, Math.floor(coordinates.length / width), size ?? Number.POSITIVE_INFINITY)
  let rows = 0
  for (let sample = 0; sample < MOST_LOOKS * wanted && rows < wanted; sample++) {
    const position = (sample * GOLDEN) % 1
    if (size !== null) writeGridRow(axes, Math.floor(position * size), coordinates, rows * width)
    else
      for (const [k, axis] of axes.entries())
        coordinates[rows * width + k] = coordinateAt(axis, (position * (k + 1) * (1 + GOLDEN)) % 1)
    if (plan.isSensible(coordinates, rows * width) && plan.isOwnRun(coordinates, rows * width)) rows++
  }
  return rows
}

/** Multiples of it, less the whole, lie evenly in [0, 1). */
const GOLDEN = 0.6180339887498949
const MOST_LOOKS = 50

/** Error: `sweep-too-large`, with what it would take. */
export function checkSize(estimate: SweepEstimate, trials: number): Outcome<SweepEstimate> {
  if (trials <= MOST_TRIALS) return success(estimate)
  return failure(
    'sweep-too-large',
    `The sweep has ${plainNumber(trials)} configurations: about ${durationText(estimate.seconds)} and ${plainNumber(estimate.diskMiB / 1024)} GiB of disk (measured on ${estimate.sampled}: ${estimate.millisecondsEach.toPrecision(3)} ms each).`,
    `At most ${plainNumber(MOST_TRIALS)} are evaluated. Use fewer values, or draw from them: --method random --trials 10000.`,
  )
}
