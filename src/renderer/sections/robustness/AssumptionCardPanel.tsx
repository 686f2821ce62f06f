import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { RobustnessView } from '../../../core/contract/workbench/robustnessViews.ts'
import { ASSUMPTION_WORDS } from '../../../core/report/stressWords.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { Explained } from '../../ui/Explained.tsx'
import { countText, moneyText, percentText, ratioText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

type Row = Omit<RobustnessView['suite']['assumptions']['rows'][number], 'why'> & { readonly title: string }

/** What every fill takes for granted, each alone at its worst, and all together. */
export function AssumptionCardPanel({ view: { manifest, suite } }: { readonly view: RobustnessView }) {
  const { base, assumptions } = suite
  const rows: readonly Row[] = [
    { id: 'base', title: 'The backtest', asRun: 'as it ran', pessimistic: '', figures: base },
    ...assumptions.rows.map(({ why, ...row }) => ({
      ...row,
      title: ASSUMPTION_WORDS[row.id] ?? row.id,
      pessimistic: why ?? row.pessimistic,
    })),
    {
      id: 'together',
      title: 'All together',
      asRun: '',
      pessimistic: 'all of the above',
      figures: assumptions.together,
    },
  ]
  return (
    <Panel
      title="Assumption card"
      description={
        <Explained definition={DEFINITIONS.assumptionCard.text}>
          The pessimistic choice of each alone; profit in {manifest.quoteCurrency}
        </Explained>
      }
      flush
    >
      <DataTable
        columns={columnsOf(base.profit)}
        rows={rows}
        rowKey={({ id }) => id}
        height={360}
        label="Assumptions of the fills"
      />
    </Panel>
  )
}

function columnsOf(own: number): readonly DataColumn<Row>[] {
  const right = { align: 'right' as const }
  return [
    { key: 'title', title: 'Assumption', width: 150, value: ({ title }) => title },
    {
      key: 'asRun',
      title: 'As it ran',
      width: 180,
      value: ({ asRun }) => asRun,
      text: ({ asRun }) => <span title={asRun}>{asRun}</span>,
    },
    {
      key: 'pessimistic',
      title: 'Pessimistic',
      width: 230,
      value: ({ pessimistic }) => pessimistic,
      text: ({ pessimistic }) => <span title={pessimistic}>{pessimistic}</span>,
    },
    {
      key: 'profit',
      title: 'Profit',
      width: 104,
      ...right,
      value: ({ figures }) => figures?.profit,
      text: ({ figures }) => moneyText(figures?.profit),
    },
    {
      key: 'change',
      title: 'Change',
      width: 104,
      ...right,
      value: ({ figures }) => (figures === null ? null : figures.profit - own),
      text: ({ figures }) => moneyText(figures === null ? null : figures.profit - own, { signed: true }),
      explanation: 'Against the profit of the backtest.',
    },
    {
      key: 'sharpe',
      title: 'Sharpe',
      width: 72,
      ...right,
      value: ({ figures }) => figures?.sharpe,
      text: ({ figures }) => ratioText(figures?.sharpe),
    },
    {
      key: 'drawdown',
      title: 'Drawdown',
      width: 98,
      ...right,
      value: ({ figures }) => figures?.maxDrawdown,
      text: ({ figures }) => percentText(figures?.maxDrawdown),
    },
    {
      key: 'trades',
      title: 'Trades',
      width: 76,
      ...right,
      value: ({ figures }) => figures?.trades,
      text: ({ figures }) => countText(figures?.trades),
    },
  ]
}
