import { useMemo } from 'react'
import { trialsOption } from '../../../core/charts/workbench/trialsOption.ts'
import type { Summary } from '../../../core/contract/summary.ts'
import type { TrialStudy } from '../../../core/contract/trialStudy.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import { countedTrials, OTHER_TRIALS } from '../../../core/report/countedTrials.ts'
import { figureText } from '../../../core/report/numberText.ts'
import { CountedTrialsTable } from '../../parts/CountedTrialsTable.tsx'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { countText, PAGE_NUMBERS, percentText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stat } from '../../ui/Stat.tsx'
import type { JudgedPart } from './judgedParts.ts'
import { type LuckOfTrials, luckOfTrials } from './luckOfTrials.ts'

type DeflatedSharpeProps = { readonly accounts: readonly JudgedPart[]; readonly summary: Summary | null }

export function DeflatedSharpePanel({ accounts, summary }: DeflatedSharpeProps) {
  return (
    <Panel
      title="Deflated Sharpe ratio and the count of trials"
      description="How good the best of so many tries would look by luck alone"
    >
      {summary === null ? (
        <EmptyState title="Not judged yet" text="The trials are counted when the run is judged, at its end." />
      ) : (
        <>
          <Deflated accounts={accounts} dsr={summary.dsr} trials={summary.trials} />
          {summary.trialStudy === undefined ? null : <AlikeTrials study={summary.trialStudy} />}
        </>
      )}
    </Panel>
  )
}

type DeflatedProps = { readonly accounts: readonly JudgedPart[]; readonly dsr: number | null; readonly trials: number }

function Deflated({ accounts, dsr, trials }: DeflatedProps) {
  const luck = useMemo(
    () =>
      dsr === null
        ? null
        : luckOfTrials(
            accounts.map(({ part }) => part.curve.account),
            dsr,
            trials,
          ),
    [accounts, dsr, trials],
  )
  const why =
    dsr === null
      ? 'Without trades, or without a spread over trials, there is no ratio to deflate.'
      : 'The probability has run into 0 or 1 and no longer tells what it was measured against.'
  return (
    <>
      <div className="robustness-figures">
        <Stat
          label="Deflated Sharpe"
          value={dsr === null ? null : figureText(dsr)}
          explanation={DEFINITIONS.deflatedSharpe.text}
          why={why}
        />
        <Stat
          label="Sharpe ratio"
          value={luck?.observed ?? null}
          explanation={`Of the stitched tests, the lowest of what was judged. ${DEFINITIONS.sharpe.text}`}
          why={why}
        />
        <Stat
          label="Best by luck"
          value={luck?.expectedNow ?? null}
          explanation={`${DEFINITIONS.expectedMaximumSharpe.text} Read back from the published probability. A year.`}
          why={why}
        />
        <Stat label="Trials" value={countText(trials)} explanation={DEFINITIONS.trials.text} />
      </div>
      {luck?.curve ? <TrialsChart luck={luck} curve={luck.curve} trials={trials} /> : null}
    </>
  )
}

type TrialsChartProps = {
  readonly luck: LuckOfTrials
  readonly curve: NonNullable<LuckOfTrials['curve']>
  readonly trials: number
}

function TrialsChart({ luck, curve, trials }: TrialsChartProps) {
  const theme = useThemeName()
  const { observed, expectedNow } = luck
  const option = useMemo(
    () => trialsOption({ luck: curve, trials, expectedNow, observed, theme, numbers: PAGE_NUMBERS }),
    [curve, trials, expectedNow, observed, theme],
  )
  return (
    <>
      <Chart option={option} height={200} label="Best Sharpe ratio expected by luck against the number of trials" />
      <p className="robustness-note">
        The curve says what luck would reach with other counts of trials whose ratios are as widely spread as those
        recorded.
      </p>
    </>
  )
}

/** The same trials where alike ones count for fewer. */
function AlikeTrials({ study }: { readonly study: TrialStudy }) {
  const { configurations, evaluated, days, withoutReturns, overfitting, notes } = study
  return (
    <>
      <CountedTrialsTable lines={countedTrials(study, OTHER_TRIALS)} />
      <p className="robustness-note">
        Told by the returns of {countText(configurations)} of {countText(evaluated)} configurations of the grid over{' '}
        {countText(days)} UTC days; the other {countText(withoutReturns)} trials of this run have no account and count
        as one each.{' '}
        {overfitting === null ? null : (
          <Explained definition={DEFINITIONS.overfitting.text}>
            Probability of overfitting of the best of the grid: {percentText(overfitting.probability, { digits: 1 })}.
          </Explained>
        )}
      </p>
      {notes.map((note) => (
        <p key={note} className="robustness-note">
          {note}
        </p>
      ))}
    </>
  )
}
