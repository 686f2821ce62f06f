import { ActionIcon, Badge, Button, Progress, Tooltip, UnstyledButton } from '@mantine/core'
import { IconFileText, IconPlayerStop, IconX } from '@tabler/icons-react'
import { verdictSchema } from '../../core/contract/summary.ts'
import type { JobKind, JobView } from '../../core/contract/workbench/views.ts'
import { isLive } from '../data/jobsStore.ts'
import { jobKindText, jobShare, jobStateText } from '../data/jobText.ts'
import { useAction } from '../data/useAction.ts'
import { windowWay } from '../data/windowWay.ts'
import { usePlace } from '../state/place.ts'
import type { SectionName } from '../state/placeHash.ts'
import { CopyText } from '../ui/CopyText.tsx'
import { durationText } from '../ui/numberText.ts'
import { troubleText } from '../ui/troubleText.ts'
import { VerdictChip } from '../ui/VerdictChip.tsx'

/** Where what a job makes is shown. */
const SECTION_OF: Readonly<Record<JobKind, SectionName>> = {
  pipeline: 'pipeline',
  download: 'data',
  watch: 'data',
  fetch: 'data',
  sample: 'data',
  import: 'data',
  verify: 'outputs',
  report: 'outputs',
  backtest: 'backtest',
  sweep: 'sweeps',
  build: 'build',
  train: 'model',
  predict: 'model',
  foretell: 'model',
  'export-model': 'model',
  'import-model': 'model',
  lock: 'leaderboard',
  discover: 'discovery',
  robustness: 'robustness',
  predictions: 'data',
  seal: 'data',
}

type JobRowProps = { readonly job: JobView; readonly folded: boolean; onLog(): void }

export function JobRow({ job, folded, onLog }: JobRowProps) {
  const place = usePlace()
  const cancel = useAction('jobs.cancel')
  const what = `${jobKindText(job.kind)} of ${job.workspace}`
  const section = SECTION_OF[job.kind]
  return (
    <article className="job" aria-label={what}>
      <UnstyledButton className="job-name" onClick={() => place.go({ workspace: job.workspace, section })}>
        <strong>{job.workspace}</strong> {jobKindText(job.kind)}
      </UnstyledButton>
      {isLive(job) ? <LiveJob job={job} /> : <EndedJob job={job} folded={folded} />}
      <div className="job-buttons">
        <Tooltip label={job.jobId === null ? 'The log begins with the job' : 'Open the log'}>
          <ActionIcon size="sm" aria-label={`Open the log: ${what}`} disabled={job.jobId === null} onClick={onLog}>
            <IconFileText size={16} />
          </ActionIcon>
        </Tooltip>
        {isLive(job) ? (
          <Tooltip label="Cancel: what is finished is kept, and the next run goes on from there">
            <ActionIcon
              size="sm"
              aria-label={`Cancel: ${what}`}
              loading={cancel.running}
              onClick={() => void cancel.run({ key: job.key })}
            >
              <IconPlayerStop size={16} />
            </ActionIcon>
          </Tooltip>
        ) : null}
        {job.state === 'interrupted' ? <DismissButton job={job} what={what} /> : null}
      </div>
    </article>
  )
}

function LiveJob({ job }: { readonly job: JobView }) {
  const share = jobShare(job)
  const percent = share === null ? null : Math.floor(share * 100)
  const rest = job.etaMs === null ? '' : ` · about ${durationText(job.etaMs)} left`
  return (
    <>
      <div className="job-stage">
        <span className="job-stage-name">{job.stage}</span>
        <Progress
          value={percent ?? 100}
          striped={percent === null}
          size={6}
          className="job-bar"
          aria-label={`${job.stage}: ${percent === null ? 'share not known' : `${percent} percent`}`}
        />
        <span className="job-percent">{percent === null ? '' : `${percent} %`}</span>
      </div>
      <div className="job-note" title={job.note}>
        {durationText(job.elapsedMs)}
        {rest}
        {job.note === '' ? '' : ` · ${job.note}`}
      </div>
    </>
  )
}

function DismissButton({ job, what }: { readonly job: JobView; readonly what: string }) {
  const dismiss = useAction('jobs.dismiss')
  return (
    <Tooltip label="Dismiss: shown no more; what it finished is kept">
      <ActionIcon
        size="sm"
        aria-label={`Dismiss: ${what}`}
        loading={dismiss.running}
        onClick={() => void dismiss.run({ key: job.key })}
      >
        <IconX size={16} />
      </ActionIcon>
    </Tooltip>
  )
}

function ContinueButton({ job }: { readonly job: JobView }) {
  const goOn = useAction('jobs.continue')
  return (
    <Button
      size="compact-xs"
      aria-label={`Continue: ${jobKindText(job.kind)} of ${job.workspace}`}
      loading={goOn.running}
      onClick={() => void goOn.run({ key: job.key })}
    >
      Continue
    </Button>
  )
}

const STATE_COLOURS = {
  starting: 'gray',
  running: 'ocean',
  done: 'teal',
  failed: 'orange',
  cancelled: 'gray',
  interrupted: 'orange',
} as const

function EndedJob({ job, folded }: { readonly job: JobView; readonly folded: boolean }) {
  const verdict = verdictOf(job.result)
  return (
    <>
      <div className="job-stage">
        <Badge color={STATE_COLOURS[job.state]} tt="none">
          {jobStateText(job.state)}
        </Badge>
        {verdict === null ? null : <VerdictChip verdict={verdict} />}
        {job.canContinue ? <ContinueButton job={job} /> : null}
        <span className="job-after">after {durationText(job.elapsedMs)}</span>
      </div>
      {job.trouble === null ? (
        <div className="job-note">{lastWord(job)}</div>
      ) : (
        <div className={folded ? 'job-note' : 'job-trouble'}>
          <span>{job.trouble.message}</span>
          {folded ? null : <span className="job-hint">{windowWay(job.trouble.code)?.words ?? job.trouble.hint}</span>}
          {folded ? null : <code className="code">{job.trouble.code}</code>}
          {folded ? null : <CopyText text={`${job.command}\n${troubleText(job.trouble)}`} label="Copy details" />}
        </div>
      )}
    </>
  )
}

function lastWord(job: JobView): string {
  if (job.state === 'cancelled') return 'What is finished is kept; the same job goes on from there.'
  return job.notes.at(-1) ?? ''
}

function verdictOf(result: unknown) {
  if (typeof result !== 'object' || result === null || !('verdict' in result)) return null
  const verdict = verdictSchema.safeParse(result.verdict)
  return verdict.success ? verdict.data : null
}
