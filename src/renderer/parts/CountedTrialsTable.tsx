import type { CountedTrials } from '../../core/report/countedTrials.ts'
import { DataTable } from '../ui/DataTable.tsx'
import type { DataColumn } from '../ui/dataColumn.ts'
import { countText, percentText, ratioText } from '../ui/numberText.ts'

/** How many trials there are, where alike ones count for fewer too, and what luck shows for each number. */
export function CountedTrialsTable({ lines }: { readonly lines: readonly CountedTrials[] }) {
  return (
    <DataTable
      columns={COLUMNS}
      rows={lines}
      rowKey={({ key }) => key}
      height={168}
      label="Numbers of trials, and what luck shows for each"
    />
  )
}

const COLUMNS: readonly DataColumn<CountedTrials>[] = [
  {
    key: 'name',
    title: 'Trials counted',
    width: 205,
    value: ({ meaning }) => meaning.name,
    text: ({ meaning }) => <span title={meaning.text}>{meaning.name}</span>,
  },
  {
    key: 'trials',
    title: 'N',
    width: 70,
    align: 'right',
    value: ({ trials }) => trials,
    text: ({ trials }) => countText(Math.round(trials)),
  },
  {
    key: 'luck',
    title: 'Best by luck',
    width: 100,
    align: 'right',
    value: ({ expectedBest }) => expectedBest,
    text: ({ expectedBest }) => ratioText(expectedBest),
    explanation: 'Best annual Sharpe ratio that so many trials without skill are expected to show.',
  },
  {
    key: 'deflated',
    title: 'Deflated Sharpe',
    width: 125,
    align: 'right',
    value: ({ deflatedSharpe }) => deflatedSharpe,
    text: ({ deflatedSharpe }) => percentText(deflatedSharpe),
    explanation: 'Probability that the true Sharpe ratio of what was found best exceeds what luck shows.',
  },
]
