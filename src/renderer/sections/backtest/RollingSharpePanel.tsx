import { useMemo } from 'react'
import { dailyLineOption } from '../../../core/charts/workbench/dailyLineOption.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { AccountShape } from '../../../core/contract/workbench/stageShapesBacktest.ts'
import { rollingSharpe } from '../../../core/metrics/rollingSharpe.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { ratioText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

const WINDOW_DAYS = 90
const DAYS_PER_YEAR = 365

export function RollingSharpePanel({ account }: { readonly account: AccountShape }) {
  const theme = useThemeName()
  const values = useMemo(
    () => rollingSharpe(Float64Array.from(account.dayReturns), WINDOW_DAYS, DAYS_PER_YEAR),
    [account],
  )
  const known = values.some(Number.isFinite)
  const option = useMemo(
    () =>
      dailyLineOption({
        name: 'Rolling Sharpe',
        dayStartMs: account.dayStartMs,
        values,
        text: (value) => ratioText(value, { digits: 1 }),
        filled: false,
        level:
          account.sharpePerYear === null
            ? null
            : { value: account.sharpePerYear, label: `whole ${ratioText(account.sharpePerYear)}` },
        scaled: false,
        theme,
      }),
    [account, values, theme],
  )
  return (
    <Panel
      title="Rolling Sharpe ratio"
      description={
        <Explained definition={DEFINITIONS.rollingSharpe.text}>{WINDOW_DAYS} UTC days, a year’s ratio</Explained>
      }
    >
      {known ? (
        <Chart option={option} height={200} label={`Sharpe ratio of the last ${WINDOW_DAYS} days`} />
      ) : (
        <EmptyState
          title="Not available"
          text={`The tests are shorter than ${WINDOW_DAYS} days, or never moved for so long.`}
        />
      )}
    </Panel>
  )
}
