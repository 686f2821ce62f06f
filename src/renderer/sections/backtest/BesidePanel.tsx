import type { BesideName } from '../../../core/contract/backtestRecord.ts'
import type { BacktestView } from '../../../core/contract/workbench/backtestViews.ts'
import { figureText } from '../../parts/figureText.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText, moneyText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

type Performance = BacktestView['metrics']['performance']
type BesideRow = {
  readonly name: string
  readonly explanation: string
  readonly profit: number
  readonly performance: Performance
}

const WORDS: Readonly<Record<BesideName, readonly [name: string, explanation: string]>> = {
  'buy-and-hold': [
    'Buy and hold',
    'The same instruments in equal parts, bought at the first open and held, with costs.',
  ],
  'costs-150': ['Costs x 1.5', 'The same decisions with all costs half as high again.'],
  'costs-200': ['Costs x 2', 'The same decisions with twice the costs.'],
  'one-bar-later': ['One bar later', 'Each decision carried out a bar later: what hangs on speed shows here.'],
  'next-open': [
    'Not optimistic',
    'The same decisions, filled at the next open instead of this close, the stop before the target: what could have been done.',
  ],
  'next-open-costs-150': ['Not optimistic, costs x 1.5', 'Without optimistic fills, with costs half as high again.'],
  'next-open-costs-200': ['Not optimistic, costs x 2', 'Without optimistic fills, with twice the costs.'],
}

/** The same decisions under harder terms, and holding. */
export function BesidePanel({ view: { manifest, metrics } }: { readonly view: BacktestView }) {
  const own: BesideRow = {
    name: 'As specified',
    explanation: 'This backtest.',
    profit: metrics.endEquity - manifest.startCash,
    performance: metrics.performance,
  }
  const rows = [
    own,
    ...metrics.beside.map(({ name, profit, performance }): BesideRow => {
      const [title, explanation] = WORDS[name]
      return { name: title, explanation, profit, performance }
    }),
  ]
  return (
    <Panel title="Beside it" description="What is worth something stays so under harder terms" flush>
      <DataTable
        columns={columnsOf(manifest.quoteCurrency)}
        rows={rows}
        rowKey={({ name }) => name}
        height={290}
        label="The backtest under other terms"
      />
    </Panel>
  )
}

function columnsOf(currency: string): readonly DataColumn<BesideRow>[] {
  const right = { align: 'right' as const }
  const figure = (key: string, title: string, unit: 'fraction' | 'ratio'): DataColumn<BesideRow> => ({
    key,
    title,
    width: 104,
    ...right,
    value: ({ performance }) => performance.figures[key]?.value,
    text: ({ performance }) => figureText(unit, performance.figures[key]?.value ?? null),
    why: ({ performance }) => performance.figures[key]?.why,
  })
  return [
    {
      key: 'name',
      title: 'Terms',
      width: 190,
      value: ({ name }) => name,
      text: ({ name, explanation }) => <span title={explanation}>{name}</span>,
    },
    {
      key: 'profit',
      title: `Profit, ${currency}`,
      width: 130,
      ...right,
      value: ({ profit }) => profit,
      text: ({ profit }) => moneyText(profit, { signed: true }),
    },
    figure('totalReturn', 'Return', 'fraction'),
    figure('annualReturn', 'Return a year', 'fraction'),
    figure('sharpeRatio', 'Sharpe', 'ratio'),
    figure('maxDrawdown', 'Drawdown', 'fraction'),
    {
      key: 'trades',
      title: 'Trades',
      width: 80,
      ...right,
      value: ({ performance }) => performance.trades.closed,
      text: ({ performance }) => countText(performance.trades.closed),
    },
  ]
}
