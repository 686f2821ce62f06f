import type { Command } from 'commander'
import { failure, type Outcome, success } from '../../../../core/outcome/outcome.ts'
import type { RemovedWorkspace } from '../../../engine/commands/removeWorkspace.ts'
import { withExamples } from '../examples.ts'
import { numberFlag, wholeNumberFlag } from '../numberFlag.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { listingText, workspaceText } from '../texts/workspaceText.ts'

type CreateFlags = {
  readonly primary?: string
  readonly secondary?: string
  readonly symbols?: string
  readonly assetClass?: string
  readonly calendar?: string
  readonly profile?: string
  readonly interval?: string
  readonly quote?: string
  readonly capital?: number
  readonly seed?: number
  readonly feeBps?: number
  readonly slippageBps?: number
  readonly borrow?: number
}

export function registerWorkspaceCommands(program: Command, context: CommandContext): void {
  const group = program.command('workspace').description('Create, list, show and remove workspaces')
  withExamples(group, ['assay workspace list', 'assay workspace show btc_eth'])
  registerCreate(group, context)
  registerList(group, context)
  registerShow(group, context)
  registerRemove(group, context)
}

function registerCreate(group: Command, context: CommandContext): void {
  const create = group
    .command('create <name>')
    .description('Create a workspace for one instrument, a pair, or more')
    .option('--primary <symbol>', 'the instrument in the primary role')
    .option('--secondary <symbol>', 'the instrument in the secondary role')
    .option('--symbols <list>', 'more instruments, or all of them: A,B,...')
    .option('--asset-class <class>', 'crypto, equity, etf, future, option or index (default: crypto)')
    .option(
      '--calendar <name>',
      '24x7, us-equity-rth, us-equity-rth-clock or us-equity-extended (default: by asset class)',
    )
    .option('--profile <name>', 'crypto or equity (default: by calendar)')
    .option('--interval <interval>', 'length of a bar (default: 1h)')
    .option('--quote <currency>', 'currency of prices and capital (default: USD)')
    .option('--capital <amount>', 'start capital (default: 10000)', numberFlag)
    .option('--seed <number>', 'seed of everything random (default: 1)', wholeNumberFlag)
    .option('--fee-bps <number>', 'fee in basis points a side (default: 10)', numberFlag)
    .option('--slippage-bps <number>', 'slippage in basis points a side (default: 5)', numberFlag)
    .option('--borrow <fraction>', 'cost of shorts a year as a fraction (default: 0.1)', numberFlag)
    .action((name: string, flags: CreateFlags, command: Command) =>
      runCommand(context, command, (session) => createFromFlags(session, name, flags), workspaceText),
    )
  withExamples(create, [
    'assay workspace create btc_eth --primary BTC --secondary ETH --asset-class crypto --interval 1h --capital 10000',
    'assay workspace create spy_qqq --primary SPY --secondary QQQ --asset-class etf --fee-bps 1 --slippage-bps 2',
    'assay workspace create majors --symbols BTC,ETH,SOL',
  ])
}

async function createFromFlags(session: Session, name: string, flags: CreateFlags) {
  const { assembleWorkspacePorts } = await import('../../../assemble.ts')
  const { createWorkspace } = await import('../../../engine/commands/createWorkspace.ts')
  const { quote, borrow, symbols, ...rest } = flags
  return createWorkspace(assembleWorkspacePorts(session.home), {
    ...rest,
    name,
    quoteCurrency: quote,
    borrowPerYear: borrow,
    symbols: symbols?.split(',').map((symbol) => symbol.trim()),
  })
}

function registerList(group: Command, context: CommandContext): void {
  const list = group
    .command('list')
    .description('List the workspaces of the home')
    .action((_flags: object, command: Command) => runCommand(context, command, listAll, listingText))
  withExamples(list, ['assay workspace list', 'assay workspace list --json'])
}

async function listAll(session: Session) {
  const { assembleWorkspacePorts } = await import('../../../assemble.ts')
  const { listWorkspaces } = await import('../../../engine/queries/listWorkspaces.ts')
  return success(listWorkspaces(assembleWorkspacePorts(session.home)))
}

function registerShow(group: Command, context: CommandContext): void {
  const show = group
    .command('show <name>')
    .description('Show instruments, roles and costs of a workspace')
    .action((name: string, _flags: object, command: Command) =>
      runCommand(context, command, (session) => showOne(session, name), workspaceText),
    )
  withExamples(show, ['assay workspace show btc_eth', 'assay workspace show btc_eth --json'])
}

async function showOne(session: Session, name: string) {
  const { assembleWorkspacePorts } = await import('../../../assemble.ts')
  const { showWorkspace } = await import('../../../engine/queries/showWorkspace.ts')
  return showWorkspace(assembleWorkspacePorts(session.home), name)
}

function registerRemove(group: Command, context: CommandContext): void {
  const remove = group
    .command('remove <name>')
    .description('Move a workspace to the trash folder; the trial ledger stays')
    .option('--yes', 'do not ask')
    .action((name: string, flags: { yes?: boolean }, command: Command) =>
      runCommand(
        context,
        command,
        (session) => removeConfirmed(session, name, flags.yes === true),
        (removed) => `Moved ${removed.name} to ${removed.movedTo}. Its trials stay in the ledger.`,
      ),
    )
  withExamples(remove, ['assay workspace remove btc_eth', 'assay workspace remove btc_eth --yes'])
}

async function removeConfirmed(session: Session, name: string, isSure: boolean): Promise<Outcome<RemovedWorkspace>> {
  const { assembleWorkspacePorts } = await import('../../../assemble.ts')
  const { removeWorkspace } = await import('../../../engine/commands/removeWorkspace.ts')
  const ports = assembleWorkspacePorts(session.home)
  if (!isSure && ports.home.hasWorkspace(name)) {
    if (session.terminal.ask === null)
      return failure(
        'confirmation-needed',
        `Removing ${name} must be confirmed, and there is no terminal to ask on.`,
        'Add --yes.',
      )
    const answer = await session.terminal.ask(`Move the workspace ${name} to the trash? [y/N] `)
    if (!/^y(es)?$/i.test(answer.trim())) return failure('cancelled', 'Nothing was removed.', '')
  }
  return removeWorkspace(ports, name)
}
