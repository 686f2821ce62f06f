import { type Command, Option } from 'commander'
import type { Outcome } from '../../../../core/outcome/outcome.ts'
import type { RobustnessReport } from '../../../engine/robustness/runRobustnessJob.ts'
import { withExamples } from '../examples.ts'
import { robustnessRequest } from '../joining/jobRequests.ts'
import { positiveWholeNumberFlag } from '../numberFlag.ts'
import { PROGRESS_MODES, type ProgressMode } from '../progress/progressDisplay.ts'
import { registerResultCommands } from '../resultCommands.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { defaultWorkers } from '../runWorkspace.ts'
import { named, readWrittenSpec, runSpecJob } from '../specJob.ts'

type RunFlags = {
  readonly backtest: string
  readonly spec?: string
  readonly workers?: number
  readonly progress?: ProgressMode
}

export function registerRobustnessCommands(program: Command, context: CommandContext): void {
  const group = program
    .command('robustness')
    .description('See what a stored backtest withstands: costs, delays, fills, luck, neighbours, regimes, placebos')
  withExamples(group, [
    'assay robustness run btc_eth --backtest 3f2a',
    'assay robustness list btc_eth',
    'assay robustness show btc_eth 91c0',
  ])
  registerRun(group, context)
  registerResultCommands(group, context, {
    noun: 'robustness',
    one: 'suite',
    showHelp: 'Show a robustness suite',
    load: async () => {
      const { findRobustness, listRobustness } = await import('../../../engine/robustness/listRobustness.ts')
      return { list: listRobustness, find: findRobustness }
    },
    texts: async () => {
      const { robustnessListText, robustnessText } = await import('../texts/robustnessText.ts')
      return { list: robustnessListText, show: robustnessText }
    },
  })
}

function registerRun(group: Command, context: CommandContext): void {
  const command = group
    .command('run <workspace>')
    .description('Test a stored backtest, or go on with a suite that was cancelled or killed')
    .requiredOption('--backtest <id>', 'the backtest; the first letters of its id are enough')
    .option('--spec <file>', 'how it is tested (YAML); what it does not say has its standard')
    .option('--workers <number>', 'worker threads (default: one a core)', positiveWholeNumberFlag)
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES))
    .action(async (workspace: string, flags: RunFlags, self: Command) => {
      const { robustnessReportText } = await import('../texts/robustnessText.ts')
      await runCommand(context, self, (session) => run(session, workspace, flags), robustnessReportText)
    })
  withExamples(command, [
    'assay robustness run btc_eth --backtest 3f2a',
    'assay robustness run btc_eth --backtest 3f2a --spec robustness.yaml --workers 4',
  ])
}

async function run(session: Session, workspace: string, flags: RunFlags): Promise<Outcome<RobustnessReport>> {
  const { backtest, spec, progress, workers = defaultWorkers() } = flags
  const written = await readWrittenSpec(spec)
  if (!written.ok) return written
  const { value, text, name } = written.value
  const { ROBUSTNESS_STAGES, runRobustnessJob } = await import('../../../engine/robustness/runRobustnessJob.ts')
  const { assembleRobustnessPorts } = await import('../../../assemble.ts')
  const plan = {
    workspace,
    command: `assay robustness run ${workspace}`,
    chosen: { backtest, ...named('spec', name), workers },
    stages: ROBUSTNESS_STAGES,
    progress,
    request: robustnessRequest(text, { backtest, workers: flags.workers }),
    assemble: assembleRobustnessPorts,
  }
  return runSpecJob(session, plan, (ports, parts) =>
    runRobustnessJob(ports, parts, { backtest, written: value }, workers),
  )
}
