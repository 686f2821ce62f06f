import { basename } from 'node:path'
import { type Command, Option } from 'commander'
import type { Outcome } from '../../../../core/outcome/outcome.ts'
import { success } from '../../../../core/outcome/outcome.ts'
import type { CheckedOwnFeature } from '../../../engine/matrices/checkOwnFeatures.ts'
import type { KnownMatrix } from '../../../engine/matrices/listMatrices.ts'
import type { BuildPlan } from '../../../engine/matrices/planBuild.ts'
import type { BuildReport } from '../../../engine/matrices/runBuildJob.ts'
import type { ShownMatrix } from '../../../engine/matrices/showMatrix.ts'
import type { GuardedFiles } from '../../../engine/ports/guardedFiles.ts'
import { withExamples } from '../examples.ts'
import { buildRequest } from '../joining/jobRequests.ts'
import { PROGRESS_MODES, type ProgressMode } from '../progress/progressDisplay.ts'
import { runAsJob } from '../runAsJob.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { readWrittenSpec } from '../specJob.ts'

type BuildFlags = {
  readonly config: string
  readonly ticker?: string
  readonly start?: string
  readonly end?: string
  readonly dryRun?: boolean
  readonly progress?: ProgressMode
}

export function registerMatrixCommands(program: Command, context: CommandContext): void {
  registerBuild(program, context)
  const group = program.command('matrices').description('What was built to learn from, and your own features')
  withExamples(group, [
    'assay matrices list stocks',
    'assay matrices show stocks latest',
    'assay matrices own-features stocks',
  ])
  registerList(group, context)
  registerShow(group, context)
  registerOwnFeatures(group, context)
}

function registerBuild(program: Command, context: CommandContext): void {
  const command = program
    .command('build <workspace>')
    .description('Build a matrix of features and a target, and examine it')
    .requiredOption('--config <file>', 'the specification (YAML); what it does not say is listed in the result')
    .option('--ticker <symbols>', 'instead of those in the file; several with commas')
    .option('--start <day>', 'first day, as in 2023-01-01, instead of that in the file')
    .option('--end <day>', 'last day, counted whole, instead of that in the file')
    .option('--dry-run', 'tell what would be built, and compute nothing')
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES))
    .action(async (workspace: string, flags: BuildFlags, self: Command) => {
      const { buildPlanText, buildReportText } = await import('../texts/matrixText.ts')
      if (flags.dryRun === true)
        await runCommand(context, self, (session) => plan(session, workspace, flags), buildPlanText)
      else await runCommand(context, self, (session) => build(session, workspace, flags), buildReportText)
    })
  withExamples(command, [
    'assay build stocks --config build.yaml',
    'assay build stocks --config build.yaml --ticker AAPL,MSFT --start 2020-01-01 --end 2023-12-31',
    'assay build stocks --config build.yaml --dry-run',
  ])
}

async function build(session: Session, workspace: string, flags: BuildFlags): Promise<Outcome<BuildReport>> {
  const wish = await wishOf(flags)
  if (!wish.ok) return wish
  const { BUILD_STAGES, runBuildJob } = await import('../../../engine/matrices/runBuildJob.ts')
  const { ticker, start, end } = flags
  const { tickers } = wish.value
  const jobPlan = {
    workspace,
    command: `assay build ${workspace}`,
    spec: JSON.parse(JSON.stringify({ config: basename(flags.config), ticker, start, end })),
    stages: BUILD_STAGES,
    progress: flags.progress,
    request: buildRequest(wish.value.text, { tickers, start, end }),
  }
  return runAsJob(session, jobPlan, async (parts) => {
    const { assembleBuildPorts } = await import('../../../assemble.ts')
    return runBuildJob(await assembleBuildPorts(parts.opened.files), parts, wish.value)
  })
}

async function plan({ home }: Session, workspace: string, flags: BuildFlags): Promise<Outcome<BuildPlan>> {
  const wish = await wishOf(flags)
  if (!wish.ok) return wish
  const opened = await openedWorkspace(home, workspace)
  if (!opened.ok) return opened
  const { planBuild } = await import('../../../engine/matrices/planBuild.ts')
  return planBuild(await buildPorts(opened.value.files), opened.value.workspace, wish.value)
}

async function wishOf({ config, ticker, start, end }: BuildFlags) {
  const read = await readWrittenSpec(config)
  if (!read.ok) return read
  const tickers = ticker?.split(',').map((symbol) => symbol.trim())
  return success({
    written: read.value.value,
    text: read.value.text,
    ...(tickers === undefined ? {} : { tickers }),
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
  })
}

function registerList(group: Command, context: CommandContext): void {
  const command = group
    .command('list <workspace>')
    .description('List the matrices of a workspace, the one built last at the end')
    .action(async (workspace: string, _flags: object, self: Command) => {
      const { matrixListText } = await import('../texts/matrixText.ts')
      await runCommand(context, self, (session) => list(session, workspace), matrixListText)
    })
  withExamples(command, ['assay matrices list stocks', 'assay matrices list stocks --json'])
}

async function list({ home }: Session, workspace: string): Promise<Outcome<readonly KnownMatrix[]>> {
  const { listMatrices } = await import('../../../engine/matrices/listMatrices.ts')
  const opened = await openedWorkspace(home, workspace)
  return opened.ok ? success(listMatrices(opened.value.files)) : opened
}

function registerShow(group: Command, context: CommandContext): void {
  const command = group
    .command('show <workspace> [matrix]')
    .description('Show a matrix and its report: by latest, its name, or the first letters of its hash')
    .action(async (workspace: string, matrix: string | undefined, _flags: object, self: Command) => {
      const { matrixText } = await import('../texts/matrixText.ts')
      await runCommand(context, self, (session) => show(session, workspace, matrix ?? 'latest'), matrixText)
    })
  withExamples(command, ['assay matrices show stocks', 'assay matrices show stocks 1f0a93bc --json'])
}

async function show({ home }: Session, workspace: string, matrix: string): Promise<Outcome<ShownMatrix>> {
  const { showMatrix } = await import('../../../engine/matrices/showMatrix.ts')
  const opened = await openedWorkspace(home, workspace)
  return opened.ok ? showMatrix(await buildPorts(opened.value.files), workspace, matrix) : opened
}

function registerOwnFeatures(group: Command, context: CommandContext): void {
  const command = group
    .command('own-features <workspace>')
    .description('List and check the features that lie in the folder features of the workspace')
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES).hideHelp())
    .action(async (workspace: string, _flags: object, self: Command) => {
      const { ownFeaturesText } = await import('../texts/matrixText.ts')
      await runCommand(context, self, (session) => ownFeatures(session, workspace), ownFeaturesText)
    })
  withExamples(command, ['assay matrices own-features stocks'])
}

async function ownFeatures({ home }: Session, workspace: string): Promise<Outcome<readonly CheckedOwnFeature[]>> {
  const { checkOwnFeatures } = await import('../../../engine/matrices/checkOwnFeatures.ts')
  const opened = await openedWorkspace(home, workspace)
  if (!opened.ok) return opened
  return checkOwnFeatures(await buildPorts(opened.value.files), opened.value.workspace, () => {})
}

async function buildPorts(files: GuardedFiles) {
  const { assembleBuildPorts } = await import('../../../assemble.ts')
  return assembleBuildPorts(files)
}

async function openedWorkspace(home: string, workspace: string) {
  const { assembleWorkspacePorts } = await import('../../../assemble.ts')
  const { openWorkspace } = await import('../../../engine/queries/openWorkspace.ts')
  return openWorkspace(assembleWorkspacePorts(home), workspace)
}
