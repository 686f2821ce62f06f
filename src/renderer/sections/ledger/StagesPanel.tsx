import { useMemo } from 'react'
import { labelledBarsOption } from '../../../core/charts/workbench/labelledBarsOption.ts'
import type { LedgerView } from '../../../core/contract/workbench/ledgerViews.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

type StagesPanelProps = { readonly stages: LedgerView['stages']; readonly of: string }

/** What kind of work the trials came from. */
export function StagesPanel({ stages, of }: StagesPanelProps) {
  const theme = useThemeName()
  const option = useMemo(
    () =>
      labelledBarsOption(
        stages.map(({ stage, trials }) => ({ label: stage, value: trials, tone: 'plain' })),
        (value) => countText(value),
        theme,
      ),
    [stages, theme],
  )
  return (
    <Panel title="By stage" description={`Trials of ${of} by the kind of work that made them`}>
      <Chart
        option={option}
        height={stages.length * 28 + 30}
        label={`Trials by stage: ${stages.map(({ stage, trials }) => `${stage} ${countText(trials)}`).join(', ')}`}
      />
    </Panel>
  )
}
