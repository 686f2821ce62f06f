import { Badge } from '@mantine/core'
import { useMemo } from 'react'
import { simulatedFilterOption } from '../../../core/charts/workbench/simulatedFilterOption.ts'
import { type PortfolioTestShape, readPortfolioTest } from '../../../core/contract/workbench/stageShapesBacktest.ts'
import { useStageOutput } from '../../data/useStageOutput.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { moneyText, PAGE_NUMBERS, percentText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'

type SimulatedFilterProps = { readonly workspace: string; readonly runId: string; readonly currency: string }

/** The upper bound is shown last and marked: it looks ahead by design. */
export function SimulatedFilterPanel({ workspace, runId, currency }: SimulatedFilterProps) {
  const portfolio = useStageOutput(workspace, runId, 'portfolio-test', readPortfolioTest)
  if (portfolio.trouble) return <TroubleNote trouble={portfolio.trouble} />
  if (portfolio.value === null || portfolio.value.withoutModel.trades === 0) return null
  return <SimulatedFilter portfolio={portfolio.value} currency={currency} />
}

function SimulatedFilter({
  portfolio,
  currency,
}: {
  readonly portfolio: PortfolioTestShape
  readonly currency: string
}) {
  const theme = useThemeName()
  const { withoutModel, simulated } = portfolio
  const option = useMemo(
    () =>
      simulatedFilterOption({
        dayStartMs: withoutModel.dayStartMs,
        withoutModel: withoutModel.equity,
        low: simulated.low,
        median: simulated.median,
        high: simulated.high,
        currency,
        theme,
        numbers: PAGE_NUMBERS,
      }),
    [withoutModel, simulated, currency, theme],
  )
  const money = (value: number | null) => moneyText(value, { digits: 0, signed: true, currency })
  return (
    <Panel
      title="Both legs under one capital, and a simulated filter"
      description={`Drawn ${simulated.draws} times from the true outcomes with precision ${percentText(simulated.precision, { digits: 0 })} and recall ${percentText(simulated.recall, { digits: 0 })}: profit ${money(simulated.profitP10)} (P10), ${money(simulated.profitP50)} (P50), ${money(simulated.profitP90)} (P90); without a model ${money(withoutModel.profit)}.`}
      actions={
        <Badge color="grape" variant="filled" tt="none">
          Looks ahead: an upper bound, never evidence
        </Badge>
      }
    >
      <Chart option={option} height={260} label="Equity without a model beside the band of simulated filters" />
    </Panel>
  )
}
