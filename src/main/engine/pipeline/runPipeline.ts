import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import { LEAK_SCAN_FILE } from '../../../core/contract/leakScanRecord.ts'
import type { RunRecord } from '../../../core/contract/runRecord.ts'
import type { Summary, Verdict } from '../../../core/contract/summary.ts'
import { Cancelled } from '../../../core/job/cancelled.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { pairLeakRecord } from '../../../core/pipeline/leaks/pairLeakRecord.ts'
import type { PairOutputs } from '../../../core/pipeline/pairPipeline.ts'
import { PAIR_STAGES } from '../../../core/pipeline/pairPipeline.ts'
import { publishRun } from '../commands/publishRun.ts'
import type { WorkspaceJob } from '../commands/withWorkspaceJob.ts'
import type { RunPorts } from '../ports/runPorts.ts'
import { bundleRequest } from './bundleRequest.ts'
import { cleanUp } from './cleanUp.ts'
import { computeRun } from './computeRun.ts'
import { judgeRun } from './judgeRun.ts'
import { keepPassports } from './keepPassports.ts'
import type { PublishedRun } from './keptRun.ts'
import { hashPublished, republish } from './keptRun.ts'
import type { Prepared, RunChoices } from './preparePair.ts'
import { preparePair } from './preparePair.ts'
import type { RunFolder } from './runFolder.ts'
import { runFolder, stageFile, unitsFolder } from './runFolder.ts'
import type { RunManifest } from './runManifest.ts'
import { COMPLETE, MANIFEST, readComplete, readManifest } from './runManifest.ts'
import type { StageSelection } from './stageRange.ts'
import { stageIndex, stageRange } from './stageRange.ts'
import { storeMatrices } from './storeMatrices.ts'
import { storeTables } from './storeTables.ts'
import { trialBook } from './trialBook.ts'
import { writeAliasMap } from './writeAliasMap.ts'

export type RunOptions = RunChoices & StageSelection & { readonly workers: number }

export type RunReport = {
  readonly runId: string
  readonly workspace: string
  /** Null where the run was told to end before the gates. */
  readonly verdict: Verdict | null
  readonly summary: Summary | null
  readonly lastStage: string
  readonly unchanged: boolean
  readonly published: readonly string[]
}

/** Writes the manifest of a new run, with what the ledger held before it, or reads that of a known one. */
export function beginRun(ports: RunPorts, prepared: Prepared, folder: RunFolder): Outcome<RunManifest> {
  const known = readManifest(folder)
  if (!known.ok) return known
  if (known.value !== null) return success(known.value)
  const basis = ports.ledger.basisFor(prepared.symbols, prepared.runId)
  if (!basis.ok) return basis
  const { runId, symbols, workspace, dataHashes, configHash, seed, developmentBars, holdOutStartMs, config, columns } =
    prepared
  const manifest: RunManifest = {
    schemaVersion: 1,
    runId,
    pipeline: 'pair',
    engineVersion: ENGINE_VERSION,
    symbols,
    interval: workspace.interval,
    dataHashes: { ...dataHashes },
    configHash,
    seed,
    developmentBars,
    holdOutStartMs,
    lastMs: columns.timeMs.at(-1)!,
    ledgerBasis: basis.value,
    choices: { startCapital: config.startCapital, seed, iterate: config.iterate, patternAid: config.patternAid },
  }
  const written = folder.write(MANIFEST, manifest)
  return written.ok ? success(manifest) : written
}

export function bookOf(ports: RunPorts, prepared: Prepared, manifest: RunManifest) {
  const span = { fromMs: prepared.columns.timeMs[0]!, toMs: prepared.holdOutStartMs }
  const { runId, symbols, workspace } = prepared
  return trialBook(ports.ledger, ports.hash, {
    runId,
    symbols,
    interval: workspace.interval,
    span,
    basis: manifest.ledgerBasis,
  })
}

/** Forgets what is kept of the stages from `first` to `last`, and that the run was complete. */
function forget(folder: RunFolder, first: string, last: string): Outcome<void> {
  const complete = folder.remove(COMPLETE)
  if (!complete.ok) return complete
  for (const { name } of PAIR_STAGES) {
    if (stageIndex(name) < stageIndex(first) || stageIndex(name) > stageIndex(last)) continue
    for (const file of [stageFile(name), unitsFolder(name)]) {
      const removed = folder.remove(file)
      if (!removed.ok) return removed
    }
  }
  return success(undefined)
}

/** The outputs once all computing stages are done. */
export function wholeOutputs(outputs: Partial<PairOutputs>): outputs is PairOutputs {
  return PAIR_STAGES.every(({ name }) => outputs[name] !== undefined)
}

function saveRun(
  { store }: WorkspaceJob,
  ports: RunPorts,
  prepared: Prepared,
  state: RunRecord['state'],
  verdict: Verdict | null,
): Outcome<void> {
  const { runId, configHash, dataHashes } = prepared
  const known = store.run(runId)
  if (!known.ok) return known
  const published = state === 'done' ? `runs/${runId}/published/reports/final_output_summary.json` : null
  return store.saveRun({
    runId,
    pipeline: 'pair',
    state,
    verdict,
    createdMs: known.value?.createdMs ?? ports.clock.nowMs(),
    configHash,
    dataHash: ports.hash(JSON.stringify(dataHashes)),
    summaryPath: published,
  })
}

