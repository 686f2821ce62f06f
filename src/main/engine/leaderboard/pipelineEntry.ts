import type { Hash } from '../../../core/contract/hash.ts'
import type { JsonValue } from '../../../core/contract/jsonValue.ts'
import type { LeaderboardEntry } from '../../../core/contract/leaderboard.ts'
import { parseChecked } from '../../../core/contract/parseChecked.ts'
import { type GateResult, summarySchema } from '../../../core/contract/summary.ts'
import { readIterate, readRobustness } from '../../../core/contract/workbench/stageShapesRobustness.ts'
import { pipelineRun } from '../../../core/leaderboard/pipelineRun.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { SUMMARY_FILE } from '../../../core/report/publishedNames.ts'
import { DAY_MS } from '../../../core/time/durations.ts'
import { parseInterval } from '../../../core/time/interval.ts'
import { type RunFolder, runFolder, stageFile } from '../pipeline/runFolder.ts'
import { COMPLETE, readComplete, readManifest } from '../pipeline/runManifest.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'

/** The entry of a run of the pair pipeline; null where it has not come to its end. Errors: `run-broken`, `artefact-unreadable`, `artefact-changed`, `stage-shape-unknown`. */
export function pipelineEntry(files: GuardedFiles, hash: Hash, runId: string): Outcome<LeaderboardEntry | null> {
  const folder = runFolder(files, `runs/${runId}`)
  const complete = readComplete(folder)
  if (!complete.ok) return complete
  if (complete.value === null) return success(null)
  const manifest = readManifest(folder)
  if (!manifest.ok) return manifest
  if (manifest.value === null) return changed(folder.path('manifest.json'))
  const completeText = files.readText(folder.path(COMPLETE))
  if (!completeText.ok) return completeText
  const text = files.readText(folder.path(`published/${SUMMARY_FILE}`))
  if (!text.ok) return text
  if (hash(text.value) !== complete.value.published[SUMMARY_FILE]) return changed(folder.path(SUMMARY_FILE))
  const summary = parseChecked(text.value, folder.path(SUMMARY_FILE), summarySchema)
  if (!summary.ok) return summary
  const interval = parseInterval(manifest.value.interval)
  if (!interval.ok) return interval
  const judged = judgedCurve(folder)
  if (!judged.ok) return judged
  const { account } = judged.value.curve
  // The stages stand in no list of hashes; what was published of them does.
  if (account.endEquity !== summary.value.endEquity || account.maxDrawdown !== summary.value.maxDrawdown)
    return changed(folder.path('stages'))
  const { symbols, configHash, engineVersion } = manifest.value
  return success({
    id: runId,
    kind: 'pipeline',
    artefact: `runs/${runId}`,
    artefactHash: hash(completeText.value),
    subject: manifest.value.pipeline,
    parameters: {},
    pack: null,
    instruments: [summary.value.symbols.primary, summary.value.symbols.secondary],
    interval: manifest.value.interval,
    symbols,
    fromMs: account.dayStartMs[0] ?? manifest.value.holdOutStartMs,
    toMs: (account.dayStartMs.at(-1) ?? manifest.value.holdOutStartMs - DAY_MS) + DAY_MS,
    riskProfile: null,
    optimisticFill: false,
    throughHoldOut: false,
    synthetic: summary.value.synthetic !== null,
    engineVersion,
    configHash,
    matrixHash: null,
    run: pipelineRun(judged.value.curve, interval.value.ms, judged.value.stress),
    nextOpen: null,
    deflation: { trials: summary.value.trials, varianceAcrossTrials: null, probability: summary.value.dsr },
    verdict: complete.value.verdict,
    leakScan: leakScanOf(summary.value.gates),
  })
}

/** The events stage scans every feature and detector; what it came to is published as a gate. */
function leakScanOf(gates: readonly GateResult[]): LeaderboardEntry['leakScan'] {
  const gate = gates.find(({ id }) => id === 'leak-scan')
  return gate === undefined ? undefined : { state: gate.pass ? 'clean' : 'leaks', reason: gate.reason }
}

/** The choices that the run was judged by. */
function judgedCurve(folder: RunFolder) {
  const iterate = readStage(folder, 'iterate', readIterate)
  if (!iterate.ok) return iterate
  return iterate.value.accepted === null
    ? readStage(folder, 'robustness', readRobustness)
    : success(iterate.value.accepted)
}

function readStage<T>(folder: RunFolder, stage: string, read: (value: JsonValue) => Outcome<T>): Outcome<T> {
  const output = folder.read(stageFile(stage))
  return output.ok ? read(output.value) : output
}

function changed(path: string): Outcome<never> {
  return failure(
    'artefact-changed',
    `What lies at ${path} is not as it was published.`,
    'Run the pipeline again, or restore the folder from a copy.',
  )
}
