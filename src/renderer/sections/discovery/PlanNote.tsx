import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { DiscoveryPlanView } from '../../../core/contract/workbench/discoveryViews.ts'
import type { Trouble } from '../../../core/outcome/outcome.ts'
import { windowWords } from '../../data/windowWords.ts'
import { Explained } from '../../ui/Explained.tsx'
import { countText, ratioText } from '../../ui/numberText.ts'
import { Stat } from '../../ui/Stat.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { probabilityText } from './hypothesisWords.ts'
import { luckOfPlan, planWords } from './planWords.ts'

type PlanNoteProps = {
  readonly plan: DiscoveryPlanView | null
  readonly trouble: Trouble | null
  /** The text has changed since it was counted. */
  readonly isStale: boolean
}

/** How many hypotheses would be tested, and what luck alone would show: before anything is. */
export function PlanNote({ plan, trouble, isStale }: PlanNoteProps) {
  if (trouble !== null) return <TroubleNote trouble={trouble} action={null} />
  if (plan === null)
    return (
      <div className="spec-estimate panel-description" role="status">
        Counting the hypotheses…
      </div>
    )
  const luck = luckOfPlan(plan)
  return (
    <>
      <div
        className={isStale ? 'spec-estimate stale' : 'spec-estimate'}
        role="status"
        aria-label="What would be tested"
        aria-busy={isStale}
      >
        <Stat
          label="Hypotheses"
          value={countText(plan.hypotheses)}
          tone={plan.hypotheses > plan.most ? 'loss' : 'plain'}
          explanation={planWords(plan)}
        />
        <Stat
          label="Below 5 % by luck"
          value={ratioText(luck.alone, { digits: 0 })}
          explanation="So many would have a p-value of at most 5 % taken alone if there were nothing at all in these bars."
        />
        <Stat
          label="Best p by luck"
          value={probabilityText(luck.bestP)}
          explanation="The smallest p-value that is expected of so many independent hypotheses without any edge. Dependent ones show a somewhat larger one."
        />
        <Stat
          label="One alone needs p"
          value={probabilityText(luck.neededP)}
          explanation={`A single true one among hypotheses without any edge needs a p-value of at most this to be let through (Benjamini and Yekutieli 2001, at a false discovery rate of ${plan.q}); where there are several, each needs less.`}
        />
        <Stat
          label="Bars"
          value={countText(plan.bars)}
          unit={plan.interval}
          explanation={`${plan.firstTime.slice(0, 10)} to ${plan.lastTime.slice(0, 10)}; what is sealed for the hold-out is not among them.`}
        />
        <div className="stat">
          <div className="stat-label">
            <Explained definition="Tables of the workspace that add kinds of events: funding, open-interest, liquidation, order-flow. Import them in the section Data.">
              Sensors
            </Explained>
          </div>
          <div>{plan.sensors.join(', ') || 'none'}</div>
        </div>
      </div>
      {plan.hypotheses > plan.most ? (
        <Alert color="orange" variant="light" mt="xs" p="xs" icon={<IconAlertTriangle size={16} />}>
          {countText(plan.hypotheses)} hypotheses are more than the {countText(plan.most)} that are allowed: so many
          leave little that could be told from luck. Name fewer families, conditions or horizons, or raise
          max_hypotheses.
        </Alert>
      ) : null}
      {plan.warnings.map((warning) => (
        <div key={warning} className="panel-description">
          {windowWords(warning)}
        </div>
      ))}
    </>
  )
}
