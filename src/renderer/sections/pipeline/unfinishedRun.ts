import type { RunRecord } from '../../../core/contract/runRecord.ts'

/** The run that can be gone on with: the chosen one where it is not done, else the newest one where that is not; null where neither. */
export function unfinishedRun(runs: readonly RunRecord[], chosenId: string | null): string | null {
  const chosen = runs.find(({ runId }) => runId === chosenId)
  const newest = runs.reduce<RunRecord | null>(
    (best, run) => (best === null || run.createdMs > best.createdMs ? run : best),
    null,
  )
  for (const run of [chosen, newest])
    if (run !== null && run !== undefined && run.state !== 'done' && run.state !== 'running') return run.runId
  return null
}
