import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { ReportDocument } from '../../../core/report/document/reportDocument.ts'
import { pairDocument } from '../../../core/report/documents/pairDocument.ts'
import { SUMMARY_FILE } from '../../../core/report/publishedNames.ts'
import { summaryJson } from '../../../core/report/summaryJson.ts'
import type { WorkspaceJob } from '../commands/withWorkspaceJob.ts'
import { bundleRequest } from '../pipeline/bundleRequest.ts'
import { computeRun } from '../pipeline/computeRun.ts'
import { judgeRun } from '../pipeline/judgeRun.ts'
import { keepPassports } from '../pipeline/keepPassports.ts'
import { preparePair } from '../pipeline/preparePair.ts'
import { runFolder } from '../pipeline/runFolder.ts'
import { readComplete, readManifest } from '../pipeline/runManifest.ts'
import { bookOf, wholeOutputs } from '../pipeline/runPipeline.ts'
import type { RunPorts } from '../ports/runPorts.ts'

/**
 * What a complete run of the pair pipeline says, from its kept stages; it must come to the summary that was published. Errors: `run-incomplete`, `report-inputs-changed`, `report-differs`, and those
 * of the pipeline.
 */
export async function pairReport(
  ports: RunPorts,
  { job, opened }: WorkspaceJob,
  runId: string,
  workers: number,
): Promise<Outcome<ReportDocument>> {
  const folder = runFolder(opened.files, `runs/${runId}`)
  const manifest = readManifest(folder)
  if (!manifest.ok) return manifest
  const complete = readComplete(folder)
  if (!complete.ok) return complete
  if (manifest.value === null || complete.value === null)
    return failure(
      'run-incomplete',
      `The run ${runId} has not come to its end, so there is nothing to report.`,
      'Run the pipeline again: it continues where it stopped.',
    )
  const prepared = await job.stage('prepare', () => preparePair(ports, opened.workspace, manifest.value!.choices))
  if (!prepared.ok) return prepared
  if (prepared.value.runId !== runId) return inputsChanged(runId)
  const asThen = keepPassports(folder, prepared.value)
  if (!asThen.ok) return asThen
  const book = bookOf(ports, asThen.value, manifest.value)
  const request = { prepared: asThen.value, folder, book, workers, last: 'cleanup', redo: null }
  const computed = await computeRun(ports, request, job)
  if (!computed.ok) return computed
  if (!wholeOutputs(computed.value)) throw new Error('A stage gave no output')
  const judged = judgeRun(ports, asThen.value, computed.value, folder, book, job)
  if (!judged.ok) return judged
  const nowMs = ports.clock.nowMs()
  const { report, simulation, realMl } = bundleRequest(ports, asThen.value, judged.value, {
    startMs: nowMs,
    endMs: nowMs,
  })
  const said = ports.hash(summaryJson(report.summary))
  if (said !== complete.value.published[SUMMARY_FILE]) return differs(runId)
  return success(pairDocument(report, simulation, realMl, complete.value.published))
}

function inputsChanged(runId: string): Outcome<never> {
  return failure(
    'report-inputs-changed',
    `The data, costs or engine that made the run ${runId} are not those of today.`,
    `Its published report lies in exports/${runId}; for a new one run the pipeline again.`,
  )
}

function differs(runId: string): Outcome<never> {
  return failure(
    'report-differs',
    `The kept stages of the run ${runId} do not come to the summary that it published.`,
    `Compare it with: assay verify. Its published report lies in exports/${runId}.`,
  )
}
