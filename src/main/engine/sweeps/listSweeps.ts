import type { SweepManifest, SweepSummary } from '../../../core/contract/sweepRecord.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { type KeptSweep, readKeptSweep, readSweepManifest, SWEEPS } from './sweepFolder.ts'

/** `state`: `unfinished` was begun and goes on with the same command; `broken` is not what was written. `summary` only of what is done. */
export type ListedSweep = {
  readonly sweepId: string
  readonly state: 'done' | 'unfinished' | 'broken'
  readonly manifest: SweepManifest | null
  readonly summary: SweepSummary | null
}

/** Every sweep of a workspace, by its id. */
export function listSweeps(files: GuardedFiles): readonly ListedSweep[] {
  return SWEEPS.ids(files).map((sweepId) => {
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
  return SWEEPS.find(files, workspace, idStart, readKeptSweep)
}
