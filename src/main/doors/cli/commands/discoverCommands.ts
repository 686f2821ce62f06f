import { type Command, InvalidArgumentError, Option } from 'commander'
import {
  PROMOTION_FORMS,
  type PromotionForm,
  type PromotionView,
} from '../../../../core/contract/workbench/discoveryViews.ts'
import type { Outcome } from '../../../../core/outcome/outcome.ts'
import type { DiscoveryPlan } from '../../../engine/discovery/planDiscoveryRun.ts'
import type { DiscoveryReport } from '../../../engine/discovery/runDiscoveryJob.ts'
import { withExamples } from '../examples.ts'
import { discoverRequest } from '../joining/jobRequests.ts'
import { positiveWholeNumberFlag, wholeNumberFlag } from '../numberFlag.ts'
import { PROGRESS_MODES, type ProgressMode } from '../progress/progressDisplay.ts'
import { registerResultCommands } from '../resultCommands.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { defaultWorkers } from '../runWorkspace.ts'
import { named, readWrittenSpec, runSpecJob } from '../specJob.ts'

const SWITCHES = {
  hypothesis: 'make the hypotheses and count their events',
  phase2: 'test them, and control what was tested as a whole',
  candidates: 'write the list of edge candidates',
  expectancy: 'write the conditional expectancies',
  robustness: 'look closely at what came out best',
} as const
type Stages = { readonly [Stage in keyof typeof SWITCHES]?: boolean }

type AskFlags = {
  readonly spec?: string
  readonly symbols?: readonly string[]
  readonly start?: string
  readonly end?: string
  readonly interval?: string
  readonly eventType?: string
  readonly seed?: number
}
type RunFlags = AskFlags &
  Stages & {
    readonly runId?: string
    readonly workers?: number
    readonly plan?: boolean
    readonly progress?: ProgressMode
  }

export function registerDiscoverCommands(program: Command, context: CommandContext): void {
  const group = program
    .command('discover')
    .description('Ask many hypotheses of the data at once, and say what is left when all of them have been paid for')
  withExamples(group, [
    'assay discover run btc_eth --symbols BTC,ETH --start 2019-01-01 --end 2023-12-31 --interval 1h',
    'assay discover candidates btc_eth 3f2a',
    'assay discover promote btc_eth 3f2a "BTC|volatility_shock_up|any|long|24" --as backtest',
  ])
  registerRun(group, context)
  registerResultCommands(group, context, {
    noun: 'discover',
    one: 'discovery',
    many: 'discoveries',
    showHelp: 'Show a discovery',
    load: async () => {
      const { listDiscoveries, showDiscovery } = await import('../../../engine/discovery/listDiscoveries.ts')
      return { list: listDiscoveries, find: showDiscovery }
    },
    texts: async () => {
      const { discoveryListText, discoveryText } = await import('../texts/discoveryText.ts')
      return { list: discoveryListText, show: discoveryText }
    },
  })
  registerCandidates(group, context)
  registerPromote(group, context)
}

function registerRun(group: Command, context: CommandContext): void {
  const command = group
    .command('run <workspace>')
    .description('Run a discovery, or go on with one that was cancelled or killed')
    .option('--spec <file>', 'the specification (YAML); what it does not say is listed in the result')
    .option('--symbols <list>', 'instruments with commas (default: all of the workspace)', listFlag)
    .option('--start <day>', 'first day, as in 2019-01-01')
    .option('--end <day>', 'last day, counted whole')
    .option('--interval <length>', 'length of a bar (default: 15m, made of finer bars)')
    .option('--event-type <names>', 'all, or kinds of events with commas')
    .option('--run-id <name>', 'a name for the run (default: named by what decides it)')
    .option('--seed <number>', 'seed of the draws (default: the workspace’s)', wholeNumberFlag)
  for (const [stage, what] of Object.entries(SWITCHES))
    command.option(`--${stage} <0|1>`, `${what} (default: 1)`, switchFlag)
  command
    .option('--workers <number>', 'worker threads (default: one a core)', positiveWholeNumberFlag)
    .option('--plan', 'only count the hypotheses; nothing is tested')
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES))
    .action(async (workspace: string, flags: RunFlags, self: Command) => {
      const { discoveryPlanText, discoveryReportText } = await import('../texts/discoveryText.ts')
      if (flags.plan === true)
        await runCommand(context, self, (session) => plan(session, workspace, flags), discoveryPlanText)
      else await runCommand(context, self, (session) => run(session, workspace, flags), discoveryReportText)
    })
  withExamples(command, [
    'assay discover run btc_eth --symbols BTC,ETH --interval 1h --plan',
    'assay discover run btc_eth --symbols BTC,ETH --start 2019-01-01 --end 2023-12-31 --interval 1h --run-id first',
    'assay discover run btc_eth --event-type volatility_shock_up,volatility_shock_down --phase2 0',
  ])
}