function report(prepared: Prepared, run: PublishedRun | null, lastStage: string, unchanged: boolean): RunReport {
  return {
    runId: prepared.runId,
    workspace: prepared.workspace.name,
    verdict: run?.summary.verdict ?? null,
    summary: run?.summary ?? null,
    lastStage,
    unchanged,
    published: run?.files ?? [],
  }
}

/**
 * From bars to the evidence bundle. What is kept of the run is not done again; a run that is complete is only published again.
 * Errors: those of `preparePair`, `stageRange`, the ledger, the worker pool and `publishRun`; `stage-needed`; `run-broken`.
 */
export async function runPipeline(
  ports: RunPorts,
  parts: WorkspaceJob,
  options: RunOptions,
): Promise<Outcome<RunReport>> {
  const range = stageRange(options)
  if (!range.ok) return range
  const { job, opened } = parts
  const startMs = ports.clock.nowMs()
  const ready = await job.stage('prepare', () => preparePair(ports, opened.workspace, options))
  if (!ready.ok) return ready
  job.attachRun(ready.value.runId)
  const { redo, last } = range.value
  const folder = runFolder(opened.files, `runs/${ready.value.runId}`)
  const complete = readComplete(folder)
  if (!complete.ok) return complete
  if (complete.value !== null && redo === null) {
    const kept = republish(opened.files, ready.value.runId, complete.value)
    if (!kept.ok) return kept
    if (kept.value !== null) {
      const saved = saveRun(parts, ports, ready.value, 'done', complete.value.verdict)
      return saved.ok ? success(report(ready.value, kept.value, 'cleanup', true)) : saved
    }
  }
  const forgotten = redo === null ? success(undefined) : forget(folder, redo, last)
  if (!forgotten.ok) return forgotten
  const manifest = beginRun(ports, ready.value, folder)
  if (!manifest.ok) return manifest
  const known = keepPassports(folder, ready.value)
  if (!known.ok) return known
  const prepared = known.value
  const started = saveRun(parts, ports, prepared, 'running', null)
  if (!started.ok) return started
  const aliases = writeAliasMap(folder, prepared)
  if (!aliases.ok) return aliases
  const running = { prepared, folder, manifest: manifest.value, redo, last, workers: options.workers, startMs }
  return recorded(parts, ports, prepared, () => continueRun(ports, parts, running))
}

/** Leaves in the list of runs how this run was left. */
async function recorded(
  parts: WorkspaceJob,
  ports: RunPorts,
  prepared: Prepared,
  work: () => Promise<Outcome<RunReport>>,
): Promise<Outcome<RunReport>> {
  try {
    const outcome = await work()
    if (!outcome.ok) saveRun(parts, ports, prepared, 'failed', null)
    else if (outcome.value.lastStage !== 'cleanup') saveRun(parts, ports, prepared, 'unfinished', null)
    return outcome
  } catch (error) {
    saveRun(parts, ports, prepared, error instanceof Cancelled ? 'cancelled' : 'failed', null)
    throw error
  }
}

type Running = {
  readonly prepared: Prepared
  readonly folder: RunFolder
  readonly manifest: RunManifest
  readonly redo: string | null
  readonly last: string
  readonly workers: number
  readonly startMs: number
}

async function continueRun(ports: RunPorts, parts: WorkspaceJob, running: Running): Promise<Outcome<RunReport>> {
  const { job, opened } = parts
  const { prepared, folder, manifest, last, startMs } = running
  const book = bookOf(ports, prepared, manifest)
  const computed = await computeRun(ports, { ...running, book }, job)
  if (!computed.ok) return computed
  const outputs = computed.value
  if (stageIndex(last) < stageIndex('hold-out') || !wholeOutputs(outputs))
    return success(report(prepared, null, last, false))
  const matrices = await storeMatrices(ports, folder, outputs['training-set'])
  if (!matrices.ok) return matrices
  const tables = storeTables(folder, outputs)
  if (!tables.ok) return tables
  const scanned = folder.write(LEAK_SCAN_FILE, pairLeakRecord(outputs.events))
  if (!scanned.ok) return scanned
  const judged = await job.stage('hold-out', async () => judgeRun(ports, prepared, outputs, folder, book, job))
  if (!judged.ok) return judged
  if (last === 'hold-out') return success(report(prepared, null, last, false))
  const request = bundleRequest(ports, prepared, judged.value, { startMs, endMs: ports.clock.nowMs() })
  const cleared = folder.remove('published')
  if (!cleared.ok) return cleared
  const published = await job.stage('export', async () =>
    publishRun(opened.files, ports.images, request, (done, total, note) => job.beat('export', done, total, note)),
  )
  if (!published.ok) return published
  const hashes = hashPublished(opened.files, prepared.runId)
  if (!hashes.ok) return hashes
  const { verdict } = judged.value.judgement
  const run = { summary: request.report.summary, files: published.value }
  if (last === 'export') return success(report(prepared, run, last, false))
  const cleaned = await job.stage('cleanup', async () =>
    cleanUp(opened.files, folder, prepared.runId, request.naming, ports.images),
  )
  if (!cleaned.ok) return cleaned
  const finished = folder.write(COMPLETE, { schemaVersion: 1, verdict, published: hashes.value })
  if (!finished.ok) return finished
  const saved = saveRun(parts, ports, prepared, 'done', verdict)
  if (!saved.ok) return saved
  return success(report(prepared, run, last, false))
}
