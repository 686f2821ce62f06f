import { resolve } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { RISK_PROFILES, type RiskProfile } from '../../../../core/contract/leaderboard.ts'
import type { Outcome } from '../../../../core/outcome/outcome.ts'
import type { JudgingPorts } from '../../../engine/leaderboard/leaderboardPorts.ts'
import { withExamples } from '../examples.ts'
import { positiveWholeNumberFlag } from '../numberFlag.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'

type PlaceFlags = { readonly workspace?: string; readonly gates?: string; readonly profile?: RiskProfile }
type ShowFlags = PlaceFlags & {
  readonly filter?: string
  readonly by: string
  readonly order?: 'asc' | 'desc'
  readonly limit: number
}
type ReviewFlags = PlaceFlags & { readonly note: string; readonly accept?: boolean; readonly reject?: boolean }

const GATES = ['--gates <file>', 'your own gates (YAML) on top of those of every profile'] as const
const PLACE = ['--workspace <name>', 'where the entry stands, where two begin alike'] as const

/** A profile by its name, in capitals or not. */
function profileFlag(text: string): RiskProfile {
  const found = RISK_PROFILES.find((profile) => profile.toLowerCase() === text.toLowerCase())
  if (found === undefined) throw new InvalidArgumentError(`It must be one of ${RISK_PROFILES.join(', ')}.`)
  return found
}

export function registerLeaderboardCommands(program: Command, context: CommandContext): void {
  const group = program
    .command('leaderboard')
    .description('Rank finished backtests, sweeps and runs, with the gates of a risk profile; review them')
  withExamples(group, [
    'assay leaderboard update',
    'assay leaderboard show --filter "gate:pass,sharpe:>1.5,trades:>=50"',
    'assay leaderboard entry 3f2a',
  ])
  registerUpdate(group, context)
  registerShow(group, context)
  registerEntry(group, context)
  registerReview(group, context)
}

function registerUpdate(group: Command, context: CommandContext): void {
  const command = group
    .command('update [workspace]')
    .description('Put every finished result on the board, and take off what is gone (all workspaces, or one)')
    .action(async (workspace: string | undefined, _flags: object, self: Command) => {
      const { updatesText } = await import('../texts/leaderboardText.ts')
      await runCommand(
        context,
        self,
        async (session) => {
          const { assembleBoardPorts } = await import('../../../assemble.ts')
          const { updateAll } = await import('../../../engine/leaderboard/updateAll.ts')
          return updateAll(await assembleBoardPorts(session.home), workspace ?? null, session.cancel)
        },
        updatesText,
      )
    })
  withExamples(command, ['assay leaderboard update', 'assay leaderboard update btc_eth --json'])
}

function registerShow(group: Command, context: CommandContext): void {
  const command = group
    .command('show [workspace]')
    .description('Rank the board of a workspace, or of the whole home')
    .option(
      '--filter <conditions>',
      'all must hold: gate:, profile:, period:, kind:, review:, fill:, subject:, symbol:, workspace:, interval:, pack:, and any figure',
    )
    .option('--by <figure>', 'the figure that ranks: sharpe, return, drawdown or any other', 'sharpe')
    .addOption(
      new Option('--order <direction>', 'small or large first (default: the better end)').choices(['asc', 'desc']),
    )
    .option('--limit <number>', 'how many entries', positiveWholeNumberFlag, 20)
    .option(...GATES)
    .action(async (workspace: string | undefined, flags: ShowFlags, self: Command) => {
      const { boardText } = await import('../texts/leaderboardText.ts')
      await runCommand(
        context,
        self,
        (session) =>
          withJudging(session, flags, async (ports) => {
            const { showLeaderboard } = await import('../../../engine/leaderboard/showLeaderboard.ts')
            const { filter, by, order = null, limit } = flags
            return showLeaderboard(ports, { workspace: workspace ?? null, filter, by, order, limit })
          }),
        boardText,
      )
    })
  withExamples(command, [
    'assay leaderboard show --filter "gate:pass,sharpe:>1.5,trades:>=50"',
    'assay leaderboard show btc_eth --filter "profile:Aggressive,drawdown:<20%,period:2020..2022" --by return',
    'assay leaderboard show --by deflated_sharpe --limit 5 --json',
  ])
}

function registerEntry(group: Command, context: CommandContext): void {
  const command = group
    .command('entry <id>')
    .description('Show one entry: each gate with its reason and what to try, and its reviews')
    .option('--profile <name>', `whose gates judge: ${RISK_PROFILES.join(', ')}`, profileFlag)
    .option(...PLACE)
    .option(...GATES)
    .action(async (id: string, flags: PlaceFlags, self: Command) => {
      const { entryText } = await import('../texts/leaderboardText.ts')
      await runCommand(
        context,
        self,
        (session) =>
          withJudging(session, flags, async (ports) => {
            const { showEntry } = await import('../../../engine/leaderboard/showEntry.ts')
            return showEntry(ports, flags.workspace ?? null, id, flags.profile ?? null)
          }),
        entryText,
      )
    })
  withExamples(command, ['assay leaderboard entry 3f2a --profile Conservative'])
}

