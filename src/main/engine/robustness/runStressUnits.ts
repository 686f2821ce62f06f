import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import type { JsonValue } from '../../../core/contract/jsonValue.ts'
import type { WorkerTask } from '../../../core/contract/unitRunner.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { stressResultOf } from '../../../core/pipeline/stressing/stressRunner.ts'
import type { StressTask } from '../../../core/pipeline/stressing/stressTask.ts'
import type { StressResult, StressUnit } from '../../../core/pipeline/stressing/stressUnits.ts'
import type { Job } from '../jobs/job.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { stressUnitPath } from './robustnessFolder.ts'
import type { RobustnessPorts } from './robustnessPorts.ts'

/** All units of a suite, from what is kept of them; each that is finished is a file. Errors: those of the pool and of the files. */
export async function runStressUnits(
  { files, pools }: RobustnessPorts,
  job: Job,
  task: StressTask,
  units: readonly StressUnit[],
  workers: number,
): Promise<Outcome<readonly StressResult[]>> {
  const pathOf = (at: number) => stressUnitPath(task.robustnessId, at)
  const missing = units.flatMap((unit, at) => (readUnit(files, pathOf(at), unit) === null ? [at] : []))
  const kept = units.length - missing.length
  job.beat('stress', kept, units.length, `${missing.length} of ${units.length} units to do`)
  if (missing.length > 0) {
    const workerData: WorkerTask = { runner: 'robustness', payload: task }
    const pool = pools.create({ workers: Math.min(workers, missing.length), workerData })
    let broken: Outcome<void> = success(undefined)
    try {
      const asked = missing.map((at): JsonValue => JSON.parse(JSON.stringify(units[at])))
      const ran = await pool.run(asked, {
        signal: job.signal,
        onBeat: ({ progressUnits, note }) =>
          job.beat('stress', Math.round(100 * (kept + progressUnits)) / 100, units.length, note),
        onResult: (index, result) => {
          const written = files.writeText(pathOf(missing[index]!), `${JSON.stringify(result)}\n`)
          if (!written.ok && broken.ok) broken = written
        },
      })
      if (!ran.ok) return ran
    } finally {
      await pool.close()
    }
    if (!broken.ok) return broken
  }
  return success(
    units.map((unit, at) => {
      const result = readUnit(files, pathOf(at), unit)
      if (result === null) throw new Error(`The unit ${pathOf(at)} cannot be read back`)
      return result
    }),
  )
}

/** Null where a file is not the result of this very unit. */
function readUnit(files: GuardedFiles, path: string, unit: StressUnit): StressResult | null {
  if (!files.exists(path)) return null
  const text = files.readText(path)
  if (!text.ok) return null
  try {
    const result = stressResultOf(JSON.parse(text.value))
    return canonicalJson(result.unit) === canonicalJson(unit) ? result : null
  } catch {
    return null
  }
}
