import { basename, parse, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { EXCHANGE_FORMATS, type ExchangeFormat } from '../../../../core/contract/exchangeFormats.ts'
import type { ExportedModel, ImportedModel } from '../../../../core/contract/workbench/modelCalls.ts'
import { failure, type Outcome } from '../../../../core/outcome/outcome.ts'
import { withExamples } from '../examples.ts'
import { givenModel } from '../givenModel.ts'
import { exportModelRequest, importModelRequest } from '../joining/jobRequests.ts'
import { positiveWholeNumberFlag } from '../numberFlag.ts'
import { PROGRESS_MODES, type ProgressMode } from '../progress/progressDisplay.ts'
import { runAsJob } from '../runAsJob.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'

type ExportFlags = {
  readonly model?: string
  readonly to: ExchangeFormat
  readonly only?: number
  readonly uncalibrated?: boolean
  readonly progress?: ProgressMode
}

/** `models export` and `models import`. */
export function registerModelExchange(group: Command, context: CommandContext): void {
  registerExport(group, context)
  registerImport(group, context)
}

function registerExport(group: Command, context: CommandContext): void {
  const command = group
    .command('export <workspace> [model]')
    .description('Write a version as a file that other programs read, and read it back over the rows of its matrix')
    .addOption(new Option('--to <format>', 'what is to read it').choices(EXCHANGE_FORMATS).makeOptionMandatory())
    .option('--model <name>', 'the version, as it is named behind the workspace')
    .option('--only <number>', 'the model of one seed alone, from 1', positiveWholeNumberFlag)
    .option('--uncalibrated', 'leave its calibration out')
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES))
    .action(async (workspace: string, model: string | undefined, flags: ExportFlags, self: Command) => {
      const { exportedModelText } = await import('../texts/exchangeText.ts')
      await runCommand(context, self, (session) => exportOne(session, workspace, model, flags), exportedModelText)
    })
  withExamples(command, [
    'assay models export stocks AAPL_ridge --to onnx',
    'assay models export stocks AAPL_xgboost@1f0a --to xgboost',
  ])
}

async function exportOne(
  session: Session,
  workspace: string,
  written: string | undefined,
  { model, progress, to, ...chosen }: ExportFlags,
): Promise<Outcome<ExportedModel>> {
  const given = givenModel(written ?? model)
  if (!given.ok) return given
  const name = given.value
  const plan = {
    workspace,
    command: `assay models export ${workspace}`,
    spec: { model: name, to, ...chosen },
    stages: [{ stage: 'export', weight: 1 }],
    progress,
    request: exportModelRequest({ model: name, to, ...chosen }),
  }
  return runAsJob(session, plan, async ({ opened, store, job }) => {
    const { assembleExchangePorts } = await import('../../../assembleModels.ts')
    const { exportModel } = await import('../../../engine/exchange/exportModel.ts')
    const ports = await assembleExchangePorts(opened.files)
    const wish = { name, format: to, ...chosen }
    return job.stage('export', () => exportModel(ports, opened.workspace.name, store, wish, job))
  })
}

type ImportFlags = Partial<Record<ExchangeFormat, string>> & {
  readonly matrix: string
  readonly id?: string
  readonly input?: string
  readonly output?: string
  readonly progress?: ProgressMode
}

function registerImport(group: Command, context: CommandContext): void {
  const command = group
    .command('import <workspace>')
    .description('Let a model of another program foretell the rows of a matrix; backtests trade it by its name')
    .option('--onnx <file>', 'an ONNX model: rows of the matrix’s columns in, one number a row out')
    .option('--xgboost <file>', 'a model.json of XGBoost')
    .option('--lightgbm <file>', 'a model file of LightGBM')
    .requiredOption('--matrix <which>', 'latest, the first letters of its hash, or its name')
    .option('--id <name>', 'name of the model (default: that of the file)')
    .option('--input <name>', 'of an ONNX model, where it has several')
    .option('--output <name>', 'of an ONNX model, where it has several')
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES))
    .action(async (workspace: string, flags: ImportFlags, self: Command) => {
      const { importedModelText } = await import('../texts/exchangeText.ts')
      await runCommand(context, self, (session) => importOne(session, workspace, flags), importedModelText)
    })
  withExamples(command, [
    'assay models import stocks --onnx net.onnx --matrix latest --id net',
    'assay models import stocks --xgboost model.json --matrix 1f0a93bc',
  ])
}

async function importOne(session: Session, workspace: string, flags: ImportFlags): Promise<Outcome<ImportedModel>> {
  const given = EXCHANGE_FORMATS.flatMap((format) => {
    const file = flags[format]
    return file === undefined ? [] : [{ format, file }]
  })
  const [one] = given
  if (one === undefined || given.length > 1)
    return failure(
      'exchange-which-file',
      given.length === 0 ? 'No file was named.' : 'More than one file was named.',
      'Name one: --onnx FILE, --xgboost FILE or --lightgbm FILE.',
    )
  const { matrix, id = parse(one.file).name, input, output, progress } = flags
  const fileName = basename(one.file)
  const wish = { id, matrix, format: one.format, file: resolve(one.file), fileName, input, output }
  const plan = {
    workspace,
    command: `assay models import ${workspace}`,
    spec: { id, matrix, [one.format]: fileName },
    stages: [{ stage: 'import', weight: 1 }],
    progress,
    request: importModelRequest({ format: one.format, file: resolve(one.file), matrix, id, input, output }),
  }
  return runAsJob(session, plan, async ({ opened, job }) => {
    const { assembleExchangePorts } = await import('../../../assembleModels.ts')
    const { importModel } = await import('../../../engine/exchange/importModel.ts')
    const ports = await assembleExchangePorts(opened.files)
    return job.stage('import', () => importModel(ports, opened.workspace, wish, job))
  })
}
