import type { RunRecord } from '../../../../core/contract/runRecord.ts'
import { summaryText } from '../../../../core/report/summaryText.ts'
import type { RunComparison } from '../../../engine/queries/compareRuns.ts'
import type { RunView } from '../../../engine/queries/showRun.ts'
import { tableText } from './tableText.ts'

export function runsText(runs: readonly RunRecord[]): string {
  if (runs.length === 0) return 'There are no runs yet. Start one with: assay pipeline run --help'
  const rows = runs.map(({ runId, pipeline, state, verdict, createdMs }) => [
    runId.slice(0, 16),
    pipeline,
    state,
    verdict ?? '',
    new Date(createdMs).toISOString().slice(0, 16).replace('T', ' '),
  ])
  return tableText(['run', 'pipeline', 'state', 'verdict', 'started (UTC)'], rows)
}

export function runText({ run, summary }: RunView): string {
  if (summary !== null) return summaryText(summary).trimEnd()
  return `The run ${run.runId} is ${run.state}; it has published nothing yet.`
}

export function comparisonText({ left, right, same, differences }: RunComparison): string {
  if (differences.length === 0) return `The two runs agree in all ${same} fields.`
  const rows = differences.map((line) => [line.field, String(line.left ?? '-'), String(line.right ?? '-')])
  return `${tableText(['field', left.slice(0, 16), right.slice(0, 16)], rows)}\n\n${same} fields agree.`
}
