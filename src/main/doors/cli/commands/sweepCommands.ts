import { type Command, Option } from 'commander'
import type { SweepSpec } from '../../../../core/contract/backtestSpec.ts'
import type { Outcome } from '../../../../core/outcome/outcome.ts'
import type { SweepReport } from '../../../engine/sweeps/runSweepJob.ts'
import { withExamples } from '../examples.ts'
import { sweepRequest } from '../joining/jobRequests.ts'
import { positiveWholeNumberFlag, wholeNumberFlag } from '../numberFlag.ts'
import { PROGRESS_MODES, type ProgressMode } from '../progress/progressDisplay.ts'
import { registerResultCommands } from '../resultCommands.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { defaultWorkers } from '../runWorkspace.ts'
import { named, namedFile, readWrittenSpec, runSpecJob } from '../specJob.ts'

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
  registerResultCommands(group, context, {
    noun: 'sweep',
    showHelp: 'Show a sweep',
    load: async () => {
      const { findSweep, listSweeps } = await import('../../../engine/sweeps/listSweeps.ts')
      return { list: listSweeps, find: findSweep }
    },
    texts: async () => {
      const { sweepListText, sweepText } = await import('../texts/sweepText.ts')
      return { list: sweepListText, show: sweepText }
    },
  })
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
  const written = await readWrittenSpec(spec)
  if (!written.ok) return written
  const { value, text, name } = written.value
  const { SWEEP_STAGES, runSweepJob } = await import('../../../engine/sweeps/runSweepJob.ts')
  const { assembleSweepPorts } = await import('../../../assemble.ts')
  const predictionsFile = namedFile(predictions)
  const plan = {
    workspace,
    command: `assay sweep run ${workspace}`,
    chosen: { ...wished, ...named('predictions', predictionsFile?.name), ...named('spec', name), workers, estimate },
    stages: SWEEP_STAGES,
    progress,
    request: sweepRequest(text, {
      ...wished,
      predictions: predictionsFile?.path,
      workers: flags.workers,
      estimate: flags.estimate,
    }),
    assemble: assembleSweepPorts,
  }
  const wish = { ...wished, written: value, predictionsFile }
  return runSpecJob(session, plan, (ports, parts) =>
    runSweepJob(ports, parts, wish, { workers, estimateOnly: estimate }),
  )
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
