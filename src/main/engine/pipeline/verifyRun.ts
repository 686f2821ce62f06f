import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { makeArtifacts } from '../commands/publishRun.ts'
import type { WorkspaceJob } from '../commands/withWorkspaceJob.ts'
import type { RunPorts } from '../ports/runPorts.ts'
import { bundleRequest } from './bundleRequest.ts'
import { computeRun } from './computeRun.ts'
import { judgeRun } from './judgeRun.ts'
import { keepPassports } from './keepPassports.ts'
import { changedCopies, hashPublished } from './keptRun.ts'
import type { Prepared } from './preparePair.ts'
import { preparePair } from './preparePair.ts'
import { runFolder } from './runFolder.ts'
import type { Complete, RunManifest } from './runManifest.ts'
import { readComplete, readManifest } from './runManifest.ts'
import { bookOf, wholeOutputs } from './runPipeline.ts'

export type FileCheck = {
  readonly file: string
  readonly recorded: string
  readonly onDisk: string | null
  readonly again: string | null
}
export type VerifyReport = { readonly runId: string; readonly verified: boolean; readonly files: readonly FileCheck[] }

type Known = { readonly manifest: RunManifest; readonly complete: Complete }

function readKnown({ opened }: WorkspaceJob, runId: string): Outcome<Known> {
  const folder = runFolder(opened.files, `runs/${runId}`)
  const manifest = readManifest(folder)
  if (!manifest.ok) return manifest
  const complete = readComplete(folder)
  if (!complete.ok) return complete
  if (manifest.value !== null && complete.value !== null)
    return success({ manifest: manifest.value, complete: complete.value })
  return failure(
    'run-incomplete',
    `The run ${runId} has not come to its end, so there is nothing to verify.`,
    'Run the pipeline again: it continues where it stopped.',
  )
}

async function computeAgain(
  ports: RunPorts,
  parts: WorkspaceJob,
  prepared: Prepared,
  known: Known,
  workers: number,
): Promise<Outcome<ReadonlyMap<string, string>>> {
  const { job, opened } = parts
  const root = `verify/${prepared.runId}`
  const folder = runFolder(opened.files, root)
  if (opened.files.exists(root)) {
    const swept = opened.files.remove(root)
    if (!swept.ok) return swept
  }
  try {
    const book = bookOf(ports, prepared, known.manifest)
    const computed = await computeRun(ports, { prepared, folder, book, workers, last: 'cleanup', redo: null }, job)
    if (!computed.ok) return computed
    if (!wholeOutputs(computed.value)) throw new Error('A stage gave no output')
    const judged = judgeRun(ports, prepared, computed.value, folder, book, job)
    if (!judged.ok) return judged
    const nowMs = ports.clock.nowMs()
    const request = bundleRequest(ports, prepared, judged.value, { startMs: nowMs, endMs: nowMs })
    const made = makeArtifacts(ports.images, request, (done, total, note) => job.beat('export', done, total, note))
    if (!made.ok) return made
    const artifacts = [...made.value.bundle, made.value.report]
    return success(new Map(artifacts.map(({ file, bytes }) => [file, ports.hash(bytes)])))
  } finally {
    opened.files.remove('verify')
  }
}

/**
 * Runs a complete run again from its data in a folder of its own and compares the hashes of every published file: as recorded, as they
 * lie on disk, and as made again. Errors: `run-incomplete`, `verify-inputs-changed`, `verify-differs`, and those of the pipeline.
 */
export async function verifyRun(
  ports: RunPorts,
  parts: WorkspaceJob,
  runId: string,
  workers: number,
): Promise<Outcome<VerifyReport>> {
  const { job, opened } = parts
  const known = readKnown(parts, runId)
  if (!known.ok) return known
  const prepared = await job.stage('prepare', () => preparePair(ports, opened.workspace, known.value.manifest.choices))
  if (!prepared.ok) return prepared
  if (prepared.value.runId !== runId) {
    return failure(
      'verify-inputs-changed',
      `The data, costs or engine that made the run ${runId} are not those of today: they give the run ${prepared.value.runId}.`,
      'Restore the data and workspace.yaml as they were, or use the engine version that the run names.',
    )
  }
  const asThen = keepPassports(runFolder(opened.files, `runs/${runId}`), prepared.value)
  if (!asThen.ok) return asThen
  const again = await computeAgain(ports, parts, asThen.value, known.value, workers)
  if (!again.ok) return again
  const onDisk = hashPublished(opened.files, runId)
  if (!onDisk.ok) return onDisk
  const recorded = known.value.complete.published
  const files = Object.keys(recorded)
    .sort((a, b) => (a < b ? -1 : 1))
    .map((file) => ({
      file,
      recorded: recorded[file]!,
      onDisk: onDisk.value[file] ?? null,
      again: again.value.get(file) ?? null,
    }))
  const differing = files.filter((check) => check.onDisk !== check.recorded || check.again !== check.recorded)
  const copies = changedCopies(opened.files, runId, known.value.complete)
  if (differing.length + copies.length === 0) return success({ runId, verified: true, files })
  const list = [
    ...differing.map(
      ({ file, onDisk: disk, recorded: kept }) => `${file} (${disk !== kept ? 'changed on disk' : 'made differently'})`,
    ),
    ...copies.map((path) => `${path} (changed on disk)`),
  ]
  return failure(
    'verify-differs',
    `${list.length} published files of the run ${runId} do not verify: ${list.join(', ')}.`,
    'A file changed on disk can be made again with: assay pipeline run. A file that is made differently is a fault; report it.',
  )
}
