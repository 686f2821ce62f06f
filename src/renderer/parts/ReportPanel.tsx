import { Button } from '@mantine/core'
import { IconReport } from '@tabler/icons-react'
import { isAtWork, isLive } from '../data/jobsStore.ts'
import { useAction } from '../data/useAction.ts'
import { useJobsOf } from '../data/useJobs.ts'
import { Panel } from '../ui/Panel.tsx'
import { TroubleNote } from '../ui/TroubleNote.tsx'
import { newestReport, writtenFiles } from './writtenReport.ts'

type ReportPanelProps = { readonly workspace: string; readonly result: string }

/** A kept result as one page whose charts live, and as a PDF, below the workspace's exports. */
export function ReportPanel({ workspace, result }: ReportPanelProps) {
  const jobs = useJobsOf(workspace)
  const start = useAction('jobs.start')
  const job = newestReport(jobs, result)
  const live = jobs.find(isAtWork)
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
          onClick={() => void start.run({ workspace, request: { kind: 'report', result } })}
        >
          Make page and PDF
        </Button>
      }
    >
      {job?.trouble ? <TroubleNote trouble={job.trouble} /> : null}
      {files === null ? (
        <div className="panel-description">Not made in this session.</div>
      ) : (
        files.map((file) => (
          <div className="panel-description" key={file} data-report>
            <code>
              {workspace}/{file}
            </code>
          </div>
        ))
      )}
    </Panel>
  )
}
