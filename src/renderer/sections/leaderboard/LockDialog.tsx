import { Button, Group, Modal } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import type { CartLineView } from '../../../core/contract/workbench/leaderboardViews.ts'
import { isAtWork, isLive } from '../../data/jobsStore.ts'
import { useAction } from '../../data/useAction.ts'
import { useCall } from '../../data/useCall.ts'
import { useJobsOf } from '../../data/useJobs.ts'
import { useSettings } from '../../data/useSettings.ts'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { timeText } from '../../ui/timeText.ts'
import { GateList } from './GateList.tsx'
import { LockedPanel } from './LockedPanel.tsx'
import { LockSteps } from './LockSteps.tsx'
import { lockedFacts, newestLock } from './lockJob.ts'

type LockDialogProps = { readonly line: CartLineView; onClose(): void }

/** The last look at what was chosen, and its final validation step by step: locked, or refused with the reason. */
export function LockDialog({ line, onClose }: LockDialogProps) {
  const { workspace, entryId, profile, entry, gates } = line
  const jobs = useJobsOf(workspace)
  const start = useAction('jobs.start')
  const cancel = useAction('jobs.cancel')
  const job = newestLock(jobs, entryId)
  const running = job !== null && isLive(job)
  const other = jobs.find((one) => isAtWork(one) && one.key !== job?.key)
  const facts = job === null ? null : lockedFacts(job)
  const failed = gates.filter(({ pass }) => !pass).length
  return (
    <Modal opened onClose={onClose} title="Lock for deployment" size={720}>
      <div className="board-stack">
        <div>
          <b>{entry?.subject ?? entryId}</b>{' '}
          <span className="panel-description">
            {entry === null ? 'gone from the board' : `on ${entry.instruments.join(' + ')} ${entry.interval}`} in{' '}
            {workspace}, entry {entryId}
          </span>
          <Review workspace={workspace} entryId={entryId} />
        </div>
        <details className="board-lock-gates" open={failed > 0}>
          <summary>
            Gates of {profile}:{' '}
            {failed === 0 ? `all ${gates.length} pass by the ledger of now` : `${failed} of ${gates.length} fail`}
          </summary>
          <GateList gates={gates} />
        </details>
        <LockSteps job={job} />
        {job?.trouble ? <TroubleNote trouble={job.trouble} action={null} /> : null}
        {job?.state === 'cancelled' ? <div className="panel-description">Cancelled: nothing was locked.</div> : null}
        {facts === null ? null : <LockedPanel facts={facts} workspace={workspace} />}
        <Group gap="sm">
          {running ? (
            <Button
              size="xs"
              color="orange"
              variant="light"
              loading={cancel.running}
              onClick={() => void cancel.run({ key: job.key })}
            >
              Cancel
            </Button>
          ) : (
            <Button
              size="xs"
              leftSection={<IconLock size={14} />}
              disabled={other !== undefined}
              loading={start.running}
              onClick={() => void start.run({ workspace, request: { kind: 'lock', id: entryId } })}
            >
              {job === null ? 'Validate and lock' : 'Validate and lock again'}
            </Button>
          )}
          <span className="panel-description">
            {other === undefined
              ? 'What fails a step is refused, and nothing is written. An order is never sent.'
              : `A ${other.kind} job of this workspace is running; lock when it has ended.`}
          </span>
        </Group>
      </div>
    </Modal>
  )
}

type ReviewProps = { readonly workspace: string; readonly entryId: string }

/** The note by which it was accepted, and whether it was locked before. */
function Review({ workspace, entryId }: ReviewProps) {
  const { timeZone } = useSettings()
  const told = useCall('leaderboard.entry', { workspace, id: entryId })
  const lines = told.value?.lines ?? []
  const accepted = lines.findLast((line) => line.kind === 'review' && line.decision === 'accept')
  const locked = lines.findLast((line) => line.kind === 'deployment')
  return (
    <>
      {accepted?.kind === 'review' ? (
        <div className="board-note">
          “{accepted.note}”{' '}
          <span className="panel-description">
            accepted {timeText(accepted.atMs, timeZone)} {timeZone}
          </span>
        </div>
      ) : null}
      {locked?.kind === 'deployment' ? (
        <div className="panel-description">
          Locked before, {timeText(locked.atMs, timeZone)} {timeZone}: {locked.file}
        </div>
      ) : null}
    </>
  )
}
