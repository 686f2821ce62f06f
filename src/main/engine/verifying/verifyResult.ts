import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import type { Failure, Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { BacktestPorts } from '../backtests/backtestPorts.ts'
import { findBacktest } from '../backtests/listBacktests.ts'
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
import { sweepPath } from '../sweeps/sweepFolder.ts'
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

/** A sweep is not run again: that its files are those that were written, and no more, is what this says. Errors: those of `findSweep`. */
export function verifySweepFiles({ opened }: WorkspaceJob, id: string): Outcome<VerifyReport> {
  const kept = findSweep(opened.files, opened.workspace.name, id)
  if (!kept.ok) return kept
  const files = Object.entries(kept.value.complete.files).map(([name, hash]) => ({
    file: sweepPath(id, name),
    recorded: hash,
    onDisk: hash,
    again: null,
  }))
  return success({ runId: id, verified: true, files })
}

type Place = {
  readonly id: string
  readonly folders: readonly string[]
  /** Its first file, which knows what the ledger held then. */
  readonly begun: string
  readonly recorded: Readonly<Record<string, string>>
}

async function madeAgain(
  { job, opened, ...rest }: WorkspaceJob,
  { id, folders, begun, recorded }: Place,
  run: (files: GuardedFiles, parts: WorkspaceJob) => Promise<Outcome<string>>,
): Promise<Outcome<VerifyReport>> {
  const first = opened.files.readText(begun)
  if (!first.ok) return first
  const swept = opened.files.remove(SCRATCH)
  if (!swept.ok) return swept
  const files = filesElsewhere(opened.files, folders, SCRATCH)
  try {
    const written = files.writeText(begun, first.value)
    if (!written.ok) return written
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
    return differing.length === 0 ? success({ runId: id, verified: true, files: checks }) : differs(id, differing)
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

function differs(id: string, differing: readonly FileCheck[]): Outcome<never> {
  return failure(
    'verify-differs',
    `${differing.length} files of ${id} are made differently: ${differing.map(({ file }) => file).join(', ')}.`,
    'The same inputs must give the same bytes: what is kept was forged, or the program was changed without a new version. Report it.',
  )
}
