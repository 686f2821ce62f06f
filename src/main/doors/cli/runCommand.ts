import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import type { Command } from 'commander'
import { Cancelled } from '../../../core/job/cancelled.ts'
import { failure, type Outcome, type Trouble } from '../../../core/outcome/outcome.ts'
import { EXIT_CANCELLED, EXIT_DONE, EXIT_FAILED } from './exitCodes.ts'
import type { Terminal } from './terminal.ts'

export type CommandContext = { readonly terminal: Terminal; readonly setExitCode: (code: number) => void }

/** What one running command has at hand. `cancel` is aborted by Ctrl-C. */
export type Session = {
  readonly home: string
  readonly json: boolean
  readonly terminal: Terminal
  readonly cancel: AbortSignal
}

type GlobalFlags = {
  readonly home?: string
  readonly json?: boolean
  readonly verbose?: boolean
  readonly progress?: string
}

/**
 * Runs the work of a command and prints its result: one JSON document on standard output with --json, otherwise what `show`
 * makes of it. Expected trouble, bugs and Ctrl-C all end here, each in its exit code. `farewell` answers the first Ctrl-C.
 */
export async function runCommand<T>(
  context: CommandContext,
  command: Command,
  work: (session: Session) => Promise<Outcome<T>>,
  show: (value: T) => string,
  farewell = 'Cancelling; what is finished is kept. (Once more to stop at once.)',
): Promise<void> {
  const flags: GlobalFlags = command.optsWithGlobals()
  const { terminal } = context
  const stop = new AbortController()
  const stopListening = terminal.onInterrupt(() => interrupt(stop, terminal, farewell, flags.progress === 'json'))
  const session = { home: homeOf(flags, terminal), json: flags.json === true, terminal, cancel: stop.signal }
  try {
    const outcome = await work(session)
    if (outcome.ok) {
      context.setExitCode(EXIT_DONE)
      terminal.print(
        session.json ? jsonDocument({ ok: true, data: outcome.value ?? null }) : `${show(outcome.value)}\n`,
      )
    } else {
      context.setExitCode(outcome.trouble.code === 'cancelled' ? EXIT_CANCELLED : EXIT_FAILED)
      printTrouble(terminal, session.json, outcome.trouble)
    }
  } catch (error) {
    context.setExitCode(error instanceof Cancelled ? EXIT_CANCELLED : EXIT_FAILED)
    printTrouble(terminal, session.json, troubleOf(error))
    if (flags.verbose === true && error instanceof Error) terminal.printError(`${error.stack}\n`)
  } finally {
    stopListening()
  }
}

export function printTrouble(terminal: Terminal, json: boolean, trouble: Trouble): void {
  const { code, message, hint } = trouble
  if (json) terminal.print(jsonDocument({ ok: false, error: { code, message, hint } }))
  else terminal.printError(`error: ${message} [${code}]\n${hint === '' ? '' : `hint: ${hint}\n`}`)
}

export function jsonDocument(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

export function troubleOf(error: unknown): Trouble {
  if (error instanceof Cancelled)
    return failure(
      'cancelled',
      'The command was cancelled.',
      'What was finished is kept; run the same command again to continue.',
    ).trouble
  const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
  return failure(
    'internal-error',
    `Something went wrong inside Assay: ${reason}`,
    'This is a fault of the program. Run the command again with --verbose and report what it prints.',
  ).trouble
}

/** `--home`, else ASSAY_HOME, else ~/Assay. */
function homeOf(flags: GlobalFlags, terminal: Terminal): string {
  const named = flags.home || terminal.environment.ASSAY_HOME
  return named ? resolve(named) : join(homedir(), 'Assay')
}

/** With --progress json nothing but events may stand on standard error. */
function interrupt(stop: AbortController, terminal: Terminal, text: string, asEvent: boolean): void {
  if (stop.signal.aborted) process.exit(EXIT_CANCELLED)
  terminal.printError(asEvent ? `${JSON.stringify({ type: 'note', text })}\n` : `\n${text}\n`)
  stop.abort()
}
