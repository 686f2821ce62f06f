import { Group, Modal, Switch } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { JobView } from '../../core/contract/workbench/views.ts'
import { isLive } from '../data/jobsStore.ts'
import { jobKindText } from '../data/jobText.ts'
import { useCall } from '../data/useCall.ts'
import { CopyText } from '../ui/CopyText.tsx'
import { Loading } from '../ui/Loading.tsx'
import { countText } from '../ui/numberText.ts'
import { TextBox } from '../ui/TextBox.tsx'
import { TroubleNote } from '../ui/TroubleNote.tsx'

const LAST_LINES = 2_000
const AGAIN_MS = 2_000

/** The end of a job's log, followed while the job runs. */
export function JobLog({ job, onClose }: { readonly job: JobView; onClose(): void }) {
  const { value, trouble, loading, reload } = useCall(
    'jobs.log',
    { workspace: job.workspace, jobId: job.jobId ?? '', last: LAST_LINES },
    { enabled: job.jobId !== null },
  )
  const [follow, setFollow] = useState(true)
  const box = useRef<HTMLElement>(null)
  const live = isLive(job)
  const uncounted = value !== null && value.skipped === null
  useEffect(() => {
    if (!live) reload()
    if (!live && !uncounted) return
    const timer = setInterval(reload, AGAIN_MS)
    return () => clearInterval(timer)
  }, [live, uncounted, reload])
  // biome-ignore lint/correctness/useExhaustiveDependencies: new lines are what moves it
  useEffect(() => {
    if (follow && box.current) box.current.scrollTop = box.current.scrollHeight
  }, [value, follow])
  return (
    <Modal
      opened
      onClose={onClose}
      size="80%"
      title={`Log: ${jobKindText(job.kind)} of ${job.workspace}, ${job.jobId ?? ''}`}
    >
      <Group justify="space-between" mb="xs">
        <code className="code">{job.command}</code>
        <Group gap="sm">
          <Switch
            label="Keep the end in sight"
            checked={follow}
            onChange={(event) => setFollow(event.currentTarget.checked)}
          />
          <CopyText text={(value?.lines ?? []).join('\n')} label="Copy lines" />
        </Group>
      </Group>
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      {value === null && loading ? <Loading /> : null}
      {value === null ? null : (
        <TextBox label="Lines of the log" boxRef={box} maxHeight="62vh">
          {skippedText(value.skipped)}
          {value.lines.join('\n')}
          {value.lines.length === 0 ? 'The log is empty.' : ''}
        </TextBox>
      )}
    </Modal>
  )
}

function skippedText(skipped: number | null): string {
  if (skipped === 0) return ''
  return skipped === null
    ? '… very many earlier lines are in the log file; they are being counted\n'
    : `… ${countText(skipped)} earlier lines are in the log file\n`
}
