import { Button, Checkbox, Group, NativeSelect } from '@mantine/core'
import { IconFileExport } from '@tabler/icons-react'
import { useState } from 'react'
import { EXCHANGE_FORMATS, type ExchangeFormat } from '../../../core/contract/exchangeFormats.ts'
import { type ExportedModel, exportedModelSchema } from '../../../core/contract/workbench/modelCalls.ts'
import type { ModelView } from '../../../core/contract/workbench/modelViews.ts'
import { isAtWork, isLive } from '../../data/jobsStore.ts'
import { useAction } from '../../data/useAction.ts'
import { useJobsOf } from '../../data/useJobs.ts'
import { countText, powerText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { FORMAT_WORDS } from './formatWords.ts'
import { newestJob, resultOf } from './modelJobs.ts'
import { modelName } from './scoreWords.ts'
import { WrittenFile } from './WrittenFile.tsx'

type ExportModelPanelProps = { readonly workspace: string; readonly view: ModelView }

/** A version as a file that other programs read. */
export function ExportModelPanel({ workspace, view }: ExportModelPanelProps) {
  const [to, setTo] = useState<ExchangeFormat>('onnx')
  const [only, setOnly] = useState(0)
  const [uncalibrated, setUncalibrated] = useState(false)
  const jobs = useJobsOf(workspace)
  const start = useAction('jobs.start')
  const model = modelName(view.version)
  const seeds = view.report.folds[0]?.seeds.length ?? 1
  const { calibration } = view.report
  const isCalibrated = calibration !== null && calibration.method !== 'none'
  const job = newestJob(jobs, 'export-model', model)
  const done = resultOf(job, exportedModelSchema)
  const request = {
    kind: 'export-model' as const,
    model,
    to,
    ...(only === 0 ? {} : { only }),
    ...(isCalibrated && uncalibrated ? { uncalibrated } : {}),
  }
  return (
    <Panel
      title="For other programs"
      description="Writes the version as a file, and reads it back over the rows of its matrix to compare what both say."
    >
      <Group gap="sm" align="center" mb={8}>
        <NativeSelect
          aria-label="Format"
          w={230}
          data={EXCHANGE_FORMATS.map((format) => ({ value: format, label: FORMAT_WORDS[format].choice }))}
          value={to}
          onChange={(event) => setTo(EXCHANGE_FORMATS.find((format) => format === event.currentTarget.value) ?? to)}
        />
        {seeds < 2 ? null : (
          <NativeSelect
            aria-label="Which of its models"
            w={210}
            data={[
              { value: '0', label: `Mean of its ${seeds} models` },
              ...Array.from({ length: seeds }, (_, at) => ({
                value: `${at + 1}`,
                label: `That of seed ${at + 1} alone`,
              })),
            ]}
            value={String(only)}
            onChange={(event) => setOnly(Number(event.currentTarget.value))}
          />
        )}
        {isCalibrated ? (
          <Checkbox
            size="xs"
            label="Without its calibration"
            title="Other probabilities than those that were traded here, in the same order. XGBoost and LightGBM have no words for a calibration."
            checked={uncalibrated}
            onChange={(event) => setUncalibrated(event.currentTarget.checked)}
          />
        ) : null}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconFileExport size={14} />}
          disabled={jobs.some(isAtWork)}
          loading={start.running || (job !== null && isLive(job))}
          onClick={() => void start.run({ workspace, request })}
        >
          Write the file
        </Button>
      </Group>
      {job?.trouble ? <TroubleNote trouble={job.trouble} /> : null}
      {done === null ? null : <Exported workspace={workspace} done={done} />}
    </Panel>
  )
}

function Exported({ workspace, done }: { readonly workspace: string; readonly done: ExportedModel }) {
  const { path, check, notes, format, sha256 } = done
  return (
    <>
      <WrittenFile workspace={workspace} path={path} />
      <div className="panel-description">
        {FORMAT_WORDS[format].title}, SHA-256 <code title={sha256}>{sha256.slice(0, 12)}</code>.{' '}
        {check === null
          ? null
          : `Read back over ${countText(check.rows)} rows: ${powerText(check.worst, 1)} apart at most, ${countText(check.beyond)} rows by more than 1e-6.`}
      </div>
      {notes.map((note) => (
        <div key={note} className="panel-description">
          {note}
        </div>
      ))}
    </>
  )
}
