import type { Command } from 'commander'
import type { MachineReport } from '../../../../core/contract/workbench/careViews.ts'
import { failure, type Outcome, success } from '../../../../core/outcome/outcome.ts'
import { withExamples } from '../examples.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { machineText } from '../texts/machineText.ts'

export function registerDoctorCommand(program: Command, context: CommandContext): void {
  const doctor = program
    .command('doctor')
    .description('Check whether this machine has all that Assay needs')
    .action((_flags: object, command: Command) => runCommand(context, command, examine, machineText))
  withExamples(doctor, ['assay doctor', 'assay doctor --home /data/assay --json'])
}

/** With --json a failed check is a failure whose message holds what failed; the text form shows the whole list first. */
async function examine(session: Session): Promise<Outcome<MachineReport>> {
  const { assembleMachine } = await import('../../../assemble.ts')
  const { examineMachine } = await import('../../../engine/queries/examineMachine.ts')
  const report = await examineMachine(assembleMachine(), session.home)
  if (report.fails === 0) return success(report)
  if (!session.json) session.terminal.print(`${machineText(report)}\n`)
  const failed = report.checks.filter((check) => check.state === 'fail')
  return failure(
    'machine-not-ready',
    `${report.fails} of ${report.checks.length} checks failed: ${failed.map((check) => `${check.id} (${check.found})`).join('; ')}`,
    failed.map((check) => check.advice).join(' '),
  )
}
