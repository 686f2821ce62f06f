import { NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { RunRecord } from '../../../core/contract/runRecord.ts'
import type { RunComparisonView } from '../../../core/contract/workbench/views.ts'
import { verdictName } from '../../../core/report/verdictText.ts'
import { useCall } from '../../data/useCall.ts'
import { useSettings } from '../../data/useSettings.ts'
import { type DataColumn, DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { timeText } from '../../ui/timeText.ts'
import { type ComparisonRow, comparisonRows } from './comparisonRows.ts'
import { EquityOverlay } from './EquityOverlay.tsx'

type RunComparisonProps = {
  readonly workspace: string
  readonly shownRunId: string | null
  readonly runs: readonly RunRecord[]
  readonly currency: string
}

/** Two complete runs beside each other: every field in which their summaries differ, and their equity over one time axis. */
export function RunComparison({ workspace, shownRunId, runs, currency }: RunComparisonProps) {
  const complete = runs.filter(({ state }) => state === 'done')
  const [leftChoice, setLeft] = useState<string | null>(null)
  const [rightChoice, setRight] = useState<string | null>(null)
  const left = chosen(complete, leftChoice) ?? chosen(complete, shownRunId) ?? complete[0]?.runId
  const right = chosen(complete, rightChoice) ?? complete.find(({ runId }) => runId !== left)?.runId
  if (left === undefined || right === undefined)
    return (
      <Panel title="Compare two runs">
        <EmptyState
          title="Two complete runs are needed"
          text={`This workspace has ${complete.length}. Run the pipeline again with another seed, capital or manifest; a change of any of them is another run.`}
        />
      </Panel>
    )
  return (
    <div className="compare-parts">
      <Panel title="Compare two runs">
        <div className="compare-choices">
          <RunSelect label="Left" runs={complete} value={left} onChange={setLeft} />
          <RunSelect label="Right" runs={complete} value={right} onChange={setRight} />
        </div>
      </Panel>
      {left === right ? (
        <EmptyState title="The same run twice" text="Choose two different runs." />
      ) : (
        <>
          <EquityOverlay workspace={workspace} left={left} right={right} currency={currency} />
          <Differences workspace={workspace} left={left} right={right} />
        </>
      )}
    </div>
  )
}

function chosen(runs: readonly RunRecord[], runId: string | null): string | null {
  return runs.some((run) => run.runId === runId) ? runId : null
}

type RunSelectProps = {
  readonly label: string
  readonly runs: readonly RunRecord[]
  readonly value: string
  onChange(runId: string): void
}

function RunSelect({ label, runs, value, onChange }: RunSelectProps) {
  const { timeZone } = useSettings()
  const data = runs.map(({ runId, verdict, createdMs }) => ({
    value: runId,
    label: `${runId} · ${verdict === null ? 'no verdict' : verdictName(verdict)} · ${timeText(createdMs, timeZone)}`,
  }))
  return (
    <NativeSelect
      size="xs"
      label={label}
      data={data}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

type PairOfRuns = { readonly workspace: string; readonly left: string; readonly right: string }

function Differences(pair: PairOfRuns) {
  const { value, trouble, loading } = useCall('runs.compare', pair)
  const [search, setSearch] = useState('')
  const [settled] = useDebouncedValue(search, 120)
  const [field, setField] = useState<string | null>(null)
  const rows = useMemo(() => (value === null ? [] : comparisonRows(value, settled)), [value, settled])
  if (trouble) return <TroubleNote trouble={trouble} />
  if (value === null) return loading ? <Loading /> : null
  return (
    <Panel
      title="Differences"
      description={`${value.differences.length} fields of the summaries differ, ${value.same} are the same.`}
      actions={
        <TextInput
          aria-label="Search the differences"
          placeholder="Field or value"
          leftSection={<IconSearch size={14} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      }
      flush
    >
      <DataTable
        label="Fields in which the two runs differ"
        columns={differenceColumns(value)}
        rows={rows}
        rowKey={(row) => row.field}
        selectedKey={field}
        onRowClick={(row) => setField(row.field)}
        height={360}
        emptyText={search === '' ? 'The two summaries are the same.' : 'No difference has these words.'}
      />
      <WholeDifference comparison={value} row={rows.find((row) => row.field === field) ?? null} />
    </Panel>
  )
}

type WholeDifferenceProps = { readonly comparison: RunComparisonView; readonly row: ComparisonRow | null }

/** Both values at full length and with every digit: long texts are cut in the table. */
function WholeDifference({ comparison, row }: WholeDifferenceProps) {
  if (row === null) return <div className="difference-hint">Choose a row to read both values whole.</div>
  return (
    <dl className="difference">
      <dt>{row.field}</dt>
      <dd className="run-id">{comparison.left}</dd>
      <dd>{String(row.left ?? 'n/a')}</dd>
      <dd className="run-id">{comparison.right}</dd>
      <dd>{String(row.right ?? 'n/a')}</dd>
    </dl>
  )
}

function differenceColumns({ left, right }: RunComparisonView): readonly DataColumn<ComparisonRow>[] {
  return [
    { key: 'field', title: 'Field of the summary', width: 240, value: ({ field }) => field },
    {
      key: 'left',
      title: left,
      align: 'right',
      width: 180,
      value: (row) => row.left,
      text: (row) => scalarText(row.left),
    },
    {
      key: 'right',
      title: right,
      align: 'right',
      width: 180,
      value: (row) => row.right,
      text: (row) => scalarText(row.right),
    },
    {
      key: 'change',
      title: 'Right − left',
      align: 'right',
      width: 120,
      value: ({ change }) => change,
      text: ({ change }) => (change === null ? '' : figureText(change, true)),
    },
  ]
}

function scalarText(value: ComparisonRow['left']): string {
  if (value === null) return 'n/a'
  return typeof value === 'number' ? figureText(value, false) : String(value)
}

/** Fields of all kinds stand in one column: enough digits for each, none made up. */
function figureText(value: number, signed: boolean): string {
  const format = new Intl.NumberFormat(undefined, {
    maximumSignificantDigits: 7,
    signDisplay: signed ? 'exceptZero' : 'auto',
  })
  return format.format(value).replace('-', '−')
}
