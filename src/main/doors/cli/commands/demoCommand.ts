import { type Command, Option } from 'commander'
import { withExamples } from '../examples.ts'
import { notYet } from '../notYet.ts'
import { positiveWholeNumberFlag } from '../numberFlag.ts'
import { PROGRESS_MODES } from '../progress/progressDisplay.ts'
import { type CommandContext, runCommand } from '../runCommand.ts'

export function registerDemoCommand(program: Command, context: CommandContext): void {
  const demo = program
    .command('demo')
    .description(
      'Run the pipeline on two synthetic samples, one without and one with an edge, and compare the verdicts',
    )
    .option('--workers <number>', 'worker threads (default: cores less one)', positiveWholeNumberFlag)
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES))
    .action((_flags: object, self: Command) => runCommand(context, self, async () => notYet('demo'), String))
  withExamples(demo, ['assay demo', 'assay demo --home /tmp/assay-demo'])
}
