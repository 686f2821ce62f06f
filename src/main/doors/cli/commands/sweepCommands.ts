import { basename, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import type { SweepSpec } from '../../../../core/contract/backtestSpec.ts'
import { type Outcome, success } from '../../../../core/outcome/outcome.ts'
import type { ListedSweep } from '../../../engine/sweeps/listSweeps.ts'
import type { SweepReport } from '../../../engine/sweeps/runSweepJob.ts'
import type { KeptSweep } from '../../../engine/sweeps/sweepFolder.ts'
import { withExamples } from '../examples.ts'
import { positiveWholeNumberFlag, wholeNumberFlag } from '../numberFlag.ts'
import { PROGRESS_MODES, type ProgressMode } from '../progress/progressDisplay.ts'
import { runAsJob } from '../runAsJob.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { defaultWorkers } from '../runWorkspace.ts'

type RunFlags = {
  readonly spec: string
  readonly strategy?: string
  readonly model?: string
  readonly predictions?: string
  readonly from?: string
  readonly to?: string
  readonly method?: SweepSpec['method']
  readonly trials?: number
  readonly seed?: number
  readonly workers?: number
  readonly estimate?: boolean
  readonly progress?: ProgressMode
}

export function registerSweepCommands(program: Command, context: CommandContext): void {
  const group = program
    .command('sweep')
    .description('Evaluate many configurations; show the best beside what luck alone would show')
  withExamples(group, [
    'assay sweep run btc_eth --spec sweep.yaml',
    'assay sweep list btc_eth',
    'assay sweep show btc_eth 3f2a',
  ])
  registerRun(group, context)
  registerPause(group, context)
  registerList(group, context)
  registerShow(group, context)
}

function registerRun(group: Command, context: CommandContext): void {
  const command = group
    .command('run <workspace>')
    .description('Run a sweep, or go on with one that was paused, cancelled or killed')
    .requiredOption('--spec <file>', 'the specification (YAML)')
    .addOption(
      new Option('--strategy <id>', 'a strategy, instead of the one in the file').conflicts(['model', 'predictions']),
    )
    .addOption(new Option('--model <id>', 'trade the predictions kept of a model').conflicts(['predictions']))
    .option('--predictions <file>', 'trade the predictions in a file (CSV or Parquet: time, symbol, signal)')
    .option('--from <day>', 'first day, as in 2023-06-01')
    .option('--to <day>', 'last day, counted whole')
    .addOption(
      new Option('--method <name>', 'how configurations are chosen').choices(['grid', 'random', 'tpe', 'genetic']),
    )
    .option('--trials <number>', 'how many configurations (random, tpe, genetic)', positiveWholeNumberFlag)
    .option('--seed <number>', 'seed of the draws (default: the workspace’s)', wholeNumberFlag)
    .option('--workers <number>', 'worker threads (default: one a core)', positiveWholeNumberFlag)
    .option('--estimate', 'only tell what it would take')
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES))
    .action(async (workspace: string, flags: RunFlags, self: Command) => {
      const { sweepReportText } = await import('../texts/sweepText.ts')
      await runCommand(context, self, (session) => run(session, workspace, flags), sweepReportText)
    })
  withExamples(command, [
    'assay sweep run btc_eth --spec sweep.yaml --strategy moving-average-cross --estimate',
    'assay sweep run btc_eth --spec sweep.yaml --method tpe --trials 500',
    'assay sweep run spy_qqq --spec sweep.yaml --model SPY_daily',
  ])
}

async function run(session: Session, workspace: string, flags: RunFlags): Promise<Outcome<SweepReport>> {
  const { spec, predictions, progress, workers = defaultWorkers(), estimate = false, ...wished } = flags
  const { assembleSpecFiles } = await import('../../../assemble.ts')
  const written = (await assembleSpecFiles()).read(resolve(spec))
  if (!written.ok) return written
  const { SWEEP_STAGES, runSweepJob } = await import('../../../engine/sweeps/runSweepJob.ts')
  const file = predictions === undefined ? {} : { predictions: basename(predictions) }
  const plan = {
    workspace,
    command: `assay sweep run ${workspace}`,
    spec: { ...wished, ...file, spec: basename(spec), workers, estimate },
    stages: SWEEP_STAGES,
    progress,
    request: null,
  }
  const predictionsFile =
    predictions === undefined ? undefined : { path: resolve(predictions), name: basename(predictions) }
  return runAsJob(session, plan, async (parts) => {
    const { assembleSweepPorts } = await import('../../../assemble.ts')
    const ports = await assembleSweepPorts(session.home, parts.opened.files)
    if (!ports.ok) return ports
    try {
      const wish = { ...wished, written: written.value ?? {}, predictionsFile }
      return await runSweepJob(ports.value, parts, wish, { workers, estimateOnly: estimate })
    } finally {
      ports.value.ledger.close()
    }
  })
}

function registerPause(group: Command, context: CommandContext): void {
  const command = group
    .command('pause <workspace>')
    .description('Stop the running sweep; what is finished is kept, and the same command goes on with it')
    .action(async (workspace: string, _flags: object, self: Command) => {
      const { cancelText } = await import('../texts/jobText.ts')
      await runCommand(
        context,
        self,
        async ({ home }) => {
          const { assembleJobPorts } = await import('../../../assemble.ts')
          const { cancelJob } = await import('../../../engine/commands/cancelJob.ts')
          return cancelJob(await assembleJobPorts(home), workspace)
        },
        cancelText,
      )
    })
  withExamples(command, ['assay sweep pause btc_eth'])
}

function registerList(group: Command, context: CommandContext): void {
  const command = group
    .command('list <workspace>')
    .description('List the sweeps of a workspace')
    .action(async (workspace: string, _flags: object, self: Command) => {
      const { sweepListText } = await import('../texts/sweepText.ts')
      await runCommand(context, self, (session) => list(session, workspace), sweepListText)
    })
  withExamples(command, ['assay sweep list btc_eth', 'assay sweep list btc_eth --json'])
}

async function list({ home }: Session, workspace: string): Promise<Outcome<readonly ListedSweep[]>> {
  const { listSweeps } = await import('../../../engine/sweeps/listSweeps.ts')
  const opened = await openedWorkspace(home, workspace)
  return opened.ok ? success(listSweeps(opened.value.files)) : opened
}

function registerShow(group: Command, context: CommandContext): void {
  const command = group
    .command('show <workspace> <sweep>')
    .description('Show a sweep; the first letters of its id are enough')
    .action(async (workspace: string, sweep: string, _flags: object, self: Command) => {
      const { sweepText } = await import('../texts/sweepText.ts')
      await runCommand(context, self, (session) => show(session, workspace, sweep), sweepText)
    })
  withExamples(command, ['assay sweep show btc_eth 3f2a', 'assay sweep show btc_eth 3f2a --json'])
}

async function show({ home }: Session, workspace: string, sweep: string): Promise<Outcome<KeptSweep>> {
  const { findSweep } = await import('../../../engine/sweeps/listSweeps.ts')
  const opened = await openedWorkspace(home, workspace)
  return opened.ok ? findSweep(opened.value.files, workspace, sweep) : opened
}

async function openedWorkspace(home: string, workspace: string) {
  const { assembleWorkspacePorts } = await import('../../../assemble.ts')
  const { openWorkspace } = await import('../../../engine/queries/openWorkspace.ts')
  return openWorkspace(assembleWorkspacePorts(home), workspace)
}
