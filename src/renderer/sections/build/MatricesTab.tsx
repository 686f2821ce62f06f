import { Button } from '@mantine/core'
import type { Ref } from 'react'
import type { MatricesView } from '../../../core/contract/workbench/buildViews.ts'
import { useCall } from '../../data/useCall.ts'
import { usePlace } from '../../state/place.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import { MatrixReportView } from './MatrixReportView.tsx'
import type { MatrixChoice } from './matrixChoice.ts'
import { MATRIX_COLUMNS, NARROW_MATRIX_COLUMNS } from './matrixColumns.tsx'

type MatricesTabProps = {
  readonly choice: MatrixChoice
  /** Null: there is no run. */
  readonly state: MatricesView['state'] | null
  readonly selected: string | null
  readonly steps: Ref<RowSteps>
  onColumn(name: string): void
}

export function MatricesTab({ choice, state, selected, steps, onColumn }: MatricesTabProps) {
  const { matrices, chosen, onChoose } = choice
  if (chosen === null) return <NoMatrices state={state} />
  return (
    <>
      <Panel
        title="Matrices"
        description="What the models of this run learned from: one for each detector and exit that some fold chose, on the development data alone."
        flush
      >
        <DataTable
          columns={selected === null ? MATRIX_COLUMNS : NARROW_MATRIX_COLUMNS}
          rows={matrices}
          rowKey={({ sha256 }) => sha256}
          onRowClick={({ sha256 }) => onChoose(sha256)}
          selectedKey={chosen.sha256}
          height={260}
          initialSort={{ key: 'rows', descending: true }}
          label="Matrices of the run; Enter shows the report"
        />
      </Panel>
      <Report choice={choice} selected={selected} steps={steps} onColumn={onColumn} />
    </>
  )
}

type ReportProps = Pick<MatricesTabProps, 'choice' | 'selected' | 'steps' | 'onColumn'>

function Report({ choice, selected, steps, onColumn }: ReportProps) {
  const { workspace, runId, chosen } = choice
  const input = { workspace, runId: runId ?? '', sha256: chosen?.sha256 ?? '' }
  const { value, trouble } = useCall('runs.matrix', input, { enabled: runId !== null && chosen !== null })
  if (trouble !== null) return <TroubleNote trouble={trouble} />
  if (value === null) return <Loading label="Examining the matrix" />
  return (
    <MatrixReportView key={value.record.sha256} view={value} selected={selected} steps={steps} onColumn={onColumn} />
  )
}

const NONE: Readonly<Record<MatricesView['state'] | 'no-run', string>> = {
  'no-run':
    'Run the pipeline: it collects what models may learn from, and keeps it here with a report on its soundness.',
  'not-yet':
    'Matrices are kept when all that has to be computed is done. This run has not come so far, or ended before.',
  none: 'No fold of this run chose a configuration, so there was nothing to learn from. See in Events what was tried.',
  kept: 'The list of matrices is empty.',
}

function NoMatrices({ state }: { readonly state: MatricesView['state'] | null }) {
  const { go } = usePlace()
  const isNone = state === 'none'
  return (
    <EmptyState
      title="No matrices"
      text={NONE[state ?? 'no-run']}
      action={
        <Button size="xs" onClick={() => go({ section: isNone ? 'events' : 'pipeline' })}>
          {isNone ? 'Go to the events' : 'Go to the pipeline'}
        </Button>
      }
    />
  )
}
