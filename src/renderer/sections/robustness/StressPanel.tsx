import { useMemo } from 'react'
import { labelledBarsOption } from '../../../core/charts/workbench/labelledBarsOption.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { RobustnessShape } from '../../../core/contract/workbench/stageShapesRobustness.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { moneyText, writtenText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

export function StressPanel({ part, currency }: { readonly part: RobustnessShape; readonly currency: string }) {
  const theme = useThemeName()
  const option = useMemo(() => {
    const bars = [
      ...part.stress.map(({ costTimes, profit }) => ({ label: `costs × ${writtenText(costTimes)}`, value: profit })),
      { label: 'entry a bar late', value: part.delayedEntryProfit },
    ]
    const toned = bars.map((bar) => ({ ...bar, tone: (bar.value ?? 0) < 0 ? ('loss' as const) : ('gain' as const) }))
    return labelledBarsOption(toned, (value) => moneyText(value, { digits: 0 }), theme)
  }, [part, theme])
  return (
    <Panel
      title="Cost and delay stress"
      description={
        <Explained definition={`${DEFINITIONS.costStress.text} ${DEFINITIONS.delayedEntry.text}`}>
          Profit in {currency}, all costs multiplied
        </Explained>
      }
    >
      {part.curve.account.trades === 0 ? (
        <EmptyState title="No trades" text="Costs change nothing where nothing is traded." />
      ) : (
        <Chart option={option} height={220} label="Profit under multiplied costs and with entry a bar late" />
      )}
    </Panel>
  )
}
