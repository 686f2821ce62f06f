import type { RunChoices, RunListItem } from '../../../core/contract/workbench/views.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import { runFolder } from '../pipeline/runFolder.ts'
import { readManifest } from '../pipeline/runManifest.ts'
import type { JobPortsToRead } from '../queries/jobStatus.ts'
import { runList } from '../queries/runList.ts'
import { recentValues } from './recentValues.ts'

const MOST_RUNS = 5_000

/**
 * The runs of a workspace with what was chosen for each. Its choices are part of what names a run, so that they are read once. Errors: those
 * of `runList`.
 */
export function createRunChoices(
  ports: JobPortsToRead,
): (workspace: string) => Promise<Outcome<readonly RunListItem[]>> {
  const known = recentValues<RunChoices>(MOST_RUNS)
  const choicesOf = (workspace: string, runId: string): RunChoices | null => {
    const name = `${workspace} ${runId}`
    const held = known.get(name)
    if (held !== undefined) return held
    const manifest = readManifest(runFolder(ports.home.workspaceFiles(workspace), `runs/${runId}`))
    const choices = manifest.ok ? (manifest.value?.choices ?? null) : null
    if (choices !== null) known.set(name, choices)
    return choices
  }
  return async (workspace) => {
    const runs = await runList(ports, workspace)
    return runs.ok ? success(runs.value.map((run) => ({ ...run, choices: choicesOf(workspace, run.runId) }))) : runs
  }
}
