import { basename, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { failure, type Outcome } from '../../../../core/outcome/outcome.ts'
import type { DataPassports } from '../../../engine/queries/dataPassport.ts'
import { withExamples } from '../examples.ts'
import { importRequest, sampleRequest } from '../joining/jobRequests.ts'
import { numberFlag, positiveWholeNumberFlag, wholeNumberFlag } from '../numberFlag.ts'
import { PROGRESS_MODES, type ProgressMode } from '../progress/progressDisplay.ts'
import { runAsJob } from '../runAsJob.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { importText, passportsText, sampleText } from '../texts/dataText.ts'
import { registerDownload } from './downloadCommand.ts'
import { registerFetch } from './fetchCommand.ts'
import { registerWatch } from './watchCommand.ts'

type ImportFlags = {
  readonly role?: 'primary' | 'secondary'
  readonly symbol?: string
  readonly file: string
  readonly kind: 'bars' | 'trades' | 'book' | 'table'
  readonly columns?: string
  readonly timeUnit?: 's' | 'ms' | 'us' | 'ns' | 'iso'
  readonly timeFormat?: string
  readonly tz?: string
  readonly header?: 'yes' | 'no' | 'guess'
  readonly delimiter?: string
  readonly encoding?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin-1'
  readonly interval?: string
  readonly name?: string
  /** False with --no-correction. */
  readonly correction: boolean
  readonly progress?: ProgressMode
}

type SampleFlags = {
  readonly kind: 'market' | 'noise' | 'planted'
  readonly strength?: number
  readonly seed: number
  readonly bars: number
  readonly progress?: ProgressMode
}

export function registerDataCommands(program: Command, context: CommandContext): void {
  const group = program.command('data').description('Bring data in, and see what is known of it')
  withExamples(group, [
    'assay data import btc_eth --role primary --file btc.csv --tz UTC',
    'assay data download btc_eth --from 2021-01-01 --port 7497',
    'assay data fetch btc_eth --kind funding --symbols BTC,ETH --start 2021-01-01',
    'assay data show btc_eth',
  ])
  registerImport(group, context)
  registerShow(group, context)
  registerSample(group, context)
  registerFetch(group, context)
  registerDownload(group, context)
  registerWatch(group, context)
}

function registerImport(group: Command, context: CommandContext): void {
  const command = group
    .command('import <workspace>')
    .description('Read a CSV (also .gz) or Parquet file, clean it, and write its passport')
    .addOption(new Option('--role <role>', 'whose bars these are, by role').choices(['primary', 'secondary']))
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
    .addOption(
      new Option('--encoding <name>', 'of text (default: guessed)').choices([
        'utf-8',
        'utf-16le',
        'utf-16be',
        'latin-1',
      ]),
    )
    .option('--interval <interval>', 'length of a bar in the file (default: the workspace’s)')
    .option('--name <name>', 'name of a table (--kind table)')
    .option(
      '--no-correction',
      'a table named funding: take its stamps as they are, even where the settlement grid shows another clock',
    )
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES))
    .action((workspace: string, flags: ImportFlags, self: Command) =>
      runCommand(context, self, (session) => importFile(session, workspace, flags), importText),
    )
  withExamples(command, [
    'assay data import btc_eth --role primary --file XBTUSD_60.csv --columns time,open,high,low,close,volume,trades --time-unit s',
    'assay data import spy_qqq --symbol SPY --file SPY_1h.csv --time-format "yyyy-MM-dd HH:mm:ss" --tz America/New_York',
    'assay data import btc_eth --kind table --name funding --file funding.csv --tz UTC --columns "event=Date,known=event+8h,key=Symbol"',
  ])
}

async function importFile(session: Session, workspace: string, flags: ImportFlags) {
  const { tz, header, progress, file, ...rest } = flags
  const options = {
    ...rest,
    file: resolve(file),
    timeZone: tz,
    header: header === 'guess' ? undefined : header,
  }
  const spec = { kind: flags.kind, file: basename(file) }
  const command = `assay data import ${workspace}`
  const request = await importRequest(session, workspace, { ...flags, file: options.file })
  const plan = { workspace, command, spec, stages: [], progress, request }
  return runAsJob(session, plan, async ({ opened, job }) => {
    const { assembleDataPorts } = await import('../../../assemble.ts')
    const { importData } = await import('../../../engine/commands/importData.ts')
    const ports = await assembleDataPorts(opened.files)
    return job.stage('import', () =>
      importData(ports, opened.workspace, options, (done, total, note) => job.beat('import', done, total, note)),
    )
  })
}

function registerShow(group: Command, context: CommandContext): void {
  const command = group
    .command('show <workspace>')
    .description('Show the data passports of a workspace')
    .action((workspace: string, _flags: object, self: Command) =>
      runCommand(context, self, (session) => passports(session, workspace), passportsText),
    )
  withExamples(command, ['assay data show btc_eth', 'assay data show btc_eth --json'])
}

async function passports({ home }: Session, workspace: string): Promise<Outcome<DataPassports>> {
  const { assembleWorkspacePorts } = await import('../../../assemble.ts')
  const { openWorkspace } = await import('../../../engine/queries/openWorkspace.ts')
  const { listPassports } = await import('../../../engine/queries/dataPassport.ts')
  const opened = openWorkspace(assembleWorkspacePorts(home), workspace)
  return opened.ok ? listPassports(opened.value.files) : opened
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
    .option(
      '--strength <sharpe>',
      'true net annual Sharpe of the planted edge, 0 to 6; 0 earns just its costs (--kind planted)',
      numberFlag,
    )
    .option('--seed <number>', 'seed of the sample', wholeNumberFlag, 1)
    .option('--bars <number>', 'bars of each leg (43800 hours are five years)', positiveWholeNumberFlag, 43_800)
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES))
    .action((workspace: string, flags: SampleFlags, self: Command) =>
      runCommand(context, self, (session) => sample(session, workspace, flags), sampleText),
    )
  withExamples(command, [
    'assay data sample try_noise --kind noise --seed 1 --bars 43800',
    'assay data sample try_planted --kind planted --strength 5 --seed 1 --bars 43800',
  ])
}

async function sample(session: Session, workspace: string, { progress, ...options }: SampleFlags) {
  if ((options.kind === 'planted') !== (options.strength !== undefined))
    return failure(
      'strength-needed',
      'A planted edge needs a strength, and nothing else has one.',
      'Say --kind planted --strength 5.',
    )
  const request = sampleRequest(options)
  const plan = { workspace, command: `assay data sample ${workspace}`, spec: options, stages: [], progress, request }
  return runAsJob(session, plan, async ({ opened, job }, { manifests }) => {
    const { assembleDataPorts } = await import('../../../assemble.ts')
    const { sampleData } = await import('../../../engine/commands/sampleData.ts')
    const ports = { ...(await assembleDataPorts(opened.files)), manifests }
    return job.stage('sample', () =>
      sampleData(ports, opened, options, (done, total, note) => job.beat('sample', done, total, note)),
    )
  })
}
