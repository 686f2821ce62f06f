import { type Command, Option } from 'commander'
import type { Outcome } from '../../../../core/outcome/outcome.ts'
import type { BacktestReport } from '../../../engine/backtests/runBacktestJob.ts'
import { withExamples } from '../examples.ts'
import { backtestRequest } from '../joining/jobRequests.ts'
import { PROGRESS_MODES, type ProgressMode } from '../progress/progressDisplay.ts'
import { registerResultCommands } from '../resultCommands.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { named, namedFile, readWrittenSpec, runSpecJob } from '../specJob.ts'
import { registerBook } from './bookCommand.ts'

type RunFlags = {
  readonly config?: string
  readonly strategy?: string
  readonly model?: string
  readonly predictions?: string
  readonly from?: string
  readonly to?: string
  readonly engine?: 'vector' | 'event' | 'both'
  readonly throughHoldOut?: boolean
  readonly progress?: ProgressMode
}

export function registerBacktestCommands(program: Command, context: CommandContext): void {
  const group = program
    .command('backtest')
    .description('Trade a strategy, events or predictions on past bars; show what was made')
  withExamples(group, [
    'assay backtest run btc_eth --config backtest.yaml',
    'assay backtest list btc_eth',
    'assay backtest show btc_eth 3f2a',
  ])
  registerRun(group, context)
  registerResultCommands(group, context, {
    noun: 'backtest',
    showHelp: 'Show the figures of a backtest',
    load: async () => {
      const { findBacktest, listBacktests } = await import('../../../engine/backtests/listBacktests.ts')
      return { list: listBacktests, find: findBacktest }
    },
    texts: async () => {
      const { backtestListText, backtestText } = await import('../texts/backtestText.ts')
      return { list: backtestListText, show: backtestText }
    },
  })
  registerBook(group, context)
}

function registerRun(group: Command, context: CommandContext): void {
  const command = group
    .command('run <workspace>')
    .description('Run one backtest, with costs stressed, a bar later and buy and hold beside it')
    .option('--config <file>', 'the specification (YAML); what it does not say is listed in the result')
    .addOption(
      new Option('--strategy <id>', 'a strategy, instead of what the file trades').conflicts(['model', 'predictions']),
    )
    .addOption(new Option('--model <id>', 'trade the predictions kept of a model').conflicts(['predictions']))
    .option('--predictions <file>', 'trade the predictions in a file (CSV or Parquet: time, symbol, signal)')
    .option('--from <day>', 'first day, as in 2023-06-01')
    .option('--to <day>', 'last day, counted whole')
    .addOption(new Option('--engine <name>', 'both compares them trade by trade').choices(['vector', 'event', 'both']))
    .option('--through-hold-out', 'look through the sealed hold-out; each opening is counted in the ledger')
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES))
    .action(async (workspace: string, flags: RunFlags, self: Command) => {
      const { backtestReportText } = await import('../texts/backtestText.ts')
      await runCommand(context, self, (session) => run(session, workspace, flags), backtestReportText)
    })
  withExamples(command, [
    'assay backtest run btc_eth --config backtest.yaml --strategy moving-average-cross',
    'assay backtest run spy_qqq --config backtest.yaml --model SPY_daily --engine both',
    'assay backtest run spy_qqq --config backtest.yaml --predictions signals.csv --from 2021-01-01 --to 2022-12-31',
  ])
}

async function run(session: Session, workspace: string, flags: RunFlags): Promise<Outcome<BacktestReport>> {
  const { config, predictions, progress, ...wished } = flags
  const written = await readWrittenSpec(config)
  if (!written.ok) return written
  const { value, text, name } = written.value
  const { BACKTEST_STAGES, runBacktestJob } = await import('../../../engine/backtests/runBacktestJob.ts')
  const { assembleBacktestPorts } = await import('../../../assemble.ts')
  const predictionsFile = namedFile(predictions)
  const plan = {
    workspace,
    command: `assay backtest run ${workspace}`,
    chosen: { ...wished, ...named('predictions', predictionsFile?.name), ...named('config', name) },
    stages: BACKTEST_STAGES,
    progress,
    request: backtestRequest(text, { ...wished, predictions: predictionsFile?.path }),
    assemble: assembleBacktestPorts,
  }
  const wish = { ...wished, written: value, predictionsFile }
  return runSpecJob(session, plan, (ports, parts) => runBacktestJob(ports, parts, wish))
}
