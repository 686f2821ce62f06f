import type { RobustnessManifest, RobustnessSuite } from '../../../core/contract/robustnessRecord.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { type KeptRobustness, ROBUSTNESS, readKeptRobustness, readRobustnessManifest } from './robustnessFolder.ts'

/** `state`: `unfinished` was begun and goes on with the same command; `broken` is not what was written. `suite` only of what is done. */
export type ListedRobustness = {
  readonly robustnessId: string
  readonly state: 'done' | 'unfinished' | 'broken'
  readonly manifest: RobustnessManifest | null
  readonly suite: RobustnessSuite | null
}

/** Every suite of a workspace, by its id. */
export function listRobustness(files: GuardedFiles): readonly ListedRobustness[] {
  return ROBUSTNESS.ids(files).map((robustnessId) => {
    const kept = readKeptRobustness(files, robustnessId)
    const manifest = readRobustnessManifest(files, robustnessId)
    if (!kept.ok) return { robustnessId, state: 'broken', manifest, suite: null }
    const suite = kept.value?.suite ?? null
    return { robustnessId, state: suite === null ? 'unfinished' : 'done', manifest, suite }
  })
}

/** A finished suite by the first letters of its id. Errors: `robustness-missing`, `robustness-ambiguous`, `robustness-unfinished`, `robustness-broken`. */
export function findRobustness(files: GuardedFiles, workspace: string, idStart: string): Outcome<KeptRobustness> {
  return ROBUSTNESS.find(files, workspace, idStart, readKeptRobustness)
}
