import { IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react'
import type { CandidateRuleView, CandidateView } from '../../../core/contract/workbench/discoveryViews.ts'
import { CANDIDATE_RULES } from '../../../core/discovery/candidates/candidateRules.ts'
import { Explained } from '../../ui/Explained.tsx'
import { Panel } from '../../ui/Panel.tsx'

const STANDINGS: Readonly<Record<CandidateView['standing'], string>> = {
  candidate: 'A candidate: let through by the control, and it passes every rule that decides.',
  discovery: 'No candidate: let through by the control, but a rule fails.',
  near: 'No finding: the control did not let it through. It is shown because it came closest.',
}

/** Every rule of a candidate, with how it did and why. */
export function RulesPanel({ candidate: { standing, rules } }: { readonly candidate: CandidateView }) {
  return (
    <Panel title="Rules of a candidate" description={STANDINGS[standing]}>
      <ul className="discovery-rules">
        {rules.map((rule) => (
          <Rule key={rule.rule} {...rule} />
        ))}
      </ul>
    </Panel>
  )
}

function Rule({ rule, passed, reason }: CandidateRuleView) {
  const known = CANDIDATE_RULES.find(({ id }) => id === rule)
  const { Icon, word, color } = faceOf(passed)
  const beside = known?.decides === false ? ' Told beside; it decides nothing.' : ''
  return (
    <li>
      <Icon size={16} color={color} role="img" aria-label={word} />
      <Explained definition={known === undefined ? undefined : `${known.meaning}${beside}`}>{rule}</Explained>
      <span>{reason}</span>
    </li>
  )
}

function faceOf(passed: boolean | null) {
  if (passed === null) return { Icon: IconHelpCircle, word: 'could not be asked', color: 'var(--muted)' }
  return passed
    ? { Icon: IconCircleCheck, word: 'passed', color: 'var(--gain)' }
    : { Icon: IconCircleX, word: 'failed', color: 'var(--loss)' }
}
