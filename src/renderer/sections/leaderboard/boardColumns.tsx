import type { BoardRowView } from '../../../core/contract/workbench/leaderboardViews.ts'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText, percentText, ratioText } from '../../ui/numberText.ts'
import { KIND_WORDS, REVIEW_WORDS, warningsOf } from './boardWords.ts'
import { GateBadge } from './GateBadge.tsx'

type Column = DataColumn<BoardRowView>
const right = { align: 'right' as const }

function figure(
  key: string,
  title: string,
  width: number,
  text: (value: number | null) => string,
  explanation: string,
): Column {
  const value = ({ entry }: BoardRowView) => entry.run.values[key] ?? null
  const why = ({ entry }: BoardRowView) => entry.run.why[key]
  return { key, title, width, ...right, value, text: (row) => text(value(row)), why, explanation }
}

const COLUMNS: readonly Column[] = [
  { key: 'rank', title: '#', width: 44, ...right, value: ({ rank }) => rank },
  {
    key: 'subject',
    title: 'What',
    width: 230,
    value: ({ entry }) => entry.subject,
    text: ({ entry }) => (
      <>
        {entry.subject}
        {warningsOf(entry).map((words) => (
          <span key={words} className="board-warning">
            {words}
          </span>
        ))}
      </>
    ),
    explanation: 'Strategy, model or pipeline; behind it what must be seen with every number.',
  },
  {
    key: 'kind',
    title: 'Kind',
    width: 112,
    value: ({ entry }) => entry.kind,
    text: ({ entry }) => KIND_WORDS[entry.kind],
  },
  {
    key: 'on',
    title: 'On',
    width: 96,
    value: ({ entry }) => `${entry.instruments.join('+')} ${entry.interval}`,
  },
  {
    key: 'gates',
    title: 'Gates',
    width: 146,
    value: ({ judgement }) => judgement.state,
    text: ({ judgement }) => <GateBadge state={judgement.state} />,
    explanation: 'Of its risk profile, by the ledger of now. Open the entry for each gate with its reason.',
  },
  figure(
    'sharpeRatio',
    'Sharpe',
    82,
    (value) => ratioText(value),
    'Annual Sharpe ratio, on the calendar clock, after all costs.',
  ),
  figure(
    'annualReturn',
    'Return a year',
    112,
    (value) => percentText(value, { digits: 1 }),
    'Compound growth a year, from 360 days on.',
  ),
  figure(
    'maxDrawdown',
    'Drawdown',
    98,
    (value) => percentText(value, { digits: 1 }),
    'Deepest fall below the running peak.',
  ),
  figure('tradeCount', 'Trades', 78, (value) => countText(value), 'Closed trades.'),
  {
    key: 'deflated',
    title: 'DSR now',
    width: 90,
    ...right,
    value: ({ judgement }) => judgement.deflation.probability,
    text: ({ judgement }) => percentText(judgement.deflation.probability, { digits: 1 }),
    explanation:
      'Probability that the true Sharpe ratio exceeds the best one of luck alone, by all trials that the ledger holds now on these symbols.',
  },
  {
    key: 'then',
    title: 'DSR then',
    width: 92,
    ...right,
    value: ({ entry }) => entry.deflation.probability,
    text: ({ entry }) => percentText(entry.deflation.probability, { digits: 1 }),
    explanation: 'The same by the trials of the ledger when the result was made. Trials since then lower it.',
  },
  figure(
    'winRate',
    'Wins',
    70,
    (value) => percentText(value, { digits: 1 }),
    'Winning trades as a share of wins and losses.',
  ),
  figure(
    'profitFactor',
    'Profit factor',
    108,
    (value) => ratioText(value),
    'Gross gain over gross loss of the trades.',
  ),
  { key: 'profile', title: 'Profile', width: 96, value: ({ profile }) => profile },
  {
    key: 'review',
    title: 'Review',
    width: 84,
    value: ({ review }) => review,
    text: ({ review }) => REVIEW_WORDS[review],
  },
]

const NARROW: readonly string[] = ['rank', 'subject', 'sharpeRatio', 'gates']

/** With the workspace where entries of several stand together; less beside an open entry. */
export function boardColumns(isWholeHome: boolean, isNarrow: boolean): readonly Column[] {
  if (isNarrow) return COLUMNS.filter(({ key }) => NARROW.includes(key))
  if (!isWholeHome) return COLUMNS
  const place: Column = { key: 'workspace', title: 'Workspace', width: 104, value: ({ workspace }) => workspace }
  return COLUMNS.flatMap((column) => (column.key === 'kind' ? [place, column] : [column]))
}
