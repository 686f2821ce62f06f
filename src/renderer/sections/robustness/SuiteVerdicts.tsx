import { IconCheck, IconQuestionMark, IconX } from '@tabler/icons-react'
import type { StressVerdict } from '../../../core/contract/robustnessRecord.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { RobustnessView } from '../../../core/contract/workbench/robustnessViews.ts'
import { STRESS_TITLES, suiteSentence, VERDICT_WORDS } from '../../../core/report/stressWords.ts'
import { Explained } from '../../ui/Explained.tsx'
import { Panel } from '../../ui/Panel.tsx'

const MARKS = { holds: IconCheck, breaks: IconX, 'cannot-be-said': IconQuestionMark } as const
const PASSED: Readonly<Record<StressVerdict['verdict'], boolean | undefined>> = {
  holds: true,
  breaks: false,
  'cannot-be-said': undefined,
}

/** What the backtest withstands, part by part, before anything else. */
export function SuiteVerdicts({ view: { manifest, suite } }: { readonly view: RobustnessView }) {
  const { robustnessId, trials } = manifest
  return (
    <Panel
      title="What it withstands"
      description={
        <Explained definition={DEFINITIONS.suiteVerdict.text}>
          {suiteSentence(suite.verdicts)} Suite {robustnessId.slice(0, 8)}, {trials} neighbours in the ledger.
        </Explained>
      }
      flush
    >
      <table className="gates">
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Verdict</th>
            <th scope="col">Why, and what to do</th>
          </tr>
        </thead>
        <tbody>
          {suite.verdicts.map((verdict) => (
            <VerdictRow key={verdict.part} verdict={verdict} />
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

function VerdictRow({ verdict: { part, verdict, reasons, advice } }: { readonly verdict: StressVerdict }) {
  const Mark = MARKS[verdict]
  return (
    <tr>
      <th scope="row">{STRESS_TITLES[part]}</th>
      <td>
        <span className="gate-mark" data-pass={PASSED[verdict]}>
          <Mark size={15} aria-hidden="true" />
          {VERDICT_WORDS[verdict]}
        </span>
      </td>
      <td>
        {reasons.join(' ')}
        {advice.length === 0 ? null : <div className="gate-advice">{advice.join(' ')}</div>}
      </td>
    </tr>
  )
}
