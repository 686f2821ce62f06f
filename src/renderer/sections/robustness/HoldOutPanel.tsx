import { useMemo } from 'react'
import { dailyLineOption } from '../../../core/charts/workbench/dailyLineOption.ts'
import type { Summary } from '../../../core/contract/summary.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import { type HoldOutShape, readHoldOut } from '../../../core/contract/workbench/stageShapesRobustness.ts'
import { figureText } from '../../../core/report/numberText.ts'
import { useStageOutput } from '../../data/useStageOutput.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { compactText, countText, moneyText, percentText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stat } from '../../ui/Stat.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'

type HoldOutProps = { readonly workspace: string; readonly runId: string; readonly summary: Summary | null }

export function HoldOutPanel({ workspace, runId, summary }: HoldOutProps) {
  const holdOut = useStageOutput(workspace, runId, 'hold-out', readHoldOut)
  const start = summary === null ? '' : `, sealed from ${summary.holdOut.start.slice(0, 10)} on`
  return (
    <Panel title="Hold-out" description={`The last fold’s frozen choice on bars that nothing before had seen${start}`}>
      {holdOut.trouble ? <TroubleNote trouble={holdOut.trouble} /> : null}
      {holdOut.loading ? <Loading /> : null}
      {holdOut.absent ? (
        <EmptyState
          title="Not opened"
          text="This run has not opened its hold-out: that is the last step before the verdict."
        />
      ) : null}
      {holdOut.value === null ? null : <HoldOut holdOut={holdOut.value} currency={summary?.quoteCurrency ?? ''} />}
    </Panel>
  )
}

function HoldOut({ holdOut, currency }: { readonly holdOut: HoldOutShape; readonly currency: string }) {
  const { openings, result } = holdOut
  const adjusted = result.p === null ? null : Math.min(1, result.p * openings)
  const noTrades = 'The frozen choice made no trade in the hold-out.'
  const tooFew = 'It takes two trades with different results.'
  const net = result.netExpectancy
  return (
    <div className="hold-out">
      <div className="robustness-figures">
        <Stat
          label={DEFINITIONS.holdOutOpenings.name}
          value={countText(openings)}
          explanation={DEFINITIONS.holdOutOpenings.text}
        />
        <Stat
          label="Trades"
          value={countText(result.events)}
          explanation="Trades of the frozen choice in the hold-out."
        />
        <Stat
          label={DEFINITIONS.netExpectancy.name}
          value={net === null ? null : percentText(net, { digits: 3, signed: true })}
          explanation={DEFINITIONS.netExpectancy.text}
          tone={net === null || net === 0 ? 'plain' : net > 0 ? 'gain' : 'loss'}
          why={noTrades}
        />
        <Stat
          label={DEFINITIONS.holdOutP.name}
          value={result.p === null ? null : figureText(result.p)}
          explanation={DEFINITIONS.holdOutP.text}
          why={tooFew}
        />
        <Stat
          label={DEFINITIONS.holdOutPAdjusted.name}
          value={adjusted === null ? null : figureText(adjusted)}
          explanation={DEFINITIONS.holdOutPAdjusted.text}
          why={tooFew}
        />
        <Stat
          label="Profit"
          value={result.events === 0 ? null : moneyText(result.account.profit, { digits: 0, signed: true })}
          unit={currency}
          explanation="From the same start capital, after all costs."
          why={noTrades}
        />
      </div>
      {result.events === 0 ? null : <HoldOutChart account={result.account} currency={currency} />}
    </div>
  )
}

type HoldOutChartProps = { readonly account: HoldOutShape['result']['account']; readonly currency: string }

function HoldOutChart({ account, currency }: HoldOutChartProps) {
  const theme = useThemeName()
  const option = useMemo(
    () =>
      dailyLineOption({
        name: `Equity, ${currency}`,
        dayStartMs: account.dayStartMs,
        values: account.equity,
        text: compactText,
        filled: false,
        level: { value: account.startCapital, label: 'start' },
        scaled: true,
        theme,
      }),
    [account, currency, theme],
  )
  return <Chart option={option} height={180} label="Equity in the hold-out" />
}
