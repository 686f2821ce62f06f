import { type Command, Option } from 'commander'
import { MODEL_STAGES, type ModelStage } from '../../../../core/contract/modelRecord.ts'
import type { Outcome } from '../../../../core/outcome/outcome.ts'
import type { ListedModel, ShownModel } from '../../../engine/training/modelRegistry.ts'
import type { Promotion } from '../../../engine/training/promoteModel.ts'
import { withExamples } from '../examples.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { registerModelExchange } from './modelExchangeCommands.ts'
import { registerModelHoldOut } from './modelHoldOutCommand.ts'
import { registerModelPredict } from './modelPredictCommand.ts'

export function registerModelCommands(program: Command, context: CommandContext): void {
  const group = program.command('models').description('Versions of trained models, and the stage each is in')
  withExamples(group, [
    'assay models list stocks',
    'assay models show stocks AAPL_equity_1d_daily',
    'assay models compare stocks AAPL_equity_1d_daily@1f0a93bc AAPL_ridge',
    'assay models promote stocks AAPL_ridge --to shadow --reason "steady over all folds"',
  ])
  registerList(group, context)
  registerShow(group, context)
  registerCompare(group, context)
  registerPromote(group, context)
  registerModelPredict(group, context)
  registerModelHoldOut(group, context)
  registerModelExchange(group, context)
}

function registerList(group: Command, context: CommandContext): void {
  const command = group
    .command('list <workspace>')
    .description('List the versions of all models')
    .action(async (workspace: string, _flags: object, self: Command) => {
      const { modelListText } = await import('../texts/modelText.ts')
      await runCommand(context, self, (session) => list(session, workspace), modelListText)
    })
  withExamples(command, ['assay models list stocks', 'assay models list stocks --json'])
}

async function list({ home }: Session, workspace: string): Promise<Outcome<readonly ListedModel[]>> {
  const { assembleJobPorts } = await import('../../../assemble.ts')
  const { readingModels } = await import('../../../engine/training/withModelStore.ts')
  const { listModels } = await import('../../../engine/training/modelRegistry.ts')
  return readingModels(await assembleJobPorts(home), workspace, (_, store) => listModels(store))
}

function registerShow(group: Command, context: CommandContext): void {
  const command = group
    .command('show <workspace> <model>')
    .description('Show a version: ID@1f0a, or ID alone for the one in production, else the newest')
    .action(async (workspace: string, model: string, _flags: object, self: Command) => {
      const { modelText } = await import('../texts/modelText.ts')
      await runCommand(context, self, (session) => show(session, workspace, model), modelText)
    })
  withExamples(command, ['assay models show stocks AAPL_ridge', 'assay models show stocks AAPL_ridge@1f0a --json'])
}

async function show({ home }: Session, workspace: string, model: string): Promise<Outcome<ShownModel>> {
  const { assembleJobPorts } = await import('../../../assemble.ts')
  const { readingModels } = await import('../../../engine/training/withModelStore.ts')
  const { showModel } = await import('../../../engine/training/modelRegistry.ts')
  const ports = await assembleJobPorts(home)
  return readingModels(ports, workspace, ({ files }, store) => showModel(files, store, model))
}

function registerCompare(group: Command, context: CommandContext): void {
  const command = group
    .command('compare <workspace> <models...>')
    .description('Show the scores of versions beside each other')
    .action(async (workspace: string, models: readonly string[], _flags: object, self: Command) => {
      const { modelComparisonText } = await import('../texts/modelText.ts')
      await runCommand(context, self, (session) => compare(session, workspace, models), modelComparisonText)
    })
  withExamples(command, ['assay models compare stocks AAPL_ridge AAPL_xgboost@1f0a'])
}

async function compare(
  { home }: Session,
  workspace: string,
  models: readonly string[],
): Promise<Outcome<readonly ShownModel[]>> {
  const { assembleJobPorts } = await import('../../../assemble.ts')
  const { readingModels } = await import('../../../engine/training/withModelStore.ts')
  const { compareModels } = await import('../../../engine/training/modelRegistry.ts')
  const ports = await assembleJobPorts(home)
  return readingModels(ports, workspace, ({ files }, store) => compareModels(files, store, models))
}

type PromoteFlags = { readonly to: ModelStage; readonly reason: string }

function registerPromote(group: Command, context: CommandContext): void {
  const command = group
    .command('promote <workspace> <model>')
    .description('Put a version into another stage; one version of a model is in production, the former is retired')
    .addOption(new Option('--to <stage>', 'the stage').choices(MODEL_STAGES).makeOptionMandatory())
    .requiredOption('--reason <text>', 'why; it is journalled')
    .action(async (workspace: string, model: string, flags: PromoteFlags, self: Command) => {
      const { promotionText } = await import('../texts/modelText.ts')
      await runCommand(context, self, (session) => promote(session, workspace, model, flags), promotionText)
    })
  withExamples(command, [
    'assay models promote stocks AAPL_ridge --to shadow --reason "steady over all folds"',
    'assay models promote stocks AAPL_ridge@1f0a --to production --reason "three months in shadow"',
  ])
}

async function promote(
  { home }: Session,
  workspace: string,
  model: string,
  { to, reason }: PromoteFlags,
): Promise<Outcome<Promotion>> {
  const { assembleJobPorts, assembleHash } = await import('../../../assemble.ts')
  const { writingModels } = await import('../../../engine/training/withModelStore.ts')
  const { promoteModel } = await import('../../../engine/training/promoteModel.ts')
  const ports = await assembleJobPorts(home)
  const hash = await assembleHash()
  const command = `assay models promote ${workspace} ${model}`
  return writingModels(ports, workspace, command, ({ files }, store) =>
    promoteModel({ files, clock: ports.clock, hash }, store, { name: model, to, reason }),
  )
}
