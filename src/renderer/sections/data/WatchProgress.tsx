import { Progress, Stack } from '@mantine/core'
import type { JobView } from '../../../core/contract/workbench/views.ts'
import { JobNotes } from './JobNotes.tsx'

/** The stage of a watch between two updates. */
const WAITING = 'wait'

/** What a watch does now, and what its updates brought. */
export function WatchProgress({ job: { stage, note, done, total, notes } }: { readonly job: JobView }) {
  const share = total > 0 ? (done / total) * 100 : 0
  return (
    <Stack gap={8}>
      {stage === WAITING ? (
        <span role="status">Waits {note}; the workspace is free meanwhile.</span>
      ) : (
        <>
          <span>
            {stage} {note}
          </span>
          <Progress value={share} aria-label="Progress" animated={total === 0} />
        </>
      )}
      <JobNotes notes={notes} />
    </Stack>
  )
}
