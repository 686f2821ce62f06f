import type { Outcome } from '../outcome/outcome.ts'
import { failure, success } from '../outcome/outcome.ts'
import type { Detector, DetectorParameters, DetectorSetting } from './detector.ts'
import { compressionBreakout } from './detectors/compressionBreakout.ts'
import { exhaustionReversal } from './detectors/exhaustionReversal.ts'
import { leadLagShock } from './detectors/leadLagShock.ts'
import { momentumDivergence } from './detectors/momentumDivergence.ts'
import { residualReversion } from './detectors/residualReversion.ts'
import { volumeBurst } from './detectors/volumeBurst.ts'

export const DETECTORS: readonly Detector[] = [
  residualReversion,
  momentumDivergence,
  leadLagShock,
  compressionBreakout,
  volumeBurst,
  exhaustionReversal,
]

export function detectorOf(id: string): Outcome<Detector> {
  const found = DETECTORS.find((detector) => detector.id === id)
  if (found !== undefined) return success(found)
  const known = DETECTORS.map((detector) => detector.id).join(', ')
  return failure('unknown-detector', `There is no detector named "${id}".`, `Choose from: ${known}.`)
}

export function standardSetting(detector: Detector): DetectorSetting {
  const parameters = Object.fromEntries(detector.parameters.map((range) => [range.name, range.standard]))
  return { detectorId: detector.id, parameters }
}

/** Every combination of a detector's grid values, the last parameter fastest. */
export function gridSettings(detector: Detector): readonly DetectorSetting[] {
  let combinations: readonly DetectorParameters[] = [{}]
  for (const range of detector.parameters) {
    combinations = combinations.flatMap((base) => range.gridValues.map((value) => ({ ...base, [range.name]: value })))
  }
  return combinations.map((parameters) => ({ detectorId: detector.id, parameters }))
}