async function run(session: Session, workspace: string, flags: RunFlags): Promise<Outcome<DiscoveryReport>> {
  const { spec, progress, plan: _plan, workers = defaultWorkers(), ...asked } = flags
  const written = await readWrittenSpec(spec)
  if (!written.ok) return written
  const { value, text, name } = written.value
  const { DISCOVERY_STAGES, runDiscoveryJob } = await import('../../../engine/discovery/runDiscoveryJob.ts')
  const { assembleDiscoveryPorts } = await import('../../../assemble.ts')
  const jobPlan = {
    workspace,
    command: `assay discover run ${workspace}`,
    chosen: JSON.parse(JSON.stringify({ ...asked, ...named('spec', name), workers })),
    stages: DISCOVERY_STAGES,
    progress,
    request: discoverRequest(text, { ...asked, workers: flags.workers }),
    assemble: assembleDiscoveryPorts,
  }
  const { hypothesis, phase2, candidates, expectancy, robustness, ...rest } = asked
  const stages = { hypothesis, phase2, candidates, expectancy, robustness }
  return runSpecJob(session, jobPlan, (ports, parts) =>
    runDiscoveryJob(ports, parts, { ...rest, stages, written: value }, workers),
  )
}

async function plan({ home }: Session, workspace: string, flags: RunFlags): Promise<Outcome<DiscoveryPlan>> {
  const written = await readWrittenSpec(flags.spec)
  if (!written.ok) return written
  const opened = await openedWorkspace(home, workspace)
  if (!opened.ok) return opened
  const { assembleDiscoveryLookPorts } = await import('../../../assemble.ts')
  const { planDiscoveryRun } = await import('../../../engine/discovery/planDiscoveryRun.ts')
  const ports = await assembleDiscoveryLookPorts(opened.value.files)
  return planDiscoveryRun(ports, opened.value.workspace, { ...flags, written: written.value.value })
}

function registerCandidates(group: Command, context: CommandContext): void {
  const command = group
    .command('candidates <workspace> <discovery>')
    .description('Show what a discovery looked at closely, and which rules each of them passed')
    .action(async (workspace: string, idStart: string, _flags: object, self: Command) => {
      const { candidatesText } = await import('../texts/discoveryText.ts')
      await runCommand(
        context,
        self,
        async ({ home }) => {
          const opened = await openedWorkspace(home, workspace)
          if (!opened.ok) return opened
          const { showDiscovery } = await import('../../../engine/discovery/listDiscoveries.ts')
          return showDiscovery(opened.value.files, workspace, idStart)
        },
        candidatesText,
      )
    })
  withExamples(command, ['assay discover candidates btc_eth 3f2a', 'assay discover candidates btc_eth first --json'])
}

function registerPromote(group: Command, context: CommandContext): void {
  const command = group
    .command('promote <workspace> <discovery> <candidate>')
    .description('Write what runs a candidate; the bars that chose it are no evidence for it')
    .addOption(new Option('--as <form>', 'what it becomes').choices(PROMOTION_FORMS).makeOptionMandatory())
    .action(
      async (
        workspace: string,
        idStart: string,
        candidate: string,
        flags: { readonly as: PromotionForm },
        self: Command,
      ) => {
        const { promotionText } = await import('../texts/discoveryText.ts')
        await runCommand(
          context,
          self,
          (session) => promote(session, workspace, idStart, candidate, flags.as),
          promotionText,
        )
      },
    )
  withExamples(command, [
    'assay discover promote btc_eth 3f2a "BTC|volatility_shock_up|any|long|24" --as backtest',
    'assay discover promote btc_eth 3f2a "BTC|volatility_shock_up|any|long|24" --as training-set',
  ])
}

async function promote(
  { home }: Session,
  workspace: string,
  idStart: string,
  candidate: string,
  form: PromotionForm,
): Promise<Outcome<PromotionView>> {
  const { assembleWorkspacePorts, assembleDiscoveryLookPorts } = await import('../../../assemble.ts')
  const { withWorkspaceLock } = await import('../../../engine/commands/withWorkspaceLock.ts')
  const { promoteCandidate } = await import('../../../engine/discovery/promoteCandidate.ts')
  return withWorkspaceLock(
    assembleWorkspacePorts(home),
    workspace,
    `assay discover promote ${workspace}`,
    async ({ files, workspace: opened }) =>
      promoteCandidate(await assembleDiscoveryLookPorts(files), opened, { idStart, candidate, form }),
  )
}

async function openedWorkspace(home: string, workspace: string) {
  const { assembleWorkspacePorts } = await import('../../../assemble.ts')
  const { openWorkspace } = await import('../../../engine/queries/openWorkspace.ts')
  return openWorkspace(assembleWorkspacePorts(home), workspace)
}

function listFlag(text: string): readonly string[] {
  return text.split(',').map((symbol) => symbol.trim())
}

function switchFlag(text: string): boolean {
  if (text === '1') return true
  if (text === '0') return false
  throw new InvalidArgumentError('It must be 0 or 1.')
}
