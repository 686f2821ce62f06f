import { summaryText } from '../../../../core/report/summaryText.ts'
import type { RunReport } from '../../../engine/pipeline/runPipeline.ts'

export function pipelineText(report: RunReport): string {
  if (report.summary === null)
    return `Run ${report.runId} of ${report.workspace} ended after stage ${report.lastStage}, as asked.`
  const files = report.published.map((file) => `  ${report.workspace}/${file}`)
  const note = report.unchanged ? ['Nothing had changed since this run was done; it was not computed again.'] : []
  return [
    summaryText(report.summary).trimEnd(),
    ...note,
    '',
    'Published:',
    ...files,
    `  ${report.workspace}/exports/${report.runId}/report.html`,
  ].join('\n')
}
