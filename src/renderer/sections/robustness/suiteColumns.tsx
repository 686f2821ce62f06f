import { figureText } from '../../parts/figureText.ts'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText } from '../../ui/numberText.ts'
import { type SuiteRow, verdictCount } from './suiteRows.ts'

type Column = DataColumn<SuiteRow>
const right = { align: 'right' as const }

function verdicts(key: Parameters<typeof verdictCount>[1], title: string, explanation: string): Column {
  return {
    key,
    title,
    width: 92,
    ...right,
    value: (row) => verdictCount(row, key),
    text: (row) => (row.suite?.state === 'done' ? countText(verdictCount(row, key)) : ''),
    explanation,
  }
}

export const SUITE_COLUMNS: readonly Column[] = [
  {
    key: 'id',
    title: 'Backtest',
    width: 86,
    value: ({ backtest }) => backtest.backtestId,
    text: ({ backtest: { backtestId } }) => (
      <span className="code" title={backtestId}>
        {backtestId.slice(0, 8)}
      </span>
    ),
  },
  {
    key: 'what',
    title: 'Strategy',
    width: 170,
    value: ({ backtest: { manifest } }) => manifest?.predictions?.label ?? manifest?.strategy.id,
  },
  {
    key: 'on',
    title: 'On',
    width: 110,
    value: ({ backtest: { manifest } }) =>
      manifest === null ? null : `${manifest.instruments.join('+')} ${manifest.interval}`,
  },
  {
    key: 'sharpe',
    title: 'Sharpe',
    width: 82,
    ...right,
    value: ({ backtest: { metrics } }) => metrics?.performance.figures.sharpeRatio?.value,
    text: ({ backtest: { metrics } }) => figureText('ratio', metrics?.performance.figures.sharpeRatio?.value ?? null),
    why: ({ backtest: { metrics } }) => metrics?.performance.figures.sharpeRatio?.why,
    explanation: 'Annual Sharpe ratio, on the calendar clock, after all costs.',
  },
  {
    key: 'trades',
    title: 'Trades',
    width: 76,
    ...right,
    value: ({ backtest: { metrics } }) => metrics?.performance.trades.closed,
    text: ({ backtest: { metrics } }) => countText(metrics?.performance.trades.closed),
  },
  {
    key: 'suite',
    title: 'Tested',
    width: 96,
    value: ({ suite }) => suite?.state ?? 'not tested',
    text: ({ suite }) => (suite === null ? 'not yet' : suite.state === 'done' ? 'yes' : suite.state),
  },
  verdicts('holds', 'Holds', 'Parts of the suite that it withstands, of 9.'),
  verdicts('breaks', 'Breaks', 'Parts of the suite in which a gate fails.'),
  verdicts('cannot-be-said', 'Not said', 'Parts of which nothing can be said.'),
]
