import type { SweepManifest, SweepSummary } from '../../../core/contract/sweepRecord.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { type KeptSweep, readKeptSweep, readSweepManifest, SWEEPS_FOLDER } from './sweepFolder.ts'

/** `state`: `unfinished` was begun and goes on with the same command; `broken` is not what was written. `summary` only of what is done. */
export type ListedSweep = {
  readonly sweepId: string
  readonly state: 'done' | 'unfinished' | 'broken'
  readonly manifest: SweepManifest | null
  readonly summary: SweepSummary | null
}

/** Every sweep of a workspace, by its id. */
export function listSweeps(files: GuardedFiles): readonly ListedSweep[] {
  return files.listFolders(SWEEPS_FOLDER).map((sweepId) => {
    const kept = readKeptSweep(files, sweepId)
    const manifest = readSweepManifest(files, sweepId)
    if (!kept.ok) return { sweepId, state: 'broken', manifest, summary: null }
    return {
      sweepId,
      state: kept.value === null ? 'unfinished' : 'done',
      manifest,
      summary: kept.value?.summary ?? null,
    }
  })
}

/** A finished sweep by the first letters of its id. Errors: `sweep-missing`, `sweep-ambiguous`, `sweep-unfinished`, `sweep-broken`. */
export function findSweep(files: GuardedFiles, workspace: string, idStart: string): Outcome<KeptSweep> {
  const hint = `See the sweeps with: assay sweep list ${workspace}`
  const found = files.listFolders(SWEEPS_FOLDER).filter((id) => id.startsWith(idStart))
  if (found.length > 1 || idStart === '')
    return failure('sweep-ambiguous', `${found.length} sweeps of ${workspace} begin with "${idStart}".`, hint)
  const [sweepId] = found
  if (sweepId === undefined)
    return failure('sweep-missing', `The workspace ${workspace} has no sweep ${idStart}.`, hint)
  const kept = readKeptSweep(files, sweepId)
  if (!kept.ok) return kept
  if (kept.value !== null) return success(kept.value)
  return failure(
    'sweep-unfinished',
    `The sweep ${sweepId} was begun and not finished.`,
    'Run the same command again: it goes on where it stopped.',
  )
}
