import { Switch } from '@mantine/core'
import { useMemo, useState } from 'react'
import { canBeLogarithmic, equityDrawdownOption } from '../../../core/charts/workbench/equityDrawdownOption.ts'
import type { Summary } from '../../../core/contract/summary.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { PAGE_NUMBERS, percentText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import type { ResultCurve } from './resultCurves.ts'

type EquityPanelProps = {
  readonly curves: readonly ResultCurve[]
  readonly main: string
  readonly currency: string
  readonly buyAndHold: Summary | null
}

export function EquityPanel({ curves, main, currency, buyAndHold }: EquityPanelProps) {
  const theme = useThemeName()
  const [wantsLogarithm, setWantsLogarithm] = useState(false)
  const lines = useMemo(
    () =>
      curves.map(({ id, name, account }) => ({
        id,
        name,
        dayStartMs: account.dayStartMs,
        equity: account.equity,
        startCapital: account.startCapital,
      })),
    [curves],
  )
  const possible = useMemo(() => canBeLogarithmic(lines), [lines])
  const logarithmic = wantsLogarithm && possible
  const option = useMemo(
    () => equityDrawdownOption({ curves: lines, main, currency, logarithmic, theme, numbers: PAGE_NUMBERS }),
    [lines, main, currency, logarithmic, theme],
  )
  const name = curves.find((curve) => curve.id === main)?.name ?? ''
  return (
    <Panel
      title="Equity and drawdown"
      description={`Drawdown of “${name}” at UTC-day ends.${buyAndHold === null ? '' : holdingText(buyAndHold)}`}
      actions={
        <Switch
          size="xs"
          label="Log scale"
          checked={logarithmic}
          disabled={!possible}
          onChange={(event) => setWantsLogarithm(event.currentTarget.checked)}
        />
      }
    >
      <Chart option={option} height={460} label={`Equity of ${curves.length} curves and the drawdown of ${name}`} />
    </Panel>
  )
}

/** What the market itself did, as the first thing an equity line is compared with. */
function holdingText({ symbols, buyAndHold }: Summary): string {
  const text = (value: number | null) => percentText(value, { digits: 1, signed: true })
  return ` Holding ${symbols.primary} over the same span made ${text(buyAndHold.primary)}, ${symbols.secondary} ${text(buyAndHold.secondary)}, before costs.`
}
