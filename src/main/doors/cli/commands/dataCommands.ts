import { type Command, Option } from 'commander'
import { withExamples } from '../examples.ts'
import { notYet } from '../notYet.ts'
import { numberFlag, positiveWholeNumberFlag, wholeNumberFlag } from '../numberFlag.ts'
import { PROGRESS_MODES } from '../progress/progressDisplay.ts'
import { type CommandContext, runCommand } from '../runCommand.ts'

export function registerDataCommands(program: Command, context: CommandContext): void {
  const group = program.command('data').description('Bring data in, and see what is known of it')
  withExamples(group, ['assay data import btc_eth --role primary --file btc.csv --tz UTC', 'assay data show btc_eth'])
  registerImport(group, context)
  registerShow(group, context)
  registerSample(group, context)
}

function registerImport(group: Command, context: CommandContext): void {
  const command = group
    .command('import <workspace>')
    .description('Read a CSV (also .gz) or Parquet file, clean it, and write its passport')
    .option('--role <role>', 'primary or secondary')
    .option('--symbol <symbol>', 'an instrument of the workspace, instead of --role')
    .requiredOption('--file <path>', 'the file to read')
    .addOption(
      new Option('--kind <kind>', 'what the file holds').choices(['bars', 'trades', 'book', 'table']).default('bars'),
    )
    .option('--columns <list>', 'by position: time,open,high,low,close,volume,trades; by name: time=Date,open=Open,...')
    .addOption(new Option('--time-unit <unit>', 'of times that are numbers').choices(['s', 'ms', 'us', 'ns', 'iso']))
    .option('--time-format <format>', 'of times that are text, as in yyyy-MM-dd HH:mm')
    .option('--tz <zone>', 'zone of times that are text, as in UTC or America/New_York')
    .addOption(
      new Option('--header <answer>', 'whether the first line names the columns').choices(['yes', 'no', 'guess']),
    )
    .option('--delimiter <character>', 'between columns (default: guessed)')
    .option('--name <name>', 'name of a table (--kind table)')
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES))
    .action((_workspace: string, _flags: object, self: Command) =>
      runCommand(context, self, async () => notYet('data import'), String),
    )
  withExamples(command, [
    'assay data import btc_eth --role primary --file XBTUSD_60.csv --columns time,open,high,low,close,volume,trades --time-unit s',
    'assay data import spy_qqq --symbol SPY --file SPY_1h.csv --time-format "yyyy-MM-dd HH:mm:ss" --tz America/New_York',
    'assay data import btc_eth --kind table --name funding --file funding.csv --tz UTC',
  ])
}

function registerShow(group: Command, context: CommandContext): void {
  const command = group
    .command('show <workspace>')
    .description('Show the data passports of a workspace')
    .action((_workspace: string, _flags: object, self: Command) =>
      runCommand(context, self, async () => notYet('data show'), String),
    )
  withExamples(command, ['assay data show btc_eth', 'assay data show btc_eth --json'])
}

function registerSample(group: Command, context: CommandContext): void {
  const command = group
    .command('sample <workspace>')
    .description('Fill a workspace with seeded synthetic data, labelled so everywhere')
    .addOption(
      new Option('--kind <kind>', 'market-like, no edge at all, or one stated edge')
        .choices(['market', 'noise', 'planted'])
        .makeOptionMandatory(),
    )
    .option('--strength <sharpe>', 'true net annual Sharpe of the planted edge (--kind planted)', numberFlag)
    .option('--seed <number>', 'seed of the sample', wholeNumberFlag)
    .option('--bars <number>', 'bars of each leg', positiveWholeNumberFlag)
    .action((_workspace: string, _flags: object, self: Command) =>
      runCommand(context, self, async () => notYet('data sample'), String),
    )
  withExamples(command, [
    'assay data sample try_noise --kind noise --seed 1 --bars 43800',
    'assay data sample try_planted --kind planted --strength 5 --seed 1 --bars 43800',
  ])
}
