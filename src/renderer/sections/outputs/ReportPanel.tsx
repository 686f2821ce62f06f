import { Button } from '@mantine/core'
import { IconReport } from '@tabler/icons-react'
import { isLive } from '../../data/jobsStore.ts'
import { useAction } from '../../data/useAction.ts'
import { useJobsOf } from '../../data/useJobs.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { newestReport, writtenFiles } from './writtenReport.ts'

type ReportPanelProps = { readonly workspace: string; readonly runId: string }

/** The run as one page whose charts live, and as a PDF, below the workspace's exports. */
export function ReportPanel({ workspace, runId }: ReportPanelProps) {
  const jobs = useJobsOf(workspace)
  const start = useAction('jobs.start')
  const job = newestReport(jobs, runId)
  const live = jobs.find(isLive)
  const files = job === null ? null : writtenFiles(job)
  return (
    <Panel
      title="Report to hand on"
      description="One offline page with live charts, sortable tables and every definition, and the same as a PDF."
      actions={
        <Button
          size="compact-xs"
          leftSection={<IconReport size={14} />}
          disabled={live !== undefined}
          loading={start.running || (job !== null && isLive(job))}
          onClick={() => void start.run({ workspace, request: { kind: 'report', result: runId } })}
        >
          Make page and PDF
        </Button>
      }
    >
      {job?.trouble ? <TroubleNote trouble={job.trouble} /> : null}
      {files === null ? (
        <div className="verify-note">Not made in this session.</div>
      ) : (
        files.map((file) => (
          <div className="verify-note" key={file} data-report>
            <code>
              {workspace}/{file}
            </code>
          </div>
        ))
      )}
    </Panel>
  )
}
