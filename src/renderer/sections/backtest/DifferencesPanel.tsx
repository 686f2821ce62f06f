import type { BacktestTradeView, BacktestView } from '../../../core/contract/workbench/backtestViews.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

type Difference = NonNullable<BacktestTradeView['differences']>[number]

type DifferencesPanelProps = {
  readonly trade: BacktestTradeView
  readonly agreement: BacktestView['metrics']['agreement']
  readonly engine: string
}

/** Whether the vector engine and the event engine made the same of this trade, to the last bit. */
export function DifferencesPanel({ trade, agreement, engine }: DifferencesPanelProps) {
  const { differences } = trade
  if (agreement === null || differences === null)
    return (
      <Panel
        title="Engines"
        description={`Only the ${engine} engine ran. With engine: both in the specification, both are compared trade by trade.`}
      />
    )
  const isCut = agreement.first.length < agreement.differences
  const none = isCut
    ? `None of the first ${countText(agreement.first.length)} of ${countText(agreement.differences)} differences concerns this trade; the others were not kept.`
    : 'Both engines made the same of this trade: every price, quantity, fee and time, to the last bit.'
  return (
    <Panel
      title="Engines"
      description={
        differences.length === 0 ? none : `They differ in ${countText(differences.length)} numbers of this trade.`
      }
      flush
    >
      {differences.length === 0 ? null : (
        <DataTable
          columns={COLUMNS}
          rows={differences}
          rowKey={({ list, row, field }) => `${list} ${row} ${field}`}
          height={220}
          label="Numbers in which the engines differ"
        />
      )}
    </Panel>
  )
}

const COLUMNS: readonly DataColumn<Difference>[] = [
  {
    key: 'list',
    title: 'Of',
    width: 90,
    value: ({ list, row }) => `${list === 'fills' ? 'fill' : 'position'} ${row + 1}`,
  },
  { key: 'field', title: 'Field', width: 110, value: ({ field }) => field },
  { key: 'vector', title: 'Vector engine', width: 150, align: 'right', value: ({ vector }) => vector },
  { key: 'event', title: 'Event engine', width: 150, align: 'right', value: ({ event }) => event },
]
