import type { RunRecord } from '../../../core/contract/runRecord.ts'
import { type Summary, summarySchema } from '../../../core/contract/summary.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { findRun } from './findRun.ts'
import type { JobPortsToRead } from './jobStatus.ts'

/** `summary` is null where the run has not come to its end. */
export type RunView = { readonly run: RunRecord; readonly summary: Summary | null }

/** A run and what it published. Errors: those of `findRun`, `summary-unreadable`. */
export async function showRun(ports: JobPortsToRead, workspace: string, idStart: string): Promise<Outcome<RunView>> {
  const run = await findRun(ports, workspace, idStart)
  if (!run.ok) return run
  const { summaryPath } = run.value
  if (summaryPath === null) return success({ run: run.value, summary: null })
  const text = ports.home.workspaceFiles(workspace).readText(summaryPath)
  if (!text.ok) return text
  const summary = parsedSummary(text.value)
  if (summary !== null) return success({ run: run.value, summary })
  return failure(
    'summary-unreadable',
    `The summary ${summaryPath} of the run is damaged.`,
    `Run the pipeline again: it publishes the same run anew (assay pipeline run ${workspace}).`,
  )
}

function parsedSummary(text: string): Summary | null {
  try {
    const parsed = summarySchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
