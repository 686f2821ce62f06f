import { Button } from '@mantine/core'
import { useState } from 'react'
import { readTrainingSet } from '../../../core/contract/workbench/stageShapesModel.ts'
import { useStageOutput } from '../../data/useStageOutput.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { PART_COLUMNS } from './foldColumns.ts'

type TrainingSetPanelProps = { readonly workspace: string; readonly runId: string }

/** Read only when asked for: the stage keeps every row with all features, some megabytes of it. */
export function TrainingSetPanel({ workspace, runId }: TrainingSetPanelProps) {
  const [wanted, setWanted] = useState(false)
  const { value, trouble } = useStageOutput(workspace, wanted ? runId : null, 'training-set', readTrainingSet)
  return (
    <Panel
      title="Training set"
      description="Rows that models may learn from: one part for each detector and exit that some fold chose."
      actions={
        wanted ? undefined : (
          <Button size="compact-xs" variant="default" onClick={() => setWanted(true)}>
            Show the parts
          </Button>
        )
      }
      flush={value !== null}
    >
      {trouble !== null ? <TroubleNote trouble={trouble} /> : null}
      {wanted && value === null && trouble === null ? <Loading label="Training set" /> : null}
      {value === null ? (
        wanted ? null : (
          <p className="panel-description" style={{ margin: 0 }}>
            The kept rows are read on request: with a long history they are tens of megabytes.
          </p>
        )
      ) : (
        <DataTable
          columns={PART_COLUMNS}
          rows={value.parts}
          rowKey={(part) => `${part.detector} ${part.exit}`}
          initialSort={{ key: 'rows', descending: true }}
          label="Parts of the training set"
          emptyText="No fold chose a configuration, so there are no rows."
        />
      )}
    </Panel>
  )
}
