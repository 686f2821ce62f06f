import { Button, Select } from '@mantine/core'
import { useCall } from '../../data/useCall.ts'
import { usePlace } from '../../state/place.ts'
import { Loading } from '../../ui/Loading.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { ColumnValues } from './ColumnValues.tsx'
import { type MatrixChoice, matrixName } from './matrixChoice.ts'

type DistributionPanelProps = { readonly name: string; readonly unit: string | null; readonly choice: MatrixChoice }

/** What a column was in one matrix of the run. */
export function DistributionPanel({ name, unit, choice }: DistributionPanelProps) {
  const { workspace, runId, matrices, chosen, onChoose } = choice
  const input = { workspace, runId: runId ?? '', sha256: chosen?.sha256 ?? '' }
  const { value, trouble } = useCall('runs.matrix', input, { enabled: runId !== null && chosen !== null })
  const column = value?.report.columns.find((one) => one.name === name) ?? null
  return (
    <Panel
      title="Values"
      description={
        chosen === null
          ? undefined
          : `${unit === null ? '' : `Unit: ${unit}. `}At the events of one matrix of this run; none is of the sealed hold-out.`
      }
      actions={
        matrices.length < 2 ? undefined : (
          <Select
            aria-label="Matrix"
            w={220}
            allowDeselect={false}
            data={matrices.map((matrix) => ({ value: matrix.sha256, label: matrixName(matrix) }))}
            value={chosen?.sha256 ?? null}
            onChange={(sha256) => sha256 !== null && onChoose(sha256)}
          />
        )
      }
    >
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      {chosen === null ? <NoValues isRun={runId !== null} /> : null}
      {chosen !== null && value === null && trouble === null ? <Loading label="Examining the matrix" /> : null}
      {value !== null && column === null ? (
        <p className="panel-description">This matrix has no such column: the run was made without it.</p>
      ) : null}
      {column === null ? null : <ColumnValues column={column} />}
    </Panel>
  )
}

function NoValues({ isRun }: { readonly isRun: boolean }) {
  const { go } = usePlace()
  return (
    <div className="build-none">
      <p className="panel-description">
        {isRun
          ? 'This run has kept no matrix, so there are no values to show.'
          : 'Run the pipeline: it keeps the values of its features in matrices.'}
      </p>
      <Button variant="default" size="compact-xs" onClick={() => go({ section: 'pipeline' })}>
        Go to the pipeline
      </Button>
    </div>
  )
}
