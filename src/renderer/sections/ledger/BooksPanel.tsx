import { Button } from '@mantine/core'
import type { LedgerBook } from '../../../core/contract/workbench/ledgerViews.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText, ratioText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

type BooksPanelProps = {
  readonly books: readonly LedgerBook[]
  readonly selected: string | null
  onBook(symbols: string | null): void
}

const right = { align: 'right' as const }
const TOO_FEW_RATIOS = 'Fewer than two trials on these instruments told a ratio.'

const BOOK_COLUMNS: readonly DataColumn<LedgerBook>[] = [
  {
    key: 'symbols',
    title: 'Instruments',
    width: 180,
    value: ({ symbols }) => symbols,
    explanation: 'What was tried on exactly this set stands beside what counts for it.',
  },
  {
    key: 'trials',
    title: 'Trials',
    width: 90,
    ...right,
    value: ({ trials }) => trials,
    text: ({ trials }) => countText(trials),
    explanation: 'Recorded on exactly these instruments.',
  },
  {
    key: 'counted',
    title: 'Counted against it',
    width: 140,
    ...right,
    value: ({ counted }) => counted,
    text: ({ counted }) => countText(counted),
    explanation:
      'Trials on every set that shares an instrument: who searched BTC has looked at half of what BTC+ETH is judged on. They make the luck line and the deflated Sharpe ratio.',
  },
  { key: 'runs', title: 'Runs', width: 80, ...right, value: ({ runs }) => runs, text: ({ runs }) => countText(runs) },
  {
    key: 'luck',
    title: 'Luck line now, a year',
    width: 150,
    ...right,
    value: ({ expectedBest }) => expectedBest,
    text: ({ expectedBest }) => ratioText(expectedBest),
    why: () => TOO_FEW_RATIOS,
    explanation:
      'Best annual Sharpe ratio that as many trials as are counted, without any skill, are expected to show, by the spread of their ratios (Bailey & López de Prado 2014). Not known where fewer than two trials told a ratio.',
  },
  {
    key: 'spread',
    title: 'Spread of ratios, a day',
    width: 160,
    ...right,
    value: ({ varianceAcrossTrials }) => varianceAcrossTrials,
    text: ({ varianceAcrossTrials }) =>
      ratioText(varianceAcrossTrials === null ? null : Math.sqrt(varianceAcrossTrials), { digits: 4 }),
    why: () => TOO_FEW_RATIOS,
    explanation: 'Standard deviation of the Sharpe ratios per UTC day across all counted trials.',
  },
  {
    key: 'openings',
    title: 'Hold-out openings',
    width: 140,
    ...right,
    value: ({ openings }) => openings,
    text: ({ openings }) => countText(openings),
    explanation: 'On exactly these instruments; what a new look is told counts those of every set that shares one.',
  },
]

/** What was tried by instruments, and the luck line of each as it is now. */
export function BooksPanel({ books, selected, onBook }: BooksPanelProps) {
  return (
    <Panel
      title="By instruments"
      description={
        selected === null
          ? 'Everything below is of the whole home. A click or Enter shows what counts for one set of instruments.'
          : `Everything below counts for ${selected}: what was tried on any of its instruments, alone or with others.`
      }
      actions={
        selected === null ? undefined : (
          <Button size="compact-xs" variant="default" onClick={() => onBook(null)}>
            Show the whole home
          </Button>
        )
      }
      flush
    >
      <DataTable
        columns={BOOK_COLUMNS}
        rows={books}
        rowKey={({ symbols }) => symbols}
        onRowClick={({ symbols }) => onBook(symbols)}
        selectedKey={selected}
        initialSort={{ key: 'counted', descending: true }}
        height={190}
        label="Trials by instruments; Enter shows what counts for one set"
      />
    </Panel>
  )
}
