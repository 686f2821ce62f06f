import { useMemo } from 'react'
import {
  monthHeatMapHeight,
  monthHeatMapOption,
  monthReturns,
} from '../../../core/charts/workbench/monthHeatMapOption.ts'
import type { AccountShape } from '../../../core/contract/workbench/stageShapesBacktest.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { PAGE_NUMBERS } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

export function MonthsPanel({ account, currency }: { readonly account: AccountShape; readonly currency: string }) {
  const theme = useThemeName()
  const months = useMemo(() => monthReturns(account), [account])
  const option = useMemo(() => monthHeatMapOption(months, currency, theme, PAGE_NUMBERS), [months, currency, theme])
  const gained = months.filter((month) => month.profit > 0).length
  const starred = months.some((month) => !month.complete)
  return (
    <Panel
      title="Months"
      description={`Percent of the equity at each month’s start, compounded over the year; ${gained} of ${months.length} gained.${starred ? ' *: only a part of the month is in the tests.' : ''}`}
    >
      <Chart
        option={option}
        height={Math.max(190, monthHeatMapHeight(months))}
        label={`Returns of ${months.length} months; ${gained} gained`}
      />
    </Panel>
  )
}
