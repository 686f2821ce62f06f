import type { Command } from 'commander'
import { withExamples } from '../examples.ts'
import { notYet } from '../notYet.ts'
import { positiveWholeNumberFlag } from '../numberFlag.ts'
import { type CommandContext, runCommand } from '../runCommand.ts'

export function registerVerifyCommand(program: Command, context: CommandContext): void {
  const verify = program
    .command('verify <workspace>')
    .description('Run a run again and compare the hashes of every published file')
    .requiredOption('--run <id>', 'the run; the first letters of its id are enough')
    .option('--workers <number>', 'worker threads (default: cores less one)', positiveWholeNumberFlag)
    .action((_workspace: string, _flags: object, self: Command) =>
      runCommand(context, self, async () => notYet('verify'), String),
    )
  withExamples(verify, ['assay verify btc_eth --run 3f2a'])
}