function registerReview(group: Command, context: CommandContext): void {
  const command = group
    .command('review <id>')
    .description('Add a note on an entry, and accept or reject it; notes are never taken back')
    .requiredOption('--note <text>', 'what you looked at and what you found')
    .addOption(new Option('--accept', 'accept it').conflicts('reject'))
    .option('--reject', 'reject it')
    .option(...PLACE)
    .action(async (id: string, flags: ReviewFlags, self: Command) => {
      const { reviewedText } = await import('../texts/leaderboardText.ts')
      await runCommand(
        context,
        self,
        async (session) => {
          const { assembleBoardPorts } = await import('../../../assemble.ts')
          const { reviewEntry } = await import('../../../engine/leaderboard/reviewEntry.ts')
          const decision = flags.accept === true ? 'accept' : flags.reject === true ? 'reject' : null
          const wish = { workspace: flags.workspace ?? null, id, note: flags.note, decision } as const
          return reviewEntry(await assembleBoardPorts(session.home), wish, session.cancel)
        },
        reviewedText,
      )
    })
  withExamples(command, ['assay leaderboard review 3f2a --note "Costs checked against own fills" --accept'])
}

export function registerCartCommands(program: Command, context: CommandContext): void {
  const group = program.command('cart').description('Choose reviewed and accepted entries that pass their gates')
  withExamples(group, ['assay cart add 3f2a --profile Balanced', 'assay cart show'])
  const add = group
    .command('add <id>')
    .description('Put an entry in; refused where it was not accepted or fails a gate')
    .option('--profile <name>', `whose gates it must pass: ${RISK_PROFILES.join(', ')}`, profileFlag)
    .option(...PLACE)
    .option(...GATES)
    .action(async (id: string, flags: PlaceFlags, self: Command) => {
      const { cartAddedText } = await import('../texts/cartText.ts')
      await runCommand(
        context,
        self,
        (session) =>
          withJudging(session, flags, async (ports) => {
            const { addToCart } = await import('../../../engine/leaderboard/cart.ts')
            const wish = { workspace: flags.workspace ?? null, id, profile: flags.profile ?? null }
            return addToCart(ports, wish, session.cancel)
          }),
        cartAddedText,
      )
    })
  withExamples(add, ['assay cart add 3f2a', 'assay cart add 3f2a --profile Aggressive --gates gates.yaml'])
  registerCartRemove(group, context)
  registerCartShow(group, context)
}

function registerCartRemove(group: Command, context: CommandContext): void {
  const command = group
    .command('remove <id>')
    .description('Take an entry out')
    .option(...PLACE)
    .action(async (id: string, flags: PlaceFlags, self: Command) => {
      const { cartRemovedText } = await import('../texts/cartText.ts')
      await runCommand(
        context,
        self,
        async (session) => {
          const { assembleBoardPorts } = await import('../../../assemble.ts')
          const { removeFromCart } = await import('../../../engine/leaderboard/cart.ts')
          const ports = await assembleBoardPorts(session.home)
          return removeFromCart(ports, { workspace: flags.workspace ?? null, id }, session.cancel)
        },
        cartRemovedText,
      )
    })
  withExamples(command, ['assay cart remove 3f2a'])
}

function registerCartShow(group: Command, context: CommandContext): void {
  const command = group
    .command('show [workspace]')
    .description('Show what lies in it, and whether each entry still passes')
    .option(...GATES)
    .action(async (workspace: string | undefined, flags: PlaceFlags, self: Command) => {
      const { cartText } = await import('../texts/cartText.ts')
      await runCommand(
        context,
        self,
        (session) =>
          withJudging(session, flags, async (ports) => {
            const { showCart } = await import('../../../engine/leaderboard/cart.ts')
            return showCart(ports, workspace ?? null)
          }),
        cartText,
      )
    })
  withExamples(command, ['assay cart show', 'assay cart show btc_eth --json'])
}

async function withJudging<T>(
  session: Session,
  { gates }: PlaceFlags,
  work: (ports: JudgingPorts) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const { assembleJudgingPorts } = await import('../../../assemble.ts')
  const ports = await assembleJudgingPorts(session.home, gates === undefined ? null : resolve(gates))
  if (!ports.ok) return ports
  try {
    return await work(ports.value)
  } finally {
    ports.value.ledger.close()
  }
}
