import type { ReactNode } from 'react'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { TradeView } from '../../../core/contract/workbench/exploreViews.ts'
import { SettingText } from '../../parts/SettingText.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { countText, ratioText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

/** Why a trade was taken, in the order in which it was decided. */
export function WhyTaken({ trade }: { readonly trade: TradeView }) {
  const { event, fold, scheme, filter, exitChange, model } = trade
  return (
    <Panel title="Why it was taken">
      <dl className="reasons">
        <Reason
          name="Fold"
          explanation="The choice was frozen on the training and validation data of this fold, before any bar of its test; the trade lies in the test."
        >
          {countText(fold + 1)}, trained {scheme}
        </Reason>
        <Reason name="Choice" explanation="What this fold chose: a detector setting with an exit rule.">
          <SettingText setting={event.setting} />
          {exitChange === null ? null : '; this exit is not the one that the fold chose'}
        </Reason>
        <Reason name="Event" explanation="What the detector saw at the close of the bar.">
          strength {event.strength === null ? 'n/a' : ratioText(event.strength, { digits: 3 })}, regime{' '}
          {event.regime ?? 'n/a'}, {event.part ?? 'part of the day n/a'}
        </Reason>
        <Reason
          name="Iteration"
          explanation="The one change that iteration accepted, if any. It is judged on the validation blocks of all folds, of which later ones overlap earlier tests: that part of the choice is not frozen before each test."
        >
          {exitChange ?? filter}
        </Reason>
        <Reason name="Model" explanation={DEFINITIONS.filterProbability.text}>
          {model === null ? (
            'no trained filter in this fold of this curve'
          ) : (
            <>
              {model.kind}: probability <strong>{ratioText(model.probability, { digits: 3 })}</strong>, at least the{' '}
              <Explained definition={DEFINITIONS.filterThreshold.text}>threshold</Explained>{' '}
              {ratioText(model.threshold, { digits: 3 })}
            </>
          )}
        </Reason>
      </dl>
    </Panel>
  )
}

type ReasonProps = { readonly name: string; readonly explanation: string; readonly children: ReactNode }

function Reason({ name, explanation, children }: ReasonProps) {
  return (
    <div className="reason">
      <dt>
        <Explained definition={explanation}>{name}</Explained>
      </dt>
      <dd>{children}</dd>
    </div>
  )
}
