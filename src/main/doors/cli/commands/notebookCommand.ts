import type { Command } from 'commander'
import type { WrittenNotebooks } from '../../../../core/contract/workbench/modelCalls.ts'
import type { Outcome } from '../../../../core/outcome/outcome.ts'
import { withExamples } from '../examples.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'

export function registerNotebookCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('notebook <workspace>')
    .description('Write notebooks that read the files of a workspace (pandas, matplotlib, pyarrow or DuckDB)')
    .option('--force', 'write over those that somebody changed')
    .action((workspace: string, flags: { readonly force?: boolean }, self: Command) =>
      runCommand(context, self, (session) => write(session, workspace, flags.force === true), notebooksText),
    )
  withExamples(command, ['assay notebook stocks', 'assay notebook stocks --force'])
}

async function write({ home }: Session, workspace: string, force: boolean): Promise<Outcome<WrittenNotebooks>> {
  const { assembleNotebookPorts, assembleWorkspacePorts } = await import('../../../assemble.ts')
  const { withWorkspaceLock } = await import('../../../engine/commands/withWorkspaceLock.ts')
  const { writeNotebooks } = await import('../../../engine/exchange/writeNotebooks.ts')
  const command = `assay notebook ${workspace}`
  return withWorkspaceLock(assembleWorkspacePorts(home), workspace, command, async (opened) =>
    writeNotebooks(await assembleNotebookPorts(opened.files), opened.workspace.name, force),
  )
}

function notebooksText({ workspace, written, unchanged, kept }: WrittenNotebooks): string {
  return [
    ...written.map((path) => `written    ${workspace}/${path}`),
    ...unchanged.map((path) => `unchanged  ${workspace}/${path}`),
    ...kept.map((path) => `kept       ${workspace}/${path}  (changed by somebody; --force writes over it)`),
  ].join('\n')
}
