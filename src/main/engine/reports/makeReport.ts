import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { WorkspaceJob } from '../commands/withWorkspaceJob.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { RunPorts } from '../ports/runPorts.ts'
import { documentOf } from './documentOf.ts'
import type { FoundResult } from './findResult.ts'
import { pairReport } from './pairReport.ts'
import type { ReportPorts } from './reportPorts.ts'
import { type ReportForm, type WrittenReport, writeReport } from './writeReport.ts'

export const REPORT_STAGES = [{ stage: 'prepare', weight: 1 }] as const

/** `out`: a folder of the person's choice; null: `exports/<id>` of the workspace. */
export type ReportWish = {
  readonly found: FoundResult
  readonly forms: readonly ReportForm[]
  readonly out: GuardedFiles | null
}

/** A run of the pair pipeline keeps its published page beside: that one is compared by its hash. */
const LIVE_NAME = 'report-live'

/** The report of a kept result, written as files. Errors: those of `documentOf`, `pairReport` and `writeReport`. */
export async function makeReport(
  ports: ReportPorts & RunPorts,
  parts: WorkspaceJob,
  { found, forms, out }: ReportWish,
  workers: number,
): Promise<Outcome<WrittenReport>> {
  const { opened, job } = parts
  const isRun = found.kind === 'run'
  const document = isRun
    ? await pairReport(ports, parts, found.id, workers)
    : await job.stage('prepare', () => documentOf(ports, { ...opened, store: parts.store }, found))
  if (!document.ok) return document
  const place =
    out === null
      ? { folder: `exports/${found.id}/`, into: opened.files, name: isRun ? LIVE_NAME : 'report' }
      : { folder: '', into: out, name: 'report' }
  const written = await writeReport(ports, document.value, { ...place, forms })
  return written.ok ? success({ ...found, files: written.value }) : written
}
