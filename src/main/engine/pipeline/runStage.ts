import type { Hash } from '../../../core/contract/hash.ts'
import type { JsonValue } from '../../../core/contract/jsonValue.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { AnyStage, PairOutputs } from '../../../core/pipeline/pairPipeline.ts'
import type { StageInput } from '../../../core/pipeline/stage.ts'
import type { StageUnit } from '../../../core/pipeline/unitRunner.ts'
import type { Job } from '../jobs/job.ts'
import type { WorkerPool } from '../ports/workerPool.ts'
import type { RunFolder } from './runFolder.ts'
import { readKept, stageFile, unitFile } from './runFolder.ts'
import type { TrialBook } from './trialBook.ts'
import { readTrialReturns, writeTrialReturns } from './trialReturnsFile.ts'

export type StageParts = {
  readonly hash: Hash
  readonly folder: RunFolder
  readonly pool: () => WorkerPool
  readonly book: TrialBook
  readonly job: Job
}

/**
 * One computing stage, from what is kept of it: its output where it is finished, else its finished units, the others run by the pool and
 * kept one by one. Its trials are in the ledger before the first unit is handed out; those of a kept output are there already, unless the
 * ledger was replaced since. What is kept but damaged is made anew.
 */
export async function runStage(
  parts: StageParts,
  stage: AnyStage,
  input: StageInput<Partial<PairOutputs>>,
): Promise<Outcome<JsonValue>> {
  const { folder, book, hash } = parts
  const kept = keptOutput(parts, stage)
  if (!kept.ok) return kept
  const recorded = book.record(stage.name, stage.trials(input))
  if (!recorded.ok) return recorded
  if (kept.value !== null) {
    const known = book.score(stage.name, recorded.value, stage.trialSharpes(kept.value))
    return known.ok ? success(kept.value) : known
  }
  const results: JsonValue[] = []
  for (;;) {
    const units = stage.plan(input, results)
    if (units.length === 0) break
    const wave = await runWave(parts, stage.name, units, results.length)
    if (!wave.ok) return wave
    results.push(...wave.value)
  }
  const output: JsonValue = stage.combine(input, results)
  const scored = book.score(stage.name, recorded.value, stage.trialSharpes(output))
  if (!scored.ok) return scored
  const returns =
    stage.trialReturns === null
      ? success(undefined)
      : writeTrialReturns(folder, hash, stage.trialReturns(input, results))
  if (!returns.ok) return returns
  const written = folder.write(stageFile(stage.name), output)
  return written.ok ? folder.read(stageFile(stage.name)) : written
}

/** Null too where the returns of its trials are gone or damaged. */
function keptOutput({ folder, hash }: StageParts, { name, trialReturns }: AnyStage): Outcome<JsonValue | null> {
  if (trialReturns !== null && readTrialReturns(folder, hash) === null) return success(null)
  return readKept(folder, stageFile(name))
}

async function runWave(
  { folder, pool, job }: StageParts,
  stage: string,
  units: readonly JsonValue[],
  offset: number,
): Promise<Outcome<JsonValue[]>> {
  const results: JsonValue[] = []
  const missing: number[] = []
  for (let index = 0; index < units.length; index++) {
    const unit = readKept(folder, unitFile(stage, offset + index))
    if (!unit.ok) return unit
    if (unit.value === null) missing.push(index)
    else results[index] = unit.value
  }
  const kept = units.length - missing.length
  job.beat(stage, kept, units.length, kept > 0 ? `${kept} units kept` : `${units.length} units`)
  let broken: Outcome<void> = success(undefined)
  if (missing.length > 0) {
    const requests = missing.map((index): StageUnit => ({ stage, unit: units[index]! }))
    const done = await pool().run(requests, {
      signal: job.signal,
      onBeat: (beat) => job.beat(stage, Math.round(10 * (kept + beat.progressUnits)) / 10, units.length, beat.note),
      onResult: (index, result) => {
        const written = folder.write(unitFile(stage, offset + missing[index]!), result)
        if (!written.ok && broken.ok) broken = written
      },
    })
    if (!done.ok) return done
  }
  if (!broken.ok) return broken
  for (const index of missing) {
    const read = folder.read(unitFile(stage, offset + index))
    if (!read.ok) return read
    results[index] = read.value
  }
  return success(results)
}
