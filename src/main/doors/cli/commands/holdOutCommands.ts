import { type Command, InvalidArgumentError, Option } from 'commander'
import type { SealReport } from '../../../../core/contract/workbench/holdOutCalls.ts'
import { type Outcome, success } from '../../../../core/outcome/outcome.ts'
import { isoTime } from '../../../../core/time/isoTime.ts'
import { seenBeyond } from '../../../../core/validation/seenBeyond.ts'
import { withExamples } from '../examples.ts'
import { sealRequest } from '../joining/jobRequests.ts'
import { PROGRESS_MODES, type ProgressMode } from '../progress/progressDisplay.ts'
import { runAsJob } from '../runAsJob.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'

type SealFlags = {
  readonly symbols?: string
  readonly interval?: string
  readonly share: number
  readonly from?: string
  readonly progress?: ProgressMode
}

type Sealed = {
  readonly workspace: string
  readonly holdOuts: readonly { readonly series: string; readonly from: string }[]
}

export function registerHoldOutCommands(program: Command, context: CommandContext): void {
  const group = program
    .command('hold-out')
    .description('The newest bars, sealed before anything is tried: what is found is tested on them once')
  withExamples(group, ['assay hold-out seal stocks --share 0.2', 'assay hold-out show stocks'])
  const seal = group
    .command('seal <workspace>')
    .description('Seal the newest bars of instruments; it cannot be undone or moved')
    .option('--symbols <list>', 'symbols with commas (default: all of the workspace)')
    .option('--interval <interval>', 'of the bars that are counted (default: the workspace’s)')
    .option('--share <fraction>', 'share of the bars that is sealed', shareFlag, 0.2)
    .addOption(new Option('--from <day>', 'first sealed day, yyyy-mm-dd, instead of a share').conflicts('share'))
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES))
    .action((workspace: string, flags: SealFlags, self: Command) =>
      runCommand(context, self, (session) => sealed(session, workspace, flags), sealText),
    )
  withExamples(seal, ['assay hold-out seal stocks', 'assay hold-out seal stocks --symbols SPY --from 2023-01-01'])
  const show = group
    .command('show <workspace>')
    .description('What is sealed')
    .action((workspace: string, _flags: object, self: Command) =>
      runCommand(context, self, (session) => shown(session, workspace), shownText),
    )
  withExamples(show, ['assay hold-out show stocks'])
}

function shareFlag(text: string): number {
  const share = Number(text)
  if (share > 0 && share < 1) return share
  throw new InvalidArgumentError('A share is between 0 and 1, as 0.2.')
}

async function sealed(session: Session, name: string, { progress, ...flags }: SealFlags): Promise<Outcome<SealReport>> {
  const { assembleDataPorts, assembleLedger, assembleWorkspacePorts } = await import('../../../assemble.ts')
  const { openWorkspace } = await import('../../../engine/queries/openWorkspace.ts')
  const { sealHoldOut } = await import('../../../engine/pipeline/sealHoldOut.ts')
  const { home } = session
  const known = openWorkspace(assembleWorkspacePorts(home), name)
  if (!known.ok) return known
  const all = known.value.workspace.instruments.map(({ symbol }) => symbol)
  const symbols = flags.symbols?.split(',').map((symbol) => symbol.trim()) ?? all
  const boundary = flags.from === undefined ? { share: flags.share } : { from: flags.from }
  const request = sealRequest({ symbols, interval: flags.interval, ...boundary })
  const spec = { symbols, ...boundary, ...(flags.interval === undefined ? {} : { interval: flags.interval }) }
  const plan = { workspace: name, command: `assay hold-out seal ${name}`, spec, stages: [], progress, request }
  return runAsJob(session, plan, async ({ opened, job }) => {
    const ledger = await assembleLedger(home, 'read')
    if (!ledger.ok) return ledger
    try {
      const ports = { ...(await assembleDataPorts(opened.files)), ledger: ledger.value }
      const interval = flags.interval ?? opened.workspace.interval
      const wish = { symbols, interval, share: flags.share, fromDay: flags.from }
      return await job.stage('seal', () => sealHoldOut(ports, opened.workspace, wish))
    } finally {
      ledger.value.close()
    }
  })
}

async function shown({ home }: Session, name: string): Promise<Outcome<Sealed>> {
  const { assembleWorkspacePorts } = await import('../../../assemble.ts')
  const { openWorkspace } = await import('../../../engine/queries/openWorkspace.ts')
  const { readBoundaries } = await import('../../../engine/pipeline/sealedBoundary.ts')
  const opened = openWorkspace(assembleWorkspacePorts(home), name)
  if (!opened.ok) return opened
  const kept = readBoundaries(opened.value.files)
  if (!kept.ok) return kept
  const holdOuts = Object.entries(kept.value).map(([series, startMs]) => ({ series, from: isoTime(startMs) }))
  return success({ workspace: name, holdOuts })
}

function sealText({ symbols, interval, from, sealedBars, bars, lookedAt }: SealReport): string {
  return [
    `Sealed: ${symbols} from ${from} on, ${sealedBars} of ${bars} bars of ${interval}, and all that come later.`,
    seenBeyond(lookedAt),
    'Builds, trainings, backtests, sweeps and runs end there; --through-hold-out opens it, and each opening is counted.',
  ].join('\n')
}

function shownText({ workspace, holdOuts }: Sealed): string {
  if (holdOuts.length === 0)
    return `Nothing is sealed in ${workspace}. Seal the newest bars before anything is tried: assay hold-out seal ${workspace}`
  return holdOuts.map(({ series, from }) => `${series}: sealed from ${from} on`).join('\n')
}
