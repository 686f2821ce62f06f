import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import type { ResultKindName } from '../../../../core/contract/bundleRecord.ts'
import { failure, type Outcome, success } from '../../../../core/outcome/outcome.ts'
import type { WorkspaceJob } from '../../../engine/commands/withWorkspaceJob.ts'
import type { VerifyReport } from '../../../engine/pipeline/verifyRun.ts'
import type { FoundResult } from '../../../engine/reports/findResult.ts'
import { withExamples } from '../examples.ts'
import { verifyRequest } from '../joining/jobRequests.ts'
import { positiveWholeNumberFlag } from '../numberFlag.ts'
import { PROGRESS_MODES, type ProgressMode } from '../progress/progressDisplay.ts'
import { runAsJob } from '../runAsJob.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { defaultWorkers } from '../runWorkspace.ts'

type VerifyFlags = {
  readonly run?: string
  readonly bundle?: string
  readonly workers?: number
  readonly progress?: ProgressMode
}

/** `bundleFiles`: how many files of a bundle were held against its list; null: no bundle was asked about. */
type Verified = VerifyReport & { readonly kind: ResultKindName; readonly bundleFiles: number | null }

export function registerVerifyCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('verify [workspace]')
    .description(
      'Make a run, a backtest, a sweep, a discovery or a robustness suite again and compare the hashes of its files; or check a bundle that was handed on',
    )
    .option('--run <id>', 'the result; the first letters of its id are enough')
    .option('--bundle <folder>', 'a folder written by: assay report --bundle')
    .option('--workers <number>', 'worker threads (default: one a core)', positiveWholeNumberFlag)
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES))
    .action((workspace: string | undefined, flags: VerifyFlags, self: Command) =>
      runCommand(context, self, (session) => verify(session, workspace, flags), verifyText),
    )
  withExamples(command, ['assay verify btc_eth --run 3f2a', 'assay verify --bundle ~/Documents/btc'])
}

async function verify(session: Session, workspace: string | undefined, flags: VerifyFlags): Promise<Outcome<Verified>> {
  if (flags.bundle !== undefined) return verifyBundle(session, workspace, flags.bundle, flags)
  if (flags.run !== undefined && workspace !== undefined) return verifyKept(session, workspace, flags.run, flags)
  return failure(
    'verify-what',
    'It was not said what to verify.',
    'Name a workspace and a result (assay verify btc_eth --run 3f2a), or a bundle (assay verify --bundle folder).',
  )
}

async function verifyKept(
  session: Session,
  workspace: string,
  run: string,
  flags: VerifyFlags,
): Promise<Outcome<Verified>> {
  const { assembleWorkspacePorts } = await import('../../../assemble.ts')
  const { openWorkspace } = await import('../../../engine/queries/openWorkspace.ts')
  const { findResult } = await import('../../../engine/reports/findResult.ts')
  const opened = openWorkspace(assembleWorkspacePorts(session.home), workspace)
  if (!opened.ok) return opened
  const found = findResult(opened.value.files, workspace, run)
  if (!found.ok) return found
  const { kind, id } = found.value
  const plan = {
    workspace,
    command: `assay verify ${workspace} --run ${id}`,
    spec: { runId: id, workers: flags.workers ?? defaultWorkers() },
    stages: await stagesOf(kind),
    progress: flags.progress,
    request: kind === 'run' ? verifyRequest(id, flags.workers) : null,
  }
  const report = await runAsJob(session, plan, (parts) =>
    again(session, parts, found.value, flags.workers ?? defaultWorkers()),
  )
  return report.ok ? success({ ...report.value, kind, bundleFiles: null }) : report
}

async function stagesOf(kind: ResultKindName) {
  if (kind === 'run') return (await import('../../../engine/pipeline/stageRange.ts')).STAGES
  if (kind === 'discovery') return (await import('../../../engine/discovery/runDiscoveryJob.ts')).DISCOVERY_STAGES
  if (kind === 'robustness') return (await import('../../../engine/robustness/runRobustnessJob.ts')).ROBUSTNESS_STAGES
  if (kind === 'sweep') return (await import('../../../engine/sweeps/runSweepJob.ts')).SWEEP_STAGES
  return ['prepare', 'compute', 'compare'].map((stage) => ({ stage, weight: 1 }))
}

