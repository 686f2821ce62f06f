import { Button, NativeSelect } from '@mantine/core'
import { IconTargetArrow } from '@tabler/icons-react'
import { useState } from 'react'
import {
  type PredictedMatrix,
  type PredictedRow,
  predictedMatrixSchema,
  type RowKnowledge,
} from '../../../core/contract/workbench/modelCalls.ts'
import type { ModelView } from '../../../core/contract/workbench/modelViews.ts'
import { isAtWork, isLive } from '../../data/jobsStore.ts'
import { useAction } from '../../data/useAction.ts'
import { useCall } from '../../data/useCall.ts'
import { useJobsOf } from '../../data/useJobs.ts'
import { useSettings } from '../../data/useSettings.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stat } from '../../ui/Stat.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { timeText } from '../../ui/timeText.ts'
import { newestJob, resultOf } from './modelJobs.ts'
import { modelName, scoreText } from './scoreWords.ts'
import { WrittenFile } from './WrittenFile.tsx'

type PredictPanelProps = { readonly workspace: string; readonly view: ModelView }

/** What the version that is kept says of the rows of a matrix, the newest ones first of all. */
export function PredictPanel({ workspace, view }: PredictPanelProps) {
  const matrices = useCall('matrices.list', { workspace })
  const [chosen, setChosen] = useState<string | null>(null)
  const jobs = useJobsOf(workspace)
  const start = useAction('jobs.start')
  const model = modelName(view.version)
  const fitting = [...(matrices.value ?? [])]
    .reverse()
    .filter(({ passport }) => passport?.interval === view.manifest.interval)
  const matrix = fitting.find(({ sha256 }) => sha256 === chosen) ?? fitting[0] ?? null
  const job = newestJob(jobs, 'predict', model)
  const said = resultOf(job, predictedMatrixSchema)
  return (
    <Panel
      title="What it says of a matrix"
      description="The version that is kept is asked about every row that is not sealed; all rows go into a CSV file. Of rows that it learned from, what it says proves nothing."
      actions={
        <>
          <NativeSelect
            aria-label="Matrix to predict"
            w={240}
            disabled={matrix === null}
            data={fitting.map(({ name, sha256 }) => ({ value: sha256, label: `${name} ${sha256.slice(0, 8)}` }))}
            value={matrix?.sha256 ?? ''}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
          <Button
            size="compact-xs"
            leftSection={<IconTargetArrow size={14} />}
            disabled={matrix === null || jobs.some(isAtWork)}
            loading={start.running || (job !== null && isLive(job))}
            onClick={() =>
              matrix !== null &&
              void start.run({ workspace, request: { kind: 'predict', model, matrix: matrix.sha256 } })
            }
          >
            Predict
          </Button>
        </>
      }
    >
      {matrices.trouble === null ? null : <TroubleNote trouble={matrices.trouble} />}
      {job?.trouble ? <TroubleNote trouble={job.trouble} /> : null}
      {said === null ? (
        <div className="panel-description">
          {matrices.value !== null && matrix === null
            ? `There is no matrix of ${view.manifest.interval} bars: build one in the section Build.`
            : 'Not asked in this session. To have the newest rows, build the matrix anew on the newest bars first.'}
        </div>
      ) : (
        <Predicted workspace={workspace} said={said} />
      )}
    </Panel>
  )
}

const KNOWS: Readonly<Record<RowKnowledge, string>> = {
  learned: 'learned from it, or later',
  overlaps: 'part of its outcome',
  new: 'nothing',
}

function Predicted({ workspace, said }: { readonly workspace: string; readonly said: PredictedMatrix }) {
  const { timeZone } = useSettings()
  const { rows, without, newest, pointInTime, notes, out, matrix, task } = said
  return (
    <div className="model-stack">
      <div className="model-stats">
        <Stat label="Matrix" value={matrix} />
        <Stat
          label="New to it"
          value={countText(rows.new)}
          unit="rows"
          explanation="Decided when every label that it learned from was known: it knows nothing of them."
        />
        <Stat
          label="Learned from"
          value={countText(rows.learned)}
          unit="rows"
          explanation="It learned from these rows, or from later ones: what it says of them proves nothing."
        />
        <Stat
          label="Overlapping"
          value={countText(rows.overlaps)}
          unit="rows"
          explanation="A label that it learned from ends after their decision, so that it knows part of their outcome."
        />
        <Stat
          label="Without"
          value={countText(without)}
          unit="rows"
          explanation="Of which it says nothing: too few rows before them, or out of the hours that it was trained for."
        />
        {pointInTime === null ? null : (
          <Stat
            label="Made again"
            value={countText(pointInTime.values)}
            unit={
              pointInTime.differing.length === 0
                ? 'values, all the same'
                : `values, ${pointInTime.differing.length} others`
            }
            tone={pointInTime.differing.length === 0 ? 'plain' : 'loss'}
            explanation="The newest rows, computed once more from nothing but what was known when they were decided."
          />
        )}
      </div>
      <DataTable
        columns={newestColumns(task, timeZone)}
        rows={newest}
        rowKey={({ symbol }) => symbol}
        height={220}
        label="The newest row of each instrument"
        emptyText="There is no row that may be looked at."
      />
      {notes.map((note) => (
        <div key={note} className="panel-description">
          {note}
        </div>
      ))}
      {out === null ? null : <WrittenFile workspace={workspace} path={out} />}
    </div>
  )
}

function newestColumns(task: PredictedMatrix['task'], timeZone: string): readonly DataColumn<PredictedRow>[] {
  return [
    { key: 'symbol', title: 'Newest row of', width: 120, value: ({ symbol }) => symbol },
    {
      key: 'decided',
      title: `Decided, ${timeZone}`,
      width: 160,
      value: ({ decisionTime }) => decisionTime,
      text: ({ decisionTime }) => timeText(decisionTime, timeZone),
      explanation: 'The close of its bar.',
    },
    {
      key: 'prediction',
      title: task === 'classification' ? 'Probability of 1' : 'Value',
      width: 130,
      align: 'right',
      value: ({ prediction }) => prediction,
      text: ({ prediction }) => scoreText(prediction),
      why: () => 'It says nothing of this row.',
    },
    {
      key: 'signal',
      title: 'Signal',
      width: 90,
      align: 'right',
      value: ({ signal }) => signal,
      text: ({ signal }) => scoreText(signal),
      why: () => 'It says nothing of this row.',
      explanation: 'What a backtest of it trades, from -1 to 1.',
    },
    {
      key: 'knows',
      title: 'What it knows of it',
      width: 200,
      value: ({ knows }) => KNOWS[knows],
      explanation: 'Only rows of which it knows nothing say how it will do.',
    },
  ]
}
