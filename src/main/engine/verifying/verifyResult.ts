import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import type { SweepManifest } from '../../../core/contract/sweepRecord.ts'
import type { Failure, Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { BacktestPorts } from '../backtests/backtestPorts.ts'
import { findBacktest } from '../backtests/listBacktests.ts'
import { originOf } from '../backtests/predictions.ts'
import { predictionsHash } from '../backtests/readPredictions.ts'
import { readPredictionsTable } from '../backtests/storedPredictions.ts'
import type { WorkspaceJob } from '../commands/withWorkspaceJob.ts'
import type { DiscoveryPorts } from '../discovery/discoveryPorts.ts'
import { runDiscoveryJob } from '../discovery/runDiscoveryJob.ts'
import { backtestAgain } from '../leaderboard/backtestAgain.ts'
import type { FileCheck, VerifyReport } from '../pipeline/verifyRun.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { DISCOVERY_FILES, discoveryPath, findDiscovery, REPORT_FOLDERS } from '../queries/discoveryFolder.ts'
import { filesElsewhere } from '../queries/redirectedFiles.ts'
import { findRobustness } from '../robustness/listRobustness.ts'
import { ROBUSTNESS_FILES, robustnessPath } from '../robustness/robustnessFolder.ts'
import type { RobustnessPorts } from '../robustness/robustnessPorts.ts'
import { runRobustnessJob } from '../robustness/runRobustnessJob.ts'
import { findSweep } from '../sweeps/listSweeps.ts'
import type { SweepWish } from '../sweeps/prepareSweep.ts'
import { runSweepJob } from '../sweeps/runSweepJob.ts'
import { SWEEP_FILES, sweepPath } from '../sweeps/sweepFolder.ts'
import type { SweepPorts } from '../sweeps/sweepPorts.ts'
import { below, recordedFiles } from './recordedFiles.ts'
import { withoutAssumed } from './withoutAssumed.ts'

const SCRATCH = 'verify'

/** A stored backtest made again and compared byte by byte. Errors: `verify-inputs-changed`, `verify-differs`, those of `findBacktest` and `backtestAgain`. */
export async function verifyBacktest(
  ports: BacktestPorts,
  parts: WorkspaceJob,
  id: string,
): Promise<Outcome<VerifyReport>> {
  const { files, workspace } = parts.opened
  const kept = findBacktest(files, workspace.name, id)
  if (!kept.ok) return kept
  const again = await backtestAgain(ports, parts, kept.value)
  if (!again.ok) return asVerifying(again)
  const checks = Object.entries(kept.value.complete.files).map(([name, hash]) => same(`backtests/${id}/${name}`, hash))
  return success({ runId: id, verified: true, files: checks })
}

/** A suite made again from its backtest. Errors: `verify-inputs-changed`, `verify-differs`, those of `runRobustnessJob`. */
export async function verifyRobustness(
  ports: RobustnessPorts,
  parts: WorkspaceJob,
  id: string,
  workers: number,
): Promise<Outcome<VerifyReport>> {
  const kept = findRobustness(parts.opened.files, parts.opened.workspace.name, id)
  if (!kept.ok) return kept
  const { manifest, complete } = kept.value
  const recorded = Object.fromEntries(
    Object.entries(complete.files).map(([name, hash]) => [robustnessPath(id, name), hash]),
  )
  const place: Place = {
    id,
    folders: [`robustness/${id}`],
    begun: robustnessPath(id, ROBUSTNESS_FILES.manifest),
    recorded,
  }
  return madeAgain(parts, place, async (files, again) => {
    const made = await runRobustnessJob(
      { ...ports, files },
      again,
      { backtest: manifest.backtestId, written: manifest.spec },
      workers,
    )
    return made.ok ? success(made.value.robustnessId) : made
  })
}

/** A discovery made again from its bars and sensors. Errors: `verify-inputs-changed`, `verify-differs`, those of `runDiscoveryJob`. */
export async function verifyDiscovery(
  ports: DiscoveryPorts,
  parts: WorkspaceJob,
  id: string,
  workers: number,
): Promise<Outcome<VerifyReport>> {
  const kept = findDiscovery(parts.opened.files, parts.opened.workspace.name, id)
  if (!kept.ok) return kept
  const { manifest, complete } = kept.value
  const place: Place = {
    id,
    folders: [`runs/${id}`, ...Object.values(REPORT_FOLDERS).map((folder) => `${folder}/${id}`)],
    begun: discoveryPath(id, DISCOVERY_FILES.manifest),
    recorded: complete.files,
  }
  const assumed = manifest.assumptions.map(({ field }) => field)
  const written = withoutAssumed(manifest.spec, assumed)
  return madeAgain(parts, place, async (files, again) => {
    const made = await runDiscoveryJob({ ...ports, files }, again, { written, runId: id }, workers)
    return made.ok ? success(made.value.runId) : made
  })
}

/** A sweep made again: every block is evaluated anew, and its trials are known to the ledger. Errors: `verify-inputs-changed`, `verify-differs`, those of `runSweepJob`. */
export async function verifySweep(
  ports: SweepPorts,
  parts: WorkspaceJob,
  id: string,
  workers: number,
): Promise<Outcome<VerifyReport>> {
  const { files, workspace } = parts.opened
  const kept = findSweep(files, workspace.name, id)
  if (!kept.ok) return kept
  const { manifest, complete } = kept.value
  const wish = await sweepWishAgain(ports, manifest)
  if (!wish.ok) return wish
  const asked = wish.value
  if (asked === null)
    return inputsChanged(id, `those of version ${ENGINE_VERSION}, it is of ${manifest.base.engineVersion}`)
  const place: Place = {
    id,
    folders: [`sweeps/${id}`],
    begun: sweepPath(id, SWEEP_FILES.manifest),
    basis: sweepPath(id, SWEEP_FILES.ledger),
    recorded: below(`sweeps/${id}`, complete.files),
  }
  return madeAgain(parts, place, async (elsewhere, again) => {
    const made = await runSweepJob({ ...ports, files: elsewhere }, again, asked, {
      workers,
      estimateOnly: false,
      onlyId: id,
    })
    return made.ok ? success(made.value.sweepId) : made
  })
}

/** What was asked for then; predictions of a file as they were kept. Error: `verify-differs`. */
async function sweepWishAgain(
  ports: SweepPorts,
  { sweepId, base, wish }: SweepManifest,
): Promise<Outcome<SweepWish | null>> {
  if (wish === undefined) return success(null)
  const { predictions: name, ...asked } = wish
  if (name === undefined || base.predictions === null) return success(asked)
  const path = sweepPath(sweepId, SWEEP_FILES.predictions)
  const bySymbol = await readPredictionsTable(ports, path)
  if (bySymbol === null || predictionsHash(ports.hash, bySymbol) !== base.predictions.contentHash)
    return differs(sweepId, [path])
  const { label, contentHash, rows } = base.predictions
  const read = { label, contentHash, rows, interval: base.interval, bySymbol, origin: originOf(base.predictions) }
  return success({ ...asked, predictionsFile: { name, read } })
}

/** A model is not trained again: that its files are those that were written, and no more, is what this says. Errors: those of `findKeptModel`. */
export function verifyModelFiles({ opened }: WorkspaceJob, id: string): Outcome<VerifyReport> {
  const recorded = recordedFiles(opened.files, opened.workspace.name, { kind: 'model', id })
  if (!recorded.ok) return recorded
  const files = Object.entries(recorded.value).map(([file, hash]) => ({
    file,
    recorded: hash,
    onDisk: hash,
    again: null,
  }))
  return success({ runId: id, verified: true, files })
}

type Place = {
  readonly id: string
  readonly folders: readonly string[]
  /** Its first file. */
  readonly begun: string
  /** What the ledger held then, where the first file does not know it. */
  readonly basis?: string
  readonly recorded: Readonly<Record<string, string>>
}

async function madeAgain(
  { job, opened, ...rest }: WorkspaceJob,
  { id, folders, begun, basis, recorded }: Place,
  run: (files: GuardedFiles, parts: WorkspaceJob) => Promise<Outcome<string>>,
): Promise<Outcome<VerifyReport>> {
  const first = opened.files.readText(begun)
  if (!first.ok) return first
  const swept = opened.files.remove(SCRATCH)
  if (!swept.ok) return swept
  const files = filesElsewhere(opened.files, folders, SCRATCH)
  try {
    for (const path of [begun, ...(basis === undefined ? [] : [basis])]) {
      const text = opened.files.readText(path)
      const written = text.ok ? files.writeText(path, text.value) : text
      if (!written.ok) return written
    }
    const made = await run(files, { job, opened: { ...opened, files }, ...rest })
    if (!made.ok) return asVerifying(made)
    if (made.value !== id) return inputsChanged(id, made.value)
    const checks = Object.entries(recorded).map(([file, hash]): FileCheck => {
      // Its first file holds the specification as it was written then: the order of its fields is the person's, and decides nothing.
      if (file === begun && isSameContent(files, file, first.value))
        return { file, recorded: hash, onDisk: hash, again: hash }
      const again = files.sha256(file)
      return { file, recorded: hash, onDisk: hash, again: again.ok ? again.value : null }
    })
    const differing = checks.filter((check) => check.again !== check.recorded)
    return differing.length === 0
      ? success({ runId: id, verified: true, files: checks })
      : differs(
          id,
          differing.map(({ file }) => file),
        )
  } finally {
    opened.files.remove(SCRATCH)
  }
}

function isSameContent(files: GuardedFiles, file: string, text: string): boolean {
  const again = files.readText(file)
  return again.ok && canonicalJson(JSON.parse(again.value)) === canonicalJson(JSON.parse(text))
}

function same(file: string, hash: string): FileCheck {
  return { file, recorded: hash, onDisk: hash, again: hash }
}

const SAME_TROUBLE: Readonly<Record<string, string>> = {
  'deploy-inputs-changed': 'verify-inputs-changed',
  'deploy-differs': 'verify-differs',
  'robustness-inputs-changed': 'verify-inputs-changed',
  'sweep-inputs-changed': 'verify-inputs-changed',
  'run-id-taken': 'verify-inputs-changed',
}

/** The same trouble by the name that verifying gives it. */
function asVerifying(failed: Failure): Failure {
  const { code, message, hint } = failed.trouble
  const name = SAME_TROUBLE[code]
  return name === undefined ? failed : failure(name, message, hint)
}

function inputsChanged(id: string, now: string): Outcome<never> {
  return failure(
    'verify-inputs-changed',
    `The data, costs or engine that made ${id} are not those of today: they give ${now}.`,
    'Restore the data and workspace.yaml as they were, or use the engine version that it names.',
  )
}

function differs(id: string, differing: readonly string[]): Outcome<never> {
  return failure(
    'verify-differs',
    `${differing.length} files of ${id} are made differently: ${differing.join(', ')}.`,
    'The same inputs must give the same bytes: what is kept was forged, or the program was changed without a new version. Report it.',
  )
}
