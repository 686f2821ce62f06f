import { useMemo } from 'react'
import { overfittingRanksOption } from '../../../core/charts/workbench/overfittingRanksOption.ts'
import type { SweepOverfitting } from '../../../core/contract/sweepOverfitting.ts'
import { countedTrials } from '../../../core/report/countedTrials.ts'
import { windowWords } from '../../data/windowWords.ts'
import { CountedTrialsTable } from '../../parts/CountedTrialsTable.tsx'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { countText, PAGE_NUMBERS, percentText, ratioText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stat } from '../../ui/Stat.tsx'

type Splits = NonNullable<SweepOverfitting['overfitting']>

/** What choosing the best one is worth, and how many trials these are where alike ones count for fewer. */
export function OverfittingPanel({ told }: { readonly told: SweepOverfitting }) {
  const { studied, overfitting, notes } = told
  return (
    <Panel
      title="Overfitting"
      description={`From the UTC-day returns of ${countText(studied.configurations)} of ${countText(studied.evaluated)} configurations over ${countText(studied.days)} days`}
    >
      {overfitting === null ? null : <SplitsPart splits={overfitting} />}
      <CountedTrialsTable lines={countedTrials(told, 'With all trials before this sweep.')} />
      {notes.length === 0 ? null : (
        <ul className="sweeps-notes panel-description">
          {notes.map((note) => (
            <li key={note}>{windowWords(note)}</li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function SplitsPart({ splits }: { readonly splits: Splits }) {
  const theme = useThemeName()
  const option = useMemo(() => overfittingRanksOption(splits.ranks, theme, PAGE_NUMBERS), [splits, theme])
  const { probability, blocks, splits: count, probabilityOfLoss, slope, dominance } = splits
  return (
    <div className="sweeps-pair sweeps-overfitting">
      <div>
        <div className="sweeps-verdict">{verdict(splits)}</div>
        <div className="sweeps-stats">
          <Stat
            label="Probability of overfitting"
            value={percentText(probability, { digits: 1 })}
            explanation={`Share of ${countText(count)} ways to part ${blocks} blocks of days in halves, in which the best of one half is no better than the middle one in the other (Bailey, Borwein, López de Prado & Zhu 2017). Near 50 %: choosing adds nothing.`}
          />
          <Stat
            label="Loss out of sample"
            value={percentText(probabilityOfLoss, { digits: 1 })}
            explanation="Share of these ways in which the best of one half loses in the other half."
          />
          <Stat
            label="Slope"
            value={ratioText(slope)}
            explanation="Of the Sharpe ratio out of sample on that in sample, of what was chosen. Below 0: the better it looks, the worse it does. Halves of the same days lean that way of themselves."
            why="The best one in sample is always as good."
          />
          <Stat
            label="Better than the mean one"
            value={dominance.first ? 'always' : dominance.second ? 'on balance' : 'no'}
            explanation="Out of sample, what was chosen against the mean of all configurations: first order stochastic dominance (always), second order (on balance), or neither."
          />
        </div>
      </div>
      <Chart
        option={option}
        height={200}
        label={`Ranks out of sample of what was chosen: ${percentText(probability, { digits: 1 })} of the splits at or below the middle`}
      />
    </div>
  )
}

function verdict({ probability, isFew }: Splits): string {
  if (isFew) return 'With so few configurations the probability of overfitting is only a coarse hint.'
  if (probability < 0.1) return 'What is best in one half of the days is mostly good in the other half.'
  return probability < 0.4
    ? 'What is best in one half of the days is often no better than the middle one in the other.'
    : 'Choosing the best one adds little or nothing: in the other half of the days it is much like any other.'
}
