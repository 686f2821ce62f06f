import { useMemo } from 'react'
import type { IterateShape } from '../../../core/contract/workbench/stageShapesRobustness.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { countText, moneyText, percentText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

type TryShape = IterateShape['tries'][number]

/** What iteration proposed, judged on validation blocks only. */
export function TriesPanel({ iterate, currency }: { readonly iterate: IterateShape; readonly currency: string }) {
  const columns = useMemo(() => tryColumns(currency), [currency])
  const ends = { A: 'A change was accepted', B: 'No change was accepted', off: 'Iteration was off' }
  return (
    <Panel
      title="Iteration"
      description={`${ends[iterate.endpoint]}: ${iterate.reason}. Validation blocks only; every proposal counts as a trial.`}
      flush={iterate.tries.length > 0}
    >
      {iterate.tries.length === 0 ? (
        <EmptyState
          title="Nothing was proposed"
          text="Set the number of proposals when a pipeline is started to have changes tried."
        />
      ) : (
        <DataTable
          columns={columns}
          rows={iterate.tries}
          rowKey={(row) => row.id}
          height={300}
          label="Tries of iteration"
        />
      )}
    </Panel>
  )
}

function tryColumns(currency: string): readonly DataColumn<TryShape>[] {
  const right = { align: 'right' as const }
  return [
    { key: 'description', title: 'Proposal', width: 220, value: (row) => row.description },
    {
      key: 'accepted',
      title: 'Outcome',
      width: 76,
      value: (row) => outcomeText(row),
    },
    {
      key: 'month',
      title: `Month, ${currency}`,
      width: 92,
      ...right,
      value: (row) => row.avgMonthlyProfit,
      text: (row) => moneyText(row.avgMonthlyProfit, { digits: 0 }),
      explanation: 'Average monthly profit on the validation blocks; a change must raise it.',
    },
    {
      key: 'drawdown',
      title: 'Drawdown',
      width: 82,
      ...right,
      value: (row) => row.maxDrawdown,
      text: (row) => percentText(row.maxDrawdown, { digits: 1 }),
      explanation: 'Worst drawdown on the validation blocks; a change may deepen it to 1.1 times at most.',
    },
    {
      key: 'trades',
      title: 'Trades',
      width: 64,
      ...right,
      value: (row) => row.trades,
      text: (row) => countText(row.trades),
    },
    {
      key: 'costs',
      title: 'At 1.5 × costs',
      width: 100,
      ...right,
      value: (row) => row.profitAtCosts150,
      text: (row) => moneyText(row.profitAtCosts150, { digits: 0 }),
      explanation: `Profit in ${currency} at one and a half times the costs; it must be above 0.`,
    },
  ]
}

function outcomeText(row: TryShape): string {
  if (row.id === 'as-selected') return 'base'
  return row.accepted ? 'accepted' : 'refused'
}
