import type { RunRecord } from '../../../core/contract/runRecord.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { JobPortsToRead } from './jobStatus.ts'
import { runList } from './runList.ts'

/** A run by its id or by the first letters of it. Errors: those of `runList`, `run-missing`, `run-ambiguous`. */
export async function findRun(ports: JobPortsToRead, workspace: string, idStart: string): Promise<Outcome<RunRecord>> {
  const runs = await runList(ports, workspace)
  if (!runs.ok) return runs
  const hint = `See the runs with: assay runs list ${workspace}`
  const whole = runs.value.find((run) => run.runId === idStart)
  const found = whole === undefined ? runs.value.filter((run) => run.runId.startsWith(idStart)) : [whole]
  if (found.length > 1 || idStart === '')
    return failure('run-ambiguous', `${found.length} runs of ${workspace} begin with "${idStart}".`, hint)
  const [run] = found
  return run === undefined
    ? failure('run-missing', `The workspace ${workspace} has no run ${idStart}.`, hint)
    : success(run)
}
