import type { SweepListItem } from '../../../core/contract/workbench/sweepViews.ts'
import { KeptStateBadge } from '../../parts/KeptStateBadge.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText, ratioText } from '../../ui/numberText.ts'

const right = { align: 'right' as const }

export const SWEEP_COLUMNS: readonly DataColumn<SweepListItem>[] = [
  {
    key: 'id',
    title: 'Sweep',
    width: 92,
    value: ({ sweepId }) => sweepId,
    text: ({ sweepId }) => (
      <span className="code" title={sweepId}>
        {sweepId.slice(0, 8)}
      </span>
    ),
    explanation: 'First letters of its id: a hash of specification, data, seed and engine.',
  },
  {
    key: 'state',
    title: 'State',
    width: 96,
    value: ({ state }) => state,
    text: ({ state }) => <KeptStateBadge state={state} />,
    explanation: 'Unfinished: run it again, what is kept of it is not done again.',
  },
  { key: 'strategy', title: 'Strategy', width: 158, value: ({ base }) => base?.strategy.id },
  {
    key: 'on',
    title: 'On',
    width: 104,
    value: ({ base }) => (base === null ? null : `${base.instruments.join('+')} ${base.interval}`),
  },
  { key: 'method', title: 'Method', width: 76, value: ({ manifest }) => manifest?.method },
  {
    key: 'parameters',
    title: 'Parameters',
    width: 128,
    value: ({ manifest }) => manifest?.axes.map(({ name }) => name).join(', '),
  },
  { key: 'objective', title: 'Objective', width: 108, value: ({ manifest }) => manifest?.objective },
  {
    key: 'evaluated',
    title: 'Trials',
    width: 82,
    ...right,
    value: ({ summary }) => summary?.evaluated,
    text: ({ summary }) => countText(summary?.evaluated),
    explanation:
      'Configurations evaluated on the whole range. Each is a trial in the ledger, and so are those of every fold.',
  },
  {
    key: 'best',
    title: 'Best Sharpe',
    width: 108,
    ...right,
    value: ({ summary }) => summary?.bestSharpe,
    text: ({ summary }) => ratioText(summary?.bestSharpe),
    explanation: 'Annual Sharpe ratio of the best configuration, over 365 UTC days a year.',
  },
  {
    key: 'luck',
    title: 'By luck',
    width: 84,
    ...right,
    value: ({ summary }) => summary?.expectedBestByLuck,
    text: ({ summary }) => ratioText(summary?.expectedBestByLuck),
    explanation: 'Best annual Sharpe ratio that as many trials without any skill are expected to show.',
  },
]
