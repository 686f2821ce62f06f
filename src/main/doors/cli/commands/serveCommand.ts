import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Command, InvalidArgumentError } from 'commander'
import type { Outcome } from '../../../../core/outcome/outcome.ts'
import type { ServeReport } from '../../server/serveHome.ts'
import { withExamples } from '../examples.ts'
import { wholeNumberFlag } from '../numberFlag.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { serveEnd, serveIntro } from '../texts/serveText.ts'

type ServeFlags = {
  readonly port: number
  readonly page?: string
  readonly listen?: string
  readonly open?: boolean
}

const PORT = 4747
const BUILT_PAGE = fileURLToPath(new URL('../../../../../out/page', import.meta.url))

export function registerServeCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('serve')
    .description(
      'Open the workbench for a browser on this machine, until Ctrl-C. The printed address holds a secret token: whoever has it can use this engine.',
    )
    .option('--port <port>', 'where it listens; 0: any free port', anyPort, PORT)
    .option('--page <folder>', 'the built page (default: out/page of the program)')
    .option(
      '--listen <address>',
      'DANGEROUS: another address of this machine than loopback, for other machines; not encrypted',
    )
    .option('--open', 'open it in the standard browser')
    .action((flags: ServeFlags, self: Command) =>
      runCommand(
        context,
        self,
        (session) => serve(session, flags),
        serveEnd,
        'The engine stops; running jobs are asked to stop and keep what is finished. (Once more to stop at once.)',
      ),
    )
  withExamples(command, ['assay serve', 'assay serve --port 0 --open', 'assay serve --home ~/Research --port 4800'])
}

async function serve(session: Session, flags: ServeFlags): Promise<Outcome<ServeReport>> {
  const { assembleEngineHost, assembleEngineRecords, assembleTime } = await import('../../../assemble.ts')
  const { serveHome } = await import('../../server/serveHome.ts')
  const parts = {
    ...assembleTime(),
    records: assembleEngineRecords(session.home),
    openHost: () => assembleEngineHost(session.home),
  }
  return serveHome(
    parts,
    {
      port: flags.port,
      listen: flags.listen ?? null,
      page: flags.page === undefined ? BUILT_PAGE : resolve(flags.page),
      onReady: (url, ticketUrl) => {
        session.terminal.printError(serveIntro(url, session.home, flags.listen ?? null))
        if (flags.open === true) void openPage(session, ticketUrl())
      },
      onBug: (name, error) =>
        session.terminal.printError(`${name}: ${error instanceof Error ? error.stack : String(error)}\n`),
    },
    session.cancel,
  )
}

/** That no browser opens is no reason to end: the address stands there. */
async function openPage(session: Session, url: string): Promise<void> {
  const { assembleOpener } = await import('../../../assemble.ts')
  const open = await assembleOpener()
  const opened = await open(url)
  if (!opened.ok) session.terminal.printError(`${opened.trouble.message} Open the address above by hand.\n`)
}

function anyPort(text: string): number {
  const value = wholeNumberFlag(text)
  if (value < 0 || value > 65_535) throw new InvalidArgumentError('It must be from 0 to 65535.')
  return value
}
