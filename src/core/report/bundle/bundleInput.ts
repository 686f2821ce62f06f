import type { ExportFacts } from '../../contract/exportFacts.ts'
import type { TrialStudy } from '../../contract/trialStudy.ts'
import type { HoldOutResult } from '../../pipeline/holdOut.ts'
import type { Judgement } from '../../pipeline/judgement/judge.ts'
import type { PairConfig } from '../../pipeline/pairConfig.ts'
import type { PairOutputs } from '../../pipeline/pairPipeline.ts'

/** All that a bundle is made from. */
export type BundleInput = {
  readonly facts: ExportFacts
  readonly config: PairConfig
  readonly outputs: PairOutputs
  readonly holdOut: HoldOutResult
  readonly judgement: Judgement
  readonly trialStudy: TrialStudy
}
