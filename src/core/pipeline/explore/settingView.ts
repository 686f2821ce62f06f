import type { SettingView } from '../../contract/workbench/exploreViews.ts'
import { detectorOf } from '../../events/detectorRegistry.ts'
import type { Choice } from '../workbench.ts'

/** A choice in words, its parameters in the order of the detector. */
export function settingView({ setting, exit }: Choice): SettingView {
  const detector = detectorOf(setting.detectorId)
  if (!detector.ok) throw new Error(detector.trouble.message)
  const { id, title, parameters } = detector.value
  return {
    detector: id,
    title,
    parameters: parameters.map(({ name, unit, standard }) => ({
      name,
      unit,
      value: setting.parameters[name] ?? standard,
    })),
    exit: { targetRanges: exit.targetRanges, stopRanges: exit.stopRanges, limitBars: exit.limitBars },
  }
}
