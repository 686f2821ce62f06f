import { basename, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { type Outcome, success } from '../../../../core/outcome/outcome.ts'
import type { KeptBacktest } from '../../../engine/backtests/backtestFolder.ts'
import type { ListedBacktest } from '../../../engine/backtests/listBacktests.ts'
import type { BacktestReport } from '../../../engine/backtests/runBacktestJob.ts'
import { withExamples } from '../examples.ts'
import { PROGRESS_MODES, type ProgressMode } from '../progress/progressDisplay.ts'
import { runAsJob } from '../runAsJob.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
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
    .description('Trade a strategy or predictions on past bars; show what was made')
  withExamples(group, [
    'assay backtest run btc_eth --config backtest.yaml',
    'assay backtest list btc_eth',
    'assay backtest show btc_eth 3f2a',
  ])
  registerRun(group, context)
  registerList(group, context)
  registerShow(group, context)
  registerBook(group, context)
}

function registerRun(group: Command, context: CommandContext): void {
  const command = group
    .command('run <workspace>')
    .description('Run one backtest, with costs stressed, a bar later and buy and hold beside it')
    .option('--config <file>', 'the specification (YAML); what it does not say is listed in the result')
    .addOption(
      new Option('--strategy <id>', 'a strategy, instead of the one in the file').conflicts(['model', 'predictions']),
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
  const written = await readConfig(config)
  if (!written.ok) return written
  const { BACKTEST_STAGES, runBacktestJob } = await import('../../../engine/backtests/runBacktestJob.ts')
  const file = predictions === undefined ? {} : { predictions: basename(predictions) }
  const plan = {
    workspace,
    command: `assay backtest run ${workspace}`,
    spec: { ...wished, ...file, ...(config === undefined ? {} : { config: basename(config) }) },
    stages: BACKTEST_STAGES,
    progress,
    request: null,
  }
  const predictionsFile =
    predictions === undefined ? undefined : { path: resolve(predictions), name: basename(predictions) }
  return runAsJob(session, plan, async (parts) => {
    const { assembleBacktestPorts } = await import('../../../assemble.ts')
    const ports = await assembleBacktestPorts(session.home, parts.opened.files)
    if (!ports.ok) return ports
    try {
      return await runBacktestJob(ports.value, parts, { ...wished, written: written.value, predictionsFile })
    } finally {
      ports.value.ledger.close()
    }
  })
}

/** An empty file says nothing, which is allowed: everything is then assumed, and listed. */
async function readConfig(config: string | undefined): Promise<Outcome<unknown>> {
  if (config === undefined) return success({})
  const { assembleSpecFiles } = await import('../../../assemble.ts')
  const read = (await assembleSpecFiles()).read(resolve(config))
  return read.ok ? success(read.value ?? {}) : read
}

function registerList(group: Command, context: CommandContext): void {
  const command = group
    .command('list <workspace>')
    .description('List the backtests of a workspace')
    .action(async (workspace: string, _flags: object, self: Command) => {
      const { backtestListText } = await import('../texts/backtestText.ts')
      await runCommand(context, self, (session) => list(session, workspace), backtestListText)
    })
  withExamples(command, ['assay backtest list btc_eth', 'assay backtest list btc_eth --json'])
}

async function list({ home }: Session, workspace: string): Promise<Outcome<readonly ListedBacktest[]>> {
  const { listBacktests } = await import('../../../engine/backtests/listBacktests.ts')
  const opened = await openedWorkspace(home, workspace)
  return opened.ok ? success(listBacktests(opened.value.files)) : opened
}

function registerShow(group: Command, context: CommandContext): void {
  const command = group
    .command('show <workspace> <backtest>')
    .description('Show the figures of a backtest; the first letters of its id are enough')
    .action(async (workspace: string, backtest: string, _flags: object, self: Command) => {
      const { backtestText } = await import('../texts/backtestText.ts')
      await runCommand(context, self, (session) => show(session, workspace, backtest), backtestText)
    })
  withExamples(command, ['assay backtest show btc_eth 3f2a', 'assay backtest show btc_eth 3f2a --json'])
}

async function show({ home }: Session, workspace: string, backtest: string): Promise<Outcome<KeptBacktest>> {
  const { findBacktest } = await import('../../../engine/backtests/listBacktests.ts')
  const opened = await openedWorkspace(home, workspace)
  return opened.ok ? findBacktest(opened.value.files, workspace, backtest) : opened
}

async function openedWorkspace(home: string, workspace: string) {
  const { assembleWorkspacePorts } = await import('../../../assemble.ts')
  const { openWorkspace } = await import('../../../engine/queries/openWorkspace.ts')
  return openWorkspace(assembleWorkspacePorts(home), workspace)
}
