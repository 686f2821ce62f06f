import type { BacktestListItem } from '../../../core/contract/workbench/backtestViews.ts'
import { figureText } from '../../parts/figureText.ts'
import { KeptStateBadge } from '../../parts/KeptStateBadge.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText } from '../../ui/numberText.ts'

type Column = DataColumn<BacktestListItem>
const right = { align: 'right' as const }
const NOT_FINISHED = 'The backtest has no figures: it is not finished, or cannot be read.'

function figure(key: string, title: string, width: number, unit: 'fraction' | 'ratio', explanation: string): Column {
  const found = ({ metrics }: BacktestListItem) => metrics?.performance.figures[key]
  return {
    key,
    title,
    width,
    ...right,
    value: (item) => found(item)?.value,
    text: (item) => figureText(unit, found(item)?.value ?? null),
    why: (item) => (item.metrics === null ? NOT_FINISHED : found(item)?.why),
    explanation,
  }
}

export const STORED_COLUMNS: readonly Column[] = [
  {
    key: 'id',
    title: 'Backtest',
    width: 86,
    value: ({ backtestId }) => backtestId,
    text: ({ backtestId }) => (
      <span className="code" title={backtestId}>
        {backtestId.slice(0, 8)}
      </span>
    ),
  },
  {
    key: 'state',
    title: 'State',
    width: 78,
    value: ({ state }) => state,
    text: ({ state }) => <KeptStateBadge state={state} />,
  },
  {
    key: 'what',
    title: 'Strategy',
    width: 150,
    value: ({ manifest }) => manifest?.predictions?.label ?? manifest?.strategy.id,
  },
  {
    key: 'on',
    title: 'On',
    width: 100,
    value: ({ manifest }) => (manifest === null ? null : `${manifest.instruments.join('+')} ${manifest.interval}`),
  },
  {
    key: 'span',
    title: 'Bars from, to',
    width: 176,
    value: ({ manifest }) => manifest?.firstTime,
    text: ({ manifest }) =>
      manifest === null ? 'n/a' : `${manifest.firstTime.slice(0, 10)} to ${manifest.lastTime.slice(0, 10)}`,
  },
  {
    key: 'fill',
    title: 'Fill',
    width: 82,
    value: ({ manifest }) => manifest?.optimisticFill,
    text: ({ manifest }) => (manifest === null ? 'n/a' : manifest.optimisticFill ? 'optimistic' : 'next'),
    explanation: 'Optimistic: at the close that it decides on, or targets before stops, which nobody can count on.',
  },
  figure('sharpeRatio', 'Sharpe', 82, 'ratio', 'Annual Sharpe ratio, on the calendar clock, after all costs.'),
  figure('totalReturn', 'Return', 104, 'fraction', 'Last equity over start cash, less 1.'),
  figure('maxDrawdown', 'Drawdown', 100, 'fraction', 'Deepest fall below the running peak.'),
  {
    key: 'trades',
    title: 'Trades',
    width: 82,
    ...right,
    value: ({ metrics }) => metrics?.performance.trades.closed,
    text: ({ metrics }) => countText(metrics?.performance.trades.closed),
  },
  {
    key: 'engines',
    title: 'Engines',
    width: 84,
    value: ({ metrics }) => metrics?.agreement?.differences,
    text: ({ metrics, manifest }) => agreementText(metrics, manifest),
    explanation: 'Whether both engines ran, and whether they agree trade by trade.',
  },
]

function agreementText(metrics: BacktestListItem['metrics'], manifest: BacktestListItem['manifest']): string {
  if (metrics?.agreement === null || metrics === null) return manifest === null ? 'n/a' : `${manifest.engine} alone`
  const { differences } = metrics.agreement
  return differences === 0 ? 'agree' : `differ (${countText(differences)})`
}
