import type { SettingView } from '../../core/contract/workbench/exploreViews.ts'
import { Explained } from '../ui/Explained.tsx'
import { exitText, parameterText } from './eventWords.ts'

/** What was looked for, with which numbers, and how a trade on it ends. */
export function SettingText({ setting }: { readonly setting: SettingView }) {
  const parameters = setting.parameters.map(parameterText).join(', ')
  return (
    <>
      <Explained definition={setting.title}>{setting.detector}</Explained>
      {parameters === '' ? '' : ` (${parameters})`}; exit:{' '}
      <Explained definition="A range is the typical range of a bar at the decision, as a fraction of the price. The limit counts bars from the decision.">
        {exitText(setting.exit)}
      </Explained>
    </>
  )
}