async function again(
  { home }: Session,
  parts: WorkspaceJob,
  { kind, id }: FoundResult,
  workers: number,
): Promise<Outcome<VerifyReport>> {
  const { files, workspace } = parts.opened
  const made = await import('../../../engine/verifying/verifyResult.ts')
  const {
    assembleBacktestPorts,
    assembleDiscoveryPorts,
    assembleRobustnessPorts,
    assembleRunPorts,
    assembleSweepPorts,
  } = await import('../../../assemble.ts')
  switch (kind) {
    case 'run': {
      const { verifyRun } = await import('../../../engine/pipeline/verifyRun.ts')
      return withPorts(await assembleRunPorts(home, workspace.name, files), (ports) =>
        verifyRun(ports, parts, id, workers),
      )
    }
    case 'backtest':
      return withPorts(await assembleBacktestPorts(home, files), (ports) => made.verifyBacktest(ports, parts, id))
    case 'robustness':
      return withPorts(await assembleRobustnessPorts(home, files), (ports) =>
        made.verifyRobustness(ports, parts, id, workers),
      )
    case 'discovery':
      return withPorts(await assembleDiscoveryPorts(home, files), (ports) =>
        made.verifyDiscovery(ports, parts, id, workers),
      )
    case 'model':
      return made.verifyModelFiles(parts, id)
    case 'sweep':
      return withPorts(await assembleSweepPorts(home, files), (ports) => made.verifySweep(ports, parts, id, workers))
  }
}

async function withPorts<Ports extends { readonly ledger: { close(): void } }, T>(
  ports: Outcome<Ports>,
  work: (ports: Ports) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  if (!ports.ok) return ports
  try {
    return await work(ports.value)
  } finally {
    ports.value.ledger.close()
  }
}

/** The folder by itself, then against the workspace that made it, then that against what its data give today. */
async function verifyBundle(
  session: Session,
  workspace: string | undefined,
  folder: string,
  flags: VerifyFlags,
): Promise<Outcome<Verified>> {
  const { assembleHash, assembleWorkspacePorts } = await import('../../../assemble.ts')
  const { assembleOutFolder } = await import('../../../assembleModels.ts')
  const { openWorkspace } = await import('../../../engine/queries/openWorkspace.ts')
  const { checkBundle, compareBundle } = await import('../../../engine/verifying/checkBundle.ts')
  const { recordedFiles } = await import('../../../engine/verifying/recordedFiles.ts')
  const checked = checkBundle(assembleOutFolder(resolve(folder)), await assembleHash())
  if (!checked.ok) return checked
  const bundle = checked.value
  const bundleFiles = Object.keys(bundle.files).length
  const name = workspace ?? bundle.workspace
  const opened = openWorkspace(assembleWorkspacePorts(session.home), name)
  const recorded = opened.ok ? recordedFiles(opened.value.files, name, bundle) : opened
  if (!recorded.ok) {
    const files = Object.entries(bundle.files).map(([file, hash]) => ({
      file,
      recorded: hash,
      onDisk: hash,
      again: null,
    }))
    return success({ runId: bundle.id, kind: bundle.kind, verified: true, files, bundleFiles })
  }
  const same = compareBundle(bundle, recorded.value)
  if (!same.ok) return same
  const kept = await verifyKept(session, name, bundle.id, flags)
  return kept.ok ? success({ ...kept.value, bundleFiles }) : kept
}

function verifyText({ runId, kind, files, bundleFiles }: Verified): string {
  const isMadeAgain = files.some(({ again: made }) => made !== null)
  const bundle = bundleFiles === null ? [] : [`The ${bundleFiles} files of the bundle are those that its list names.`]
  const made = isMadeAgain
    ? `Verified: ${kind} ${runId} was computed again and every ${kind === 'run' ? 'published ' : ''}file has the same bytes.`
    : `The ${kind} ${runId} was not computed again: ${kind === 'model' ? 'its files are those that were written; train it again under the same specification for more' : 'this home has no such result'}.`
  return [...bundle, made, ...files.map(({ file, recorded }) => `  ${recorded.slice(0, 16)}  ${file}`)].join('\n')
}
