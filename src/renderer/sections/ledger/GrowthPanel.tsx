import { Group, SegmentedControl, Switch } from '@mantine/core'
import { useMemo, useState } from 'react'
import { ledgerLinesOption } from '../../../core/charts/workbench/ledgerLinesOption.ts'
import type { LedgerView } from '../../../core/contract/workbench/ledgerViews.ts'
import { countWords } from '../../../core/time/countWords.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { countText, PAGE_NUMBERS } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { type GrowthAcross, type GrowthMeasure, ledgerGrowth, timelessRuns } from './ledgerGrowth.ts'

/** How the count of trials grew, and with it what luck alone would show. */
export function GrowthPanel({ view, of }: { readonly view: LedgerView; readonly of: string }) {
  const theme = useThemeName()
  const [measure, setMeasure] = useState<GrowthMeasure>('trials')
  const [across, setAcross] = useState<GrowthAcross>('order')
  const [isLog, setIsLog] = useState(false)
  const lines = useMemo(() => ledgerGrowth(view, measure, across), [view, measure, across])
  const isTrials = measure === 'trials'
  const option = useMemo(
    () =>
      ledgerLinesOption({
        lines,
        across,
        isLog: isLog && isTrials,
        unit: isTrials ? 'trials' : 'Sharpe ratio a year',
        digits: isTrials ? 0 : 2,
        theme,
        numbers: PAGE_NUMBERS,
      }),
    [lines, across, isLog, isTrials, theme],
  )
  return (
    <Panel
      title={isTrials ? `Trials of ${of}` : `Luck line of ${of}`}
      description={growthWords(view, measure, across)}
      actions={
        <Group gap={8}>
          <SegmentedControl
            size="xs"
            aria-label="What grew"
            value={measure}
            onChange={(next) => setMeasure(next === 'luck' ? 'luck' : 'trials')}
            data={[
              { value: 'trials', label: 'Trials' },
              { value: 'luck', label: 'Luck line' },
            ]}
          />
          <SegmentedControl
            size="xs"
            aria-label="Across"
            value={across}
            onChange={(next) => setAcross(next === 'time' ? 'time' : 'order')}
            data={[
              { value: 'order', label: 'In order' },
              { value: 'time', label: 'Over time' },
            ]}
          />
          <Switch
            size="xs"
            label="Log scale"
            disabled={!isTrials}
            checked={isLog && isTrials}
            onChange={(event) => setIsLog(event.currentTarget.checked)}
          />
        </Group>
      }
    >
      {lines.length === 0 ? (
        <EmptyState
          title={isTrials ? 'No run with a known time' : 'No luck line yet'}
          text={
            isTrials
              ? 'The jobs that began these runs are gone, and with them when they were. Look at them in order.'
              : 'It needs the spread of Sharpe ratios of two trials or more: backtests, sweeps and runs of the pipeline tell theirs.'
          }
        />
      ) : (
        <Chart
          option={option}
          height={300}
          label={`${isTrials ? 'Cumulative trials' : 'Best Sharpe ratio expected by luck'} of ${lines.map(({ name }) => name).join(', ')}; the same numbers stand in the table of runs`}
        />
      )}
    </Panel>
  )
}

function growthWords({ runs, runsLeftOut }: LedgerView, measure: GrowthMeasure, across: GrowthAcross): string {
  const parts = [
    measure === 'trials'
      ? 'Cumulative count; a run is a step in every line with which it shares an instrument'
      : 'Best annual Sharpe ratio that so many trials are expected to show by luck, by the spread of now',
    ...(runsLeftOut === 0 ? [] : [`${countText(runsLeftOut)} older runs are counted but not told one by one`]),
    ...(across === 'time' && timelessRuns(runs) > 0
      ? [
          `${countWords(timelessRuns(runs), 'run')} whose time nobody knows ${timelessRuns(runs) === 1 ? 'is' : 'are'} not drawn`,
        ]
      : []),
  ]
  return `${parts.join('; ')}.`
}
