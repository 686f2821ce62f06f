import process from 'node:process'
import { EXIT_FAILED } from './exitCodes.ts'
import { runCli } from './runCli.ts'
import { printTrouble, troubleOf } from './runCommand.ts'
import { processTerminal } from './terminal.ts'

const words = process.argv.slice(2)
const terminal = processTerminal()

// A reader that went away (assay ... | head) is no fault.
process.stdout.on('error', () => process.exit())
process.stderr.on('error', () => process.exit())
process.on('uncaughtException', (error) => {
  printTrouble(terminal, words.includes('--json'), troubleOf(error))
  if (words.includes('--verbose')) terminal.printError(`${error.stack}\n`)
  finish(EXIT_FAILED)
})

finish(await runCli(words, terminal))

/** Ends once everything is printed, even where a thread or timer is still alive. */
function finish(exitCode: number): void {
  process.exitCode = exitCode
  process.stdout.write('', () => process.stderr.write('', () => process.exit(exitCode)))
}
