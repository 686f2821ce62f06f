import { type Ref, useMemo } from 'react'
import type { BacktestView } from '../../../core/contract/workbench/backtestViews.ts'
import { useSettings } from '../../data/useSettings.ts'
import { priceText } from '../../parts/eventTexts.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText, moneyText, percentText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { timeText } from '../../ui/timeText.ts'
import { useBackInSight } from '../../ui/useBackInSight.ts'
import type { RowSteps } from '../../ui/useTakenRow.ts'

type TradeRow = { readonly row: number; readonly trades: BacktestView['trades'] }

type StoredTradesPanelProps = {
  readonly view: BacktestView
  readonly selected: number | null
  readonly steps: Ref<RowSteps>
  onTrade(row: number): void
}

export function StoredTradesPanel({ view, selected, steps, onTrade }: StoredTradesPanelProps) {
  const { timeZone } = useSettings()
  const { trades, manifest } = view
  const isNarrow = selected !== null
  const rows = useMemo(() => trades.symbol.map((_, row): TradeRow => ({ row, trades })), [trades])
  const columns = useMemo(() => {
    const all = tradeColumns(timeZone, manifest.quoteCurrency)
    return isNarrow ? all.filter(({ key }) => NARROW.includes(key)) : all
  }, [timeZone, manifest.quoteCurrency, isNarrow])
  const place = useBackInSight(isNarrow)
  return (
    <div ref={place} className="fill">
      <Panel
        title="Trades"
        description={`${countText(rows.length)} positions from flat to flat; times are starts of bars, ${timeZone}. A click or Enter shows the fills.`}
        flush
      >
        <DataTable
          columns={columns}
          rows={rows}
          rowKey={({ row }) => String(row)}
          initialSort={{ key: 'number' }}
          height={isNarrow ? '100%' : 420}
          label="Trades of the backtest"
          onRowClick={({ row }) => onTrade(row)}
          selectedKey={selected === null ? null : String(selected)}
          steps={steps}
          emptyText="It never traded. See the strategy and its parameters."
        />
      </Panel>
    </div>
  )
}

const NARROW: readonly string[] = ['number', 'symbol', 'side', 'entry', 'profit']

function tradeColumns(timeZone: string, currency: string): readonly DataColumn<TradeRow>[] {
  const right = { align: 'right' as const }
  return [
    {
      key: 'number',
      title: '#',
      width: 56,
      ...right,
      value: ({ row }) => row + 1,
      text: ({ row }) => countText(row + 1),
    },
    { key: 'symbol', title: 'Symbol', width: 76, value: ({ row, trades }) => trades.symbol[row] },
    {
      key: 'side',
      title: 'Side',
      width: 60,
      value: ({ row, trades }) => (trades.direction[row]! > 0 ? 'long' : 'short'),
    },
    {
      key: 'entry',
      title: 'Entered in bar',
      width: 132,
      value: ({ row, trades }) => trades.entryMs[row],
      text: ({ row, trades }) => timeText(trades.entryMs[row]!, timeZone),
    },
    {
      key: 'exit',
      title: 'Left in bar',
      width: 132,
      value: ({ row, trades }) => trades.exitMs[row],
      text: ({ row, trades }) => (trades.exitMs[row] == null ? 'still open' : timeText(trades.exitMs[row], timeZone)),
    },
    {
      key: 'bars',
      title: 'Bars',
      width: 64,
      ...right,
      value: ({ row, trades }) => trades.bars[row],
      text: ({ row, trades }) => countText(trades.bars[row]),
    },
    {
      key: 'entryPrice',
      title: 'Entry price',
      width: 94,
      ...right,
      value: ({ row, trades }) => trades.entryPrice[row],
      text: ({ row, trades }) => priceText(trades.entryPrice[row]!),
      explanation: 'Average over the fills, slippage and impact included.',
    },
    {
      key: 'exitPrice',
      title: 'Exit price',
      width: 94,
      ...right,
      value: ({ row, trades }) => trades.exitPrice[row],
      text: ({ row, trades }) => priceText(trades.exitPrice[row]!),
      explanation: 'Average over the fills; of what is still open the last close.',
    },
    {
      key: 'fees',
      title: 'Fees',
      width: 84,
      ...right,
      value: ({ row, trades }) => trades.fees[row],
      text: ({ row, trades }) => moneyText(trades.fees[row]),
      explanation: `Commissions, ${currency}.`,
    },
    {
      key: 'profit',
      title: 'Profit',
      width: 104,
      ...right,
      value: ({ row, trades }) => trades.profit[row],
      text: ({ row, trades }) => (
        <span className="trade-net" data-tone={trades.profit[row]! < 0 ? 'loss' : 'gain'}>
          {moneyText(trades.profit[row], { signed: true })}
        </span>
      ),
      explanation: `After fees, borrow and funding, ${currency}.`,
    },
    {
      key: 'return',
      title: 'Of equity',
      width: 82,
      ...right,
      value: ({ row, trades }) => trades.netReturn[row],
      text: ({ row, trades }) => percentText(trades.netReturn[row], { signed: true }),
      explanation: 'Profit over the equity just before the entry.',
    },
    { key: 'reason', title: 'Ended by', width: 104, value: ({ row, trades }) => trades.reason[row] },
  ]
}
