import type { FigureTerms } from '../../../core/backtest/sweep/objective.ts'
import { FIGURE_WIDTH } from '../../../core/backtest/sweep/objective.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { Job } from '../jobs/job.ts'
import type { ColumnWriter } from '../ports/barFiles.ts'
import type { PreparedSweep, SweepPass } from './prepareSweep.ts'
import { resultColumns, resultNames } from './resultColumns.ts'
import type { PassResult } from './runPass.ts'
import { unitsOf } from './runWave.ts'
import { readUnit, SWEEP_FILES, sweepPath, unitPath } from './sweepFolder.ts'
import type { SweepPorts } from './sweepPorts.ts'

/** Rows that wait in memory to be written. */
const PART_ROWS = 16_384

/**
 * `results.parquet` from the kept units, a wave at a time: workers and writer are never in memory together. `termsOf` puts the figures of a pass on a year.
 * Error: `unit-lost`.
 */
export async function writeResults(
  ports: SweepPorts,
  job: Job,
  sweep: PreparedSweep,
  results: readonly PassResult[],
  termsOf: (pass: SweepPass) => FigureTerms,
): Promise<Outcome<void>> {
  const path = ports.files.resolve(sweepPath(sweep.sweepId, SWEEP_FILES.results))
  if (!path.ok) return path
  const opened = await ports.columns.openParquet(path.value, resultNames(sweep.axes), PART_ROWS)
  if (!opened.ok) return opened
  const writer = opened.value
  const beat = (pass: number) => job.beat('judge', pass, sweep.passes.length, SWEEP_FILES.results)
  let isWritten = false
  try {
    for (const [place, pass] of sweep.passes.entries()) {
      beat(place)
      const written = await writePass(ports, sweep, pass, results[place]!, termsOf(pass), writer)
      if (!written.ok) return written
    }
    const finished = await writer.finish(() => beat(sweep.passes.length))
    isWritten = finished.ok
    return finished
  } finally {
    if (!isWritten) await writer.abandon()
  }
}

async function writePass(
  ports: SweepPorts,
  { sweepId, axes }: PreparedSweep,
  { fold }: SweepPass,
  { history, waves }: PassResult,
  terms: FigureTerms,
  writer: ColumnWriter,
): Promise<Outcome<void>> {
  let at = 0
  for (const [wave, rows] of waves.entries()) {
    for (const { from, to } of unitsOf(rows)) {
      const figures = readUnit(ports.files, ports.hash, unitPath(sweepId, fold, wave, from), (to - from) * FIGURE_WIDTH)
      if (figures === null) return unitLost(sweepId)
      const coordinates = history.coordinates.subarray((at + from) * axes.length, (at + to) * axes.length)
      const scores = history.scores.slice(at + from, at + to)
      const columns = resultColumns(axes, fold, coordinates, scores, figures, terms)
      const written = await writer.append(columns, to - from)
      if (!written.ok) return written
    }
    at += rows
  }
  return success(undefined)
}

function unitLost(sweepId: string): Outcome<never> {
  return failure(
    'unit-lost',
    `A block of the sweep ${sweepId} that was evaluated is gone or damaged.`,
    'Run the same command again: it evaluates what is missing.',
  )
}
