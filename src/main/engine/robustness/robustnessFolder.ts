import type {
  RobustnessComplete,
  RobustnessManifest,
  RobustnessSuite,
} from '../../../core/contract/robustnessRecord.ts'
import {
  robustnessCompleteSchema,
  robustnessManifestSchema,
  robustnessSuiteSchema,
} from '../../../core/contract/robustnessRecord.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { COMPLETE_FILE, resultFolder } from '../queries/resultFolder.ts'

export const ROBUSTNESS_FILES = { manifest: 'manifest.json', suite: 'suite.json', complete: COMPLETE_FILE } as const

export const ROBUSTNESS = resultFolder({
  noun: 'robustness',
  folder: 'robustness',
  again: 'it goes on where it stopped',
})
export const robustnessPath = ROBUSTNESS.path

export function stressUnitsFolder(robustnessId: string): string {
  return robustnessPath(robustnessId, 'units')
}

export function stressUnitPath(robustnessId: string, at: number): string {
  return `${stressUnitsFolder(robustnessId)}/${String(at).padStart(6, '0')}.json`
}

/** Null where there is no such file, or where it is damaged. */
export function readRobustnessManifest(files: GuardedFiles, robustnessId: string): RobustnessManifest | null {
  return ROBUSTNESS.read(files, robustnessId, ROBUSTNESS_FILES.manifest, robustnessManifestSchema)
}

/** A finished suite as it is kept, its files as they were written. */
export type KeptRobustness = {
  readonly manifest: RobustnessManifest
  readonly suite: RobustnessSuite
  readonly complete: RobustnessComplete
}

/** Null where it is not finished. Error: `robustness-broken`, where a file is gone or was altered. */
export function readKeptRobustness(files: GuardedFiles, robustnessId: string): Outcome<KeptRobustness | null> {
  return ROBUSTNESS.kept(files, robustnessId, robustnessCompleteSchema, (complete, part) => {
    const manifest = part(ROBUSTNESS_FILES.manifest, robustnessManifestSchema)
    if (!manifest.ok) return manifest
    const suite = part(ROBUSTNESS_FILES.suite, robustnessSuiteSchema)
    return suite.ok ? success({ manifest: manifest.value, suite: suite.value, complete }) : suite
  })
}
