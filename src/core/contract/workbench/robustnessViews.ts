import type { RobustnessManifest, RobustnessSuite, StressVerdict } from '../robustnessRecord.ts'
import type { KeptState } from './backtestViews.ts'

/** `verdicts` only of what is done. */
export type RobustnessListItem = {
  readonly robustnessId: string
  readonly state: KeptState
  readonly backtestId: string | null
  readonly spec: RobustnessManifest['spec'] | null
  readonly engineVersion: string | null
  readonly verdicts: readonly StressVerdict[] | null
}

export type RobustnessView = { readonly manifest: RobustnessManifest; readonly suite: RobustnessSuite }
