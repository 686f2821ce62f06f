import { type Command, CommanderError } from 'commander'
import { buildProgram } from './buildProgram.ts'
import { EXIT_DONE, EXIT_FAILED, EXIT_USAGE } from './exitCodes.ts'
import { jsonDocument, printTrouble, troubleOf } from './runCommand.ts'
import type { Terminal } from './terminal.ts'

/** Runs one command line and answers its exit code. Nothing is thrown. */
export async function runCli(words: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode = EXIT_DONE
  const setExitCode = (code: number) => {
    exitCode = code
  }
  let help = ''
  const keepHelp = (text: string) => {
    help += text
  }
  const program = buildProgram({ terminal, setExitCode })
  const json = words.includes('--json')
  for (const command of commandsOf(program)) {
    command.exitOverride().showSuggestionAfterError(true)
    command.configureOutput({
      writeOut: keepHelp,
      writeErr: keepHelp,
      outputError: () => {},
    })
  }
  try {
    await program.parseAsync(words.length === 0 ? ['--help'] : [...words], { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return finish(error, help, json, terminal)
    printTrouble(terminal, json, troubleOf(error))
    return EXIT_FAILED
  }
}

/** Help that was asked for is a result; everything else that commander ends with is wrong usage. */
function finish(error: CommanderError, help: string, json: boolean, terminal: Terminal): number {
  if (error.exitCode === 0) {
    terminal.print(json ? jsonDocument({ ok: true, data: { help } }) : help)
    return EXIT_DONE
  }
  if (error.code === 'commander.help' && !json) {
    terminal.printError(help)
    return EXIT_USAGE
  }
  printTrouble(terminal, json, {
    code: error.code === 'commander.help' ? 'missing-command' : codeOf(error),
    message: error.code === 'commander.help' ? 'A command is missing.' : sentence(error.message),
    hint: 'Add --help to the command to see what it takes.',
  })
  return EXIT_USAGE
}

function codeOf(error: CommanderError): string {
  return error.code.replace('commander.', '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function sentence(message: string): string {
  const text = message.replace(/^error: /, '').replace(/\n/g, ' ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?)]$/.test(text) ? '' : '.'}`
}

export function commandsOf(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(commandsOf)]
}
