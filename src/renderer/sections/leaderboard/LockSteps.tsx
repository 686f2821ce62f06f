import { Loader, Progress } from '@mantine/core'
import { IconCircle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import type { JobView } from '../../../core/contract/workbench/views.ts'
import { jobShare } from '../../data/jobText.ts'
import { durationText } from '../../ui/numberText.ts'
import { LOCK_STEPS, type StepState, stepState } from './lockJob.ts'

const STATE_WORDS: Readonly<Record<StepState, string>> = {
  waiting: 'not begun',
  running: 'running',
  done: 'done',
  failed: 'stopped here',
}

/** What the validation does, and how far it is. */
export function LockSteps({ job }: { readonly job: JobView | null }) {
  return (
    <ol className="board-steps" aria-label="Steps of the validation">
      {LOCK_STEPS.map(({ stage, words }) => {
        const state = stepState(job, stage)
        const seconds = job?.stages.find((one) => one.stage === stage)?.seconds ?? null
        const share = job !== null && state === 'running' ? jobShare(job) : null
        return (
          <li key={stage} data-state={state}>
            <StepIcon state={state} />
            <span>{words}</span>
            <span className="panel-description">
              {state === 'waiting' ? '' : STATE_WORDS[state]}
              {state === 'done' && seconds !== null ? ` in ${durationText(seconds * 1_000)}` : ''}
            </span>
            {share === null ? null : (
              <Progress className="board-step-bar" size="xs" value={100 * share} aria-label={`Progress: ${words}`} />
            )}
          </li>
        )
      })}
    </ol>
  )
}

function StepIcon({ state }: { readonly state: StepState }) {
  const label = STATE_WORDS[state]
  if (state === 'running') return <Loader size={14} aria-label={label} />
  if (state === 'done') return <IconCircleCheck size={16} aria-label={label} />
  if (state === 'failed') return <IconCircleX size={16} aria-label={label} />
  return <IconCircle size={16} aria-label={label} />
}
