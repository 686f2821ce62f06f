import { useMemo } from 'react'
import { labelledBarsOption } from '../../../core/charts/workbench/labelledBarsOption.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { RobustnessShape } from '../../../core/contract/workbench/stageShapesRobustness.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { countText, percentText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

/** The run keeps three quantiles of the shuffled orders, not their whole distribution: three bars, and nothing drawn in between. */
export function DrawdownsPanel({ part }: { readonly part: RobustnessShape }) {
  const { drawdowns } = part
  return (
    <Panel
      title="Monte Carlo drawdowns"
      description={
        <Explained definition={DEFINITIONS.monteCarloDrawdown.text}>
          {drawdowns === null
            ? 'The same trades in other orders'
            : `Worst drawdown of the same trades in ${countText(drawdowns.draws)} other orders`}
        </Explained>
      }
    >
      {drawdowns === null ? (
        <EmptyState title="Not available" text="There are too few trades to put into another order." />
      ) : (
        <DrawdownBars drawdowns={drawdowns} />
      )}
    </Panel>
  )
}

function DrawdownBars({ drawdowns }: { readonly drawdowns: NonNullable<RobustnessShape['drawdowns']> }) {
  const theme = useThemeName()
  const option = useMemo(() => {
    const { observed, p50, p90, p95 } = drawdowns
    const bars = [
      { label: 'as it happened', value: observed, tone: 'loss' as const },
      { label: 'half of the orders', value: p50, tone: 'plain' as const },
      { label: '9 of 10 orders', value: p90, tone: 'plain' as const },
      { label: '19 of 20 orders', value: p95, tone: 'plain' as const },
    ]
    return labelledBarsOption(bars, (value) => percentText(value, { digits: 1 }), theme)
  }, [drawdowns, theme])
  return (
    <>
      <Chart option={option} height={190} label="Worst drawdown as it happened and in shuffled orders" />
      <p className="robustness-note">
        Read: in half of the orders (9 of 10, 19 of 20) the worst drawdown was at most this deep. “As it happened” is
        read at day ends, the orders at ends of trades.
      </p>
    </>
  )
}
