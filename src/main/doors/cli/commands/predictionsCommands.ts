import { basename, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import type { PredictionsPassport } from '../../../../core/contract/predictionsPassport.ts'
import type { Outcome } from '../../../../core/outcome/outcome.ts'
import type { ImportedPredictions } from '../../../engine/backtests/importPredictions.ts'
import { withExamples } from '../examples.ts'
import { predictionsRequest } from '../joining/jobRequests.ts'
import { PROGRESS_MODES, type ProgressMode } from '../progress/progressDisplay.ts'
import { runAsJob } from '../runAsJob.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { importedPredictionsText, predictionsListText } from '../texts/predictionsText.ts'

type ImportFlags = {
  readonly model: string
  readonly file: string
  readonly columns?: string
  readonly timeUnit?: 's' | 'ms' | 'us' | 'ns' | 'iso'
  readonly timeFormat?: string
  readonly tz?: string
  readonly interval?: string
  readonly progress?: ProgressMode
}

export function registerPredictionsCommands(program: Command, context: CommandContext): void {
  const group = program
    .command('predictions')
    .description('Keep the predictions of a model, to be traded by a backtest')
  withExamples(group, ['assay predictions import spy_qqq --model SPY_daily --file predictions.csv'])
  registerImport(group, context)
  registerList(group, context)
}

function registerImport(group: Command, context: CommandContext): void {
  const command = group
    .command('import <workspace>')
    .description('Check a file of predictions (CSV or Parquet: time, symbol, signal) and keep it')
    .requiredOption('--model <id>', 'whose predictions these are')
    .requiredOption('--file <path>', 'the file; a time is the start of the bar at whose close the prediction is known')
    .option('--columns <list>', 'by name: time=Date,symbol=Ticker,signal=prediction')
    .addOption(new Option('--time-unit <unit>', 'of times that are numbers').choices(['s', 'ms', 'us', 'ns', 'iso']))
    .option('--time-format <format>', 'of times that are text, as in yyyy-MM-dd HH:mm')
    .option('--tz <zone>', 'zone of times that are text, as in UTC or America/New_York')
    .option('--interval <interval>', 'of the bars that are predicted (default: the workspace’s)')
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES))
    .action((workspace: string, flags: ImportFlags, self: Command) =>
      runCommand(context, self, (session) => importFile(session, workspace, flags), importedPredictionsText),
    )
  withExamples(command, [
    'assay predictions import spy_qqq --model SPY_daily --file predictions.csv --tz UTC',
    'assay predictions import spy_qqq --model SPY_daily --file p.parquet --columns time=date,symbol=ticker,signal=score',
  ])
}

async function importFile(
  session: Session,
  workspace: string,
  flags: ImportFlags,
): Promise<Outcome<ImportedPredictions>> {
  const { tz, progress, file, ...rest } = flags
  const plan = {
    workspace,
    command: `assay predictions import ${workspace}`,
    spec: { model: flags.model, file: basename(file) },
    stages: [],
    progress,
    request: predictionsRequest({ ...flags, file: resolve(file) }),
  }
  return runAsJob(session, plan, async ({ opened, job }) => {
    const { assemblePredictionPorts } = await import('../../../assembleModels.ts')
    const { importPredictions } = await import('../../../engine/backtests/importPredictions.ts')
    const ports = await assemblePredictionPorts(opened.files)
    const wish = { ...rest, file: resolve(file), timeZone: tz }
    return job.stage('import', () =>
      importPredictions(ports, opened.workspace, wish, basename(file), (done, total, note) =>
        job.beat('import', done, total, note),
      ),
    )
  })
}

function registerList(group: Command, context: CommandContext): void {
  const command = group
    .command('list <workspace>')
    .description('List the predictions that a workspace keeps')
    .action((workspace: string, _flags: object, self: Command) =>
      runCommand(context, self, (session) => list(session, workspace), predictionsListText),
    )
  withExamples(command, ['assay predictions list spy_qqq', 'assay predictions list spy_qqq --json'])
}

async function list({ home }: Session, workspace: string): Promise<Outcome<readonly PredictionsPassport[]>> {
  const { assembleWorkspacePorts } = await import('../../../assemble.ts')
  const { openWorkspace } = await import('../../../engine/queries/openWorkspace.ts')
  const { listPredictions } = await import('../../../engine/backtests/storedPredictions.ts')
  const opened = openWorkspace(assembleWorkspacePorts(home), workspace)
  return opened.ok ? listPredictions(opened.value.files) : opened
}
