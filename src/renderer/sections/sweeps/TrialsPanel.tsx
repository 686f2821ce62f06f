import { type Ref, useMemo, useRef, useState } from 'react'
import type { TrialsView } from '../../../core/contract/workbench/sweepViews.ts'
import { useCall } from '../../data/useCall.ts'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText } from '../../ui/numberText.ts'
import { PagedTable } from '../../ui/PagedTable.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { useBackInSight } from '../../ui/useBackInSight.ts'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import type { TrialColumn } from './trialColumns.ts'
import { allFilters } from './trialFilters.ts'
import type { TrialParts } from './trialParts.ts'

type TrialRow = { readonly row: number; readonly values: Readonly<Record<string, number | null>> }
type TrialsPanelProps = TrialParts & {
  readonly selected: number | null
  readonly steps: Ref<RowSteps>
  onTrial(row: number): void
}

const PAGE = 200
const LESS_IS_BETTER: readonly string[] = ['max_drawdown']
const NUMBER = 'number'

/** All trials, sorted and filtered by the engine: only the pages in sight are here. */
export function TrialsPanel({ workspace, view, columns, question, marks, selected, steps, onTrial }: TrialsPanelProps) {
  const [sort, setSort] = useState({ key: 'score', descending: true })
  const [page, setPage] = useState(0)
  const place = useBackInSight(selected !== null)
  const { value, trouble } = useCall('sweeps.trials', {
    workspace,
    sweepId: view.manifest.sweepId,
    fold: question.fold,
    filters: allFilters(question),
    sort: sort.key === NUMBER ? null : sort.key,
    descending: sort.descending,
    offset: Math.max(0, page - 1) * PAGE,
    limit: PAGE * 3,
  })
  const held = useRef<TrialsView | null>(null)
  if (value !== null) held.current = value
  const shown = value ?? held.current
  const table = useMemo(() => tableColumns(columns, marks, selected !== null), [columns, marks, selected])
  const onSort = (key: string) =>
    setSort((before) => ({
      key,
      descending: before.key === key ? !before.descending : key !== NUMBER && !LESS_IS_BETTER.includes(key),
    }))
  return (
    <div ref={place} className="fill">
      <Panel
        title="Trials"
        description={
          shown === null
            ? 'Reading'
            : `${countText(shown.matched)} of ${countText(shown.total)}; sorted by the engine. A click or Enter opens one.`
        }
        flush
      >
        {trouble === null ? null : <TroubleNote trouble={trouble} />}
        <PagedTable
          columns={table}
          count={shown?.matched ?? 0}
          rowAt={(at) => rowAt(shown, at)}
          rowKey={({ row }) => String(row)}
          sort={sort}
          onSort={onSort}
          onSight={(first) => setPage(Math.floor(first / PAGE))}
          onRowClick={({ row }) => onTrial(row)}
          height={selected === null ? 460 : 560}
          label="Trials of the sweep; Enter opens one"
          selectedKey={selected === null ? null : String(selected)}
          emptyText="No trial meets these filters. Take one away."
          steps={steps}
        />
      </Panel>
    </div>
  )
}

function rowAt(view: TrialsView | null, place: number): TrialRow | null {
  if (view === null) return null
  const at = place - view.offset
  const row = view.rows[at]
  if (row === undefined) return null
  return {
    row,
    values: Object.fromEntries(Object.entries(view.values).map(([name, values]) => [name, values[at] ?? null])),
  }
}

function tableColumns(
  columns: readonly TrialColumn[],
  marks: TrialParts['marks'],
  isNarrow: boolean,
): readonly DataColumn<TrialRow>[] {
  const shown = columns.filter(
    ({ kind, name }) => kind !== 'other' && (!isNarrow || kind === 'parameter' || name === 'score'),
  )
  return [
    {
      key: NUMBER,
      title: 'Trial',
      width: 104,
      align: 'right',
      value: ({ row }) => row + 1,
      text: ({ row }) => `${markWord(marks, row)}${countText(row + 1)}`,
      explanation: 'In the order of evaluation; its row in results.parquet.',
    },
    ...shown.map(
      ({ name, title, explanation, choices, text }): DataColumn<TrialRow> => ({
        key: name,
        title,
        width: Math.max(78, title.length * 7 + 30),
        align: choices === null ? 'right' : 'left',
        explanation,
        value: ({ values }) => values[name],
        text: ({ values }) => text(values[name] ?? null),
      }),
    ),
  ]
}

function markWord(marks: TrialParts['marks'], row: number): string {
  const words = marks.filter((mark) => mark.row === row).map(({ kind }) => kind)
  return words.length === 0 ? '' : `${words.join(', ')} · `
}
