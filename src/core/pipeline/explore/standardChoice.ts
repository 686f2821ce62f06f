import { detectorOf, standardSetting } from '../../events/detectorRegistry.ts'
import { failure, type Outcome, success } from '../../outcome/outcome.ts'
import type { Choice, Workbench } from '../workbench.ts'

/**
 * A detector's standard setting under the standard exit, where the run has analysed it: only then are its cells in the ledger, so that
 * looking at its events is no uncounted trial. Error: `unknown-detector`.
 */
export function standardChoice({ config }: Workbench, detectorId: string): Outcome<Choice> {
  const detector = detectorOf(detectorId)
  if (!detector.ok) return detector
  if (!config.detectors.includes(detectorId))
    return failure(
      'unknown-detector',
      `This run did not use the detector ${detectorId}.`,
      `Choose one that it used: ${config.detectors.join(', ')}.`,
    )
  return success({ setting: standardSetting(detector.value), exit: config.standardExit })
}
