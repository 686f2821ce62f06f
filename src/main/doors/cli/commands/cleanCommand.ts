import { Argument, type Command } from 'commander'
import { CLEAN_SCOPES, type CleanReport, type CleanScope } from '../../../../core/contract/workbench/careViews.ts'
import { failure, type Outcome, success } from '../../../../core/outcome/outcome.ts'
import { withExamples } from '../examples.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { cleanListText, cleanText } from '../texts/cleanText.ts'

export function registerCleanCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('clean')
    .description(
      'List what can be removed without losing data, ledger or published results, and remove it where you agree',
    )
    .addArgument(
      new Argument(
        '<scope>',
        'runtime: what running leaves behind; all: also what can be computed again; repo: what was built in a clone of the sources',
      ).choices(CLEAN_SCOPES),
    )
    .option('--yes', 'do not ask')
    .action((scope: CleanScope, flags: { yes?: boolean }, self: Command) =>
      runCommand(context, self, (session) => clean(session, scope, flags.yes === true), cleanText),
    )
  withExamples(command, ['assay clean runtime', 'assay clean all --yes'])
}

/** Without --yes and nobody to ask, the list is all there is. */
async function clean(session: Session, scope: CleanScope, isSure: boolean): Promise<Outcome<CleanReport>> {
  const { assembleCleanPorts } = await import('../../../assemble.ts')
  const { planCleaning } = await import('../../../engine/cleaning/planCleaning.ts')
  const { performCleaning } = await import('../../../engine/cleaning/performCleaning.ts')
  const ports = await assembleCleanPorts(session.home)
  const plan = planCleaning(ports, scope)
  if (!plan.ok) return plan
  const { ask, printError } = session.terminal
  if (!isSure && plan.value.files > 0 && ask !== null && !session.json) {
    printError(`${cleanListText(plan.value)}\n`)
    const answer = await ask('Remove all of this? [y/N] ')
    if (!/^y(es)?$/i.test(answer.trim())) return failure('cancelled', 'Nothing was removed.', '')
  } else if (!isSure) return success({ plan: plan.value, isDone: false, removedFiles: 0, removedBytes: 0, left: [] })
  return success(performCleaning(ports, plan.value))
}
