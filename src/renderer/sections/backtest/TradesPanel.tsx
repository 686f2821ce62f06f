import { type Ref, useMemo } from 'react'
import type { Summary } from '../../../core/contract/summary.ts'
import { useSettings } from '../../data/useSettings.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText, durationText, percentText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { timeText } from '../../ui/timeText.ts'
import { useBackInSight } from '../../ui/useBackInSight.ts'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import { type ResultCurve, roleName } from './resultCurves.ts'

type TradeRow = {
  readonly number: number
  readonly decisionMs: number
  readonly exitMs: number
  readonly traded: string
  readonly side: string
  readonly weight: number
  readonly grossReturn: number
  readonly cost: number
  readonly netReturn: number
  readonly fold: number
}

type TradesPanelProps = {
  readonly curve: ResultCurve
  readonly summary: Summary | null
  /** Row of the trade that is open. */
  readonly selected: number | null
  readonly steps: Ref<RowSteps>
  onTrade(row: number): void
}

export function TradesPanel({ curve, summary, selected, steps, onTrade }: TradesPanelProps) {
  const { timeZone } = useSettings()
  const rows = useMemo(() => tradeRows(curve, summary), [curve, summary])
  const narrow = selected !== null
  const columns = useMemo(() => {
    const all = tradeColumns(timeZone)
    return narrow ? all.filter(({ key }) => BESIDE_A_TRADE.includes(key)) : all
  }, [timeZone, narrow])
  const place = useBackInSight(selected !== null)
  return (
    <div ref={place} className="fill">
      <Panel
        title="Trades"
        description={`${countText(rows.length)} trades of “${curve.name}”; times are starts of bars, ${timeZone}. A click or Enter shows its bars, and why it was taken.`}
        flush
      >
        <DataTable
          columns={columns}
          rows={rows}
          rowKey={(row) => String(row.number)}
          initialSort={{ key: 'number' }}
          height={selected === null ? 380 : '100%'}
          label="Trades"
          onRowClick={(row) => onTrade(row.number - 1)}
          selectedKey={selected === null ? null : String(selected + 1)}
          steps={steps}
        />
      </Panel>
    </div>
  )
}

/** What is read of the others while one trade is open. */
const BESIDE_A_TRADE: readonly string[] = ['number', 'decision', 'traded', 'side', 'net', 'fold']

function tradeRows({ trades }: ResultCurve, summary: Summary | null): readonly TradeRow[] {
  return trades.decisionMs.map((decisionMs, row) => {
    const weight = trades.weight[row]!
    const grossReturn = trades.grossReturn[row]!
    const netReturn = trades.netReturn[row]!
    return {
      number: row + 1,
      decisionMs,
      exitMs: trades.exitMs[row]!,
      traded: roleName(trades.role[row]!, summary),
      side: trades.direction[row]! > 0 ? 'long' : 'short',
      weight,
      grossReturn,
      cost: weight * grossReturn - netReturn,
      netReturn,
      fold: trades.fold[row]! + 1,
    }
  })
}

function tradeColumns(timeZone: string): readonly DataColumn<TradeRow>[] {
  const right = { align: 'right' as const }
  return [
    { key: 'number', title: '#', width: 48, ...right, value: (row) => row.number },
    {
      key: 'decision',
      title: 'Decided in bar',
      width: 130,
      value: (row) => row.decisionMs,
      text: (row) => timeText(row.decisionMs, timeZone),
      explanation: 'Start of the bar at whose close the trade was decided; it is filled at the next open.',
    },
    {
      key: 'exit',
      title: 'Ended in bar',
      width: 130,
      value: (row) => row.exitMs,
      text: (row) => timeText(row.exitMs, timeZone),
      explanation: 'Start of the bar in which target, stop or limit ended it.',
    },
    {
      key: 'held',
      title: 'Held',
      width: 96,
      ...right,
      value: (row) => row.exitMs - row.decisionMs,
      text: (row) => durationText(row.exitMs - row.decisionMs),
      explanation: 'From the close of the bar of the decision to the end of the exit bar, by the clock.',
    },
    { key: 'traded', title: 'Traded', width: 96, value: (row) => row.traded },
    {
      key: 'side',
      title: 'Side',
      width: 60,
      value: (row) => row.side,
      explanation: 'For a pair: long is long the first and short the second, half of the gross in each.',
    },
    {
      key: 'weight',
      title: 'Size',
      width: 74,
      ...right,
      value: (row) => row.weight,
      text: (row) => percentText(row.weight, { digits: 1 }),
      explanation:
        'Gross notional over equity at entry; 1 % of equity is at risk to the stop, and never more than all of it is used.',
    },
    {
      key: 'gross',
      title: 'Gross',
      width: 80,
      ...right,
      value: (row) => row.grossReturn,
      text: (row) => percentText(row.grossReturn, { signed: true }),
      explanation: 'Return on the notional before costs.',
    },
    {
      key: 'cost',
      title: 'Costs',
      width: 80,
      ...right,
      value: (row) => row.cost,
      text: (row) => percentText(row.cost, { digits: 3 }),
      explanation: 'Fee, slippage and borrow, of the equity at entry: size times gross less net.',
    },
    {
      key: 'net',
      title: 'Net',
      width: 80,
      ...right,
      value: (row) => row.netReturn,
      text: (row) => (
        <span className="trade-net" data-tone={row.netReturn < 0 ? 'loss' : 'gain'}>
          {percentText(row.netReturn, { digits: 3, signed: true })}
        </span>
      ),
      explanation: 'Return on the equity at entry, size included, after costs.',
    },
    { key: 'fold', title: 'Fold', width: 56, ...right, value: (row) => row.fold },
  ]
}
