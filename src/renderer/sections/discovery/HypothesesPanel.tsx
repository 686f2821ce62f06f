import { type Ref, useMemo, useRef, useState } from 'react'
import {
  type DiscoveryView,
  HYPOTHESIS_COLUMNS,
  type HypothesesView,
  type HypothesisColumn,
} from '../../../core/contract/workbench/discoveryViews.ts'
import { useCall } from '../../data/useCall.ts'
import { countText } from '../../ui/numberText.ts'
import { PagedTable } from '../../ui/PagedTable.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { useBackInSight } from '../../ui/useBackInSight.ts'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import { HypothesisFilterBar } from './HypothesisFilterBar.tsx'
import { hypothesisColumns } from './hypothesisColumns.ts'
import { EVERY_HYPOTHESIS } from './hypothesisFilters.ts'

type HypothesesPanelProps = {
  readonly workspace: string
  readonly view: DiscoveryView
  readonly selected: string | null
  readonly steps: Ref<RowSteps>
  onHypothesis(id: string): void
}

const PAGE = 200
/** Where more is more striking; everything else begins with its least. */
const MORE_FIRST: readonly HypothesisColumn[] = [
  'events',
  'effectiveEvents',
  'meanReturn',
  'uplift',
  'effectSize',
  'hitRate',
  'breakEvenBps',
  'netMeanReturn',
]

/** All hypotheses, sorted and filtered by the engine: only the pages in sight are here. */
export function HypothesesPanel({ workspace, view, selected, steps, onHypothesis }: HypothesesPanelProps) {
  const [filter, setFilter] = useState(EVERY_HYPOTHESIS)
  const [sort, setSort] = useState<{ readonly key: HypothesisColumn; readonly descending: boolean }>({
    key: 'pValue',
    descending: false,
  })
  const [page, setPage] = useState(0)
  const place = useBackInSight(selected !== null)
  const { value, trouble } = useCall('discoveries.hypotheses', {
    workspace,
    runId: view.manifest.runId,
    filter,
    sort: sort.key,
    descending: sort.descending,
    offset: Math.max(0, page - 1) * PAGE,
    limit: PAGE * 3,
  })
  const held = useRef<HypothesesView | null>(null)
  if (value !== null) held.current = value
  const shown = value ?? held.current
  const columns = useMemo(() => hypothesisColumns(selected !== null), [selected])
  const onSort = (name: string) => {
    const key = HYPOTHESIS_COLUMNS.find((column) => column === name)
    if (key === undefined) return
    setSort((before) => ({
      key,
      descending: before.key === key ? !before.descending : MORE_FIRST.includes(key),
    }))
  }
  return (
    <div ref={place} className="discovery-stack">
      <HypothesisFilterBar view={view} filter={filter} onFilter={setFilter} />
      <Panel
        title="Hypotheses"
        description={
          shown === null
            ? 'Reading'
            : `${countText(shown.matched)} of ${countText(shown.total)}; sorted by the engine. A click or Enter opens one.`
        }
        flush
      >
        {trouble === null ? null : <TroubleNote trouble={trouble} />}
        <PagedTable
          columns={columns}
          count={shown?.matched ?? 0}
          rowAt={(at) => shown?.rows[at - shown.offset] ?? null}
          rowKey={({ hypothesis }) => hypothesis.id}
          sort={sort}
          onSort={onSort}
          onSight={(first) => setPage(Math.floor(first / PAGE))}
          onRowClick={({ hypothesis }) => onHypothesis(hypothesis.id)}
          height={selected === null ? 460 : 560}
          label="Hypotheses of the discovery; Enter opens one"
          selectedKey={selected}
          emptyText="No hypothesis meets these filters. Take one away."
          steps={steps}
        />
      </Panel>
    </div>
  )
}
