import type { RobustnessManifest, RobustnessSuite } from '../../../core/contract/robustnessRecord.ts'
import { robustnessSpecSchemas } from '../../../core/contract/specSchemas.ts'
import type { StageWeight } from '../../../core/job/jobProgress.ts'
import { symbolsKey } from '../../../core/job/symbolsKey.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { combineStress } from '../../../core/pipeline/stressing/combineStress.ts'
import { estimateStress } from '../../../core/pipeline/stressing/estimateStress.ts'
import { planStress } from '../../../core/pipeline/stressing/stressUnits.ts'
import { durationText } from '../../../core/time/durationText.ts'
import type { WorkspaceJob } from '../commands/withWorkspaceJob.ts'
import { writeSchemas } from '../commands/writeSchemas.ts'
import { neighbourTrials } from './neighbourTrials.ts'
import type { PreparedRobustness, RobustnessWish } from './prepareRobustness.ts'
import { prepareRobustness } from './prepareRobustness.ts'
import {
  ROBUSTNESS,
  ROBUSTNESS_FILES,
  readKeptRobustness,
  readRobustnessManifest,
  robustnessPath,
  stressUnitsFolder,
} from './robustnessFolder.ts'
import type { RobustnessPorts } from './robustnessPorts.ts'
import { runStressUnits } from './runStressUnits.ts'

export const ROBUSTNESS_STAGES: readonly StageWeight[] = [
  { stage: 'prepare', weight: 3 },
  { stage: 'stress', weight: 95 },
  { stage: 'write', weight: 2 },
]

/** `unchanged`: the same suite was there already and was not computed again. Paths are relative to the workspace. */
export type RobustnessReport = {
  readonly robustnessId: string
  readonly workspace: string
  readonly unchanged: boolean
  readonly manifest: RobustnessManifest
  readonly suite: RobustnessSuite
  readonly files: readonly string[]
}

/**
 * What a stored backtest withstands, kept under `robustness/<id>`. Each finished unit is a file, so a suite that was cancelled or killed goes on with the same command.
 * Errors: those of `prepareRobustness`, of the ledger and of the worker pool; `robustness-broken`.
 */
export async function runRobustnessJob(
  ports: RobustnessPorts,
  { job, opened }: WorkspaceJob,
  wish: RobustnessWish,
  workers: number,
): Promise<Outcome<RobustnessReport>> {
  const { workspace, files } = opened
  const schemas = writeSchemas(files, robustnessSpecSchemas())
  if (!schemas.ok) return schemas
  const ready = await job.stage('prepare', () => prepareRobustness(ports, workspace, wish))
  if (!ready.ok) return ready
  const { task, facts } = ready.value
  const { robustnessId } = task
  job.note(`robustness ${robustnessId} of the backtest ${facts.backtestId}`)
  job.attachRun(robustnessId)
  const kept = readKeptRobustness(files, robustnessId)
  if (!kept.ok) return kept
  const report = { robustnessId, workspace: workspace.name }
  const filesOf = ({ files: made }: { readonly files: Readonly<Record<string, string>> }) =>
    Object.keys(made).map((name) => robustnessPath(robustnessId, name))
  if (kept.value !== null) {
    const { manifest, suite, complete } = kept.value
    return success({ ...report, unchanged: true, manifest, suite, files: filesOf(complete) })
  }
  job.note(estimateNote(ready.value))
  const begun = beginRobustness(ports, ready.value)
  if (!begun.ok) return begun
  const trials = neighbourTrials(ports, ready.value, begun.value.ledgerBasis)
  const recorded = trials.record()
  if (!recorded.ok) return recorded
  const results = await job.stage('stress', () => runStressUnits(ports, job, task, planStress(task), workers))
  if (!results.ok) return results
  const scored = trials.score(results.value)
  if (!scored.ok) return scored
  const stored = await job.stage('write', async () => {
    const suite = combineStress(task, facts.backtestId, results.value, ready.value.gates)
    const text = `${JSON.stringify(suite, null, 2)}\n`
    const written = files.writeText(robustnessPath(robustnessId, ROBUSTNESS_FILES.suite), text)
    return written.ok ? completeRobustness(ports, robustnessId) : written
  })
  if (!stored.ok) return stored
  const done = readKeptRobustness(files, robustnessId)
  if (!done.ok) return done
  if (done.value === null) throw new Error(`The robustness suite ${robustnessId} was not finished`)
  const { manifest, suite, complete } = done.value
  return success({ ...report, unchanged: false, manifest, suite, files: filesOf(complete) })
}

function estimateNote({ task, facts }: PreparedRobustness): string {
  const size = { neighbours: facts.trials, bars: task.market.timeMs.length, instruments: task.legs.length }
  const { runs, seconds } = estimateStress(task.settings, size)
  return `${runs} runs of the strategy, about ${durationText(seconds)} of one core`
}

/**
 * The manifest, with what the ledger held when the suite first began. Where the backtest looked through a hold-out, its neighbours do too: that is an opening of their own,
 * recorded before.
 */
function beginRobustness(
  ports: RobustnessPorts,
  { task, facts, prepared }: PreparedRobustness,
): Outcome<RobustnessManifest> {
  const { robustnessId } = task
  const { market, toBar, opened, ledgerSymbols } = prepared.traded
  const notes: string[] = []
  for (const { symbols, startMs } of opened) {
    const spanEndMs = market.timeMs[toBar - 1]! + market.intervalMs
    const configHash = ports.hash(JSON.stringify({ robustness: robustnessId }))
    const told = ports.ledger.openHoldOut({ runId: robustnessId, symbols, spanStartMs: startMs, spanEndMs, configHash })
    if (!told.ok) return told
    notes.push(`Its neighbours looked through the hold-out of ${symbols}: opening number ${told.value.openings} of it.`)
  }
  const known = readRobustnessManifest(ports.files, robustnessId)
  const symbols = symbolsKey(ledgerSymbols)
  const basis = known === null ? ports.ledger.basisFor(symbols, robustnessId) : success(known.ledgerBasis)
  if (!basis.ok) return basis
  const manifest = { ...facts, notes: [...facts.notes, ...notes], ledgerBasis: basis.value }
  const path = robustnessPath(robustnessId, ROBUSTNESS_FILES.manifest)
  const written = ports.files.writeText(path, `${JSON.stringify(manifest, null, 2)}\n`)
  return written.ok ? success(manifest) : written
}

/** `complete.json`, then the units are needed no more. */
function completeRobustness({ files }: RobustnessPorts, robustnessId: string): Outcome<void> {
  const sealed = ROBUSTNESS.seal(files, robustnessId, [ROBUSTNESS_FILES.manifest, ROBUSTNESS_FILES.suite])
  return sealed.ok ? files.remove(stressUnitsFolder(robustnessId)) : sealed
}
