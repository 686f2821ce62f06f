import type { Command } from 'commander'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../../engine/ports/guardedFiles.ts'
import { withExamples } from './examples.ts'
import { type CommandContext, runCommand, type Session } from './runCommand.ts'

/** Results of one kind, as a command group lists and shows them. The texts are loaded only where they are printed. */
export type ResultsOfKind<Listed, Kept> = {
  /** As the group is called: `backtest`. */
  readonly noun: string
  /** As one of them and as many are called, where the group is called otherwise: `discovery`, `discoveries`. */
  readonly one?: string
  readonly many?: string
  readonly showHelp: string
  readonly load: () => Promise<{
    readonly list: (files: GuardedFiles) => readonly Listed[]
    readonly find: (files: GuardedFiles, workspace: string, idStart: string) => Outcome<Kept>
  }>
  readonly texts: () => Promise<{
    readonly list: (listed: readonly Listed[]) => string
    readonly show: (kept: Kept) => string
  }>
}

/** `list <workspace>` and `show <workspace> <id>` of a kind of results. */
export function registerResultCommands<Listed, Kept>(
  group: Command,
  context: CommandContext,
  { noun, one = noun, many = `${one}s`, showHelp, load, texts }: ResultsOfKind<Listed, Kept>,
): void {
  const list = group
    .command('list <workspace>')
    .description(`List the ${many} of a workspace`)
    .action(async (workspace: string, _flags: object, self: Command) => {
      const text = await texts()
      await runCommand(
        context,
        self,
        async (session) => {
          const files = await filesOf(session, workspace)
          return files.ok ? success((await load()).list(files.value)) : files
        },
        text.list,
      )
    })
  withExamples(list, [`assay ${noun} list btc_eth`, `assay ${noun} list btc_eth --json`])
  const show = group
    .command(`show <workspace> <${one}>`)
    .description(`${showHelp}; the first letters of its id are enough`)
    .action(async (workspace: string, idStart: string, _flags: object, self: Command) => {
      const text = await texts()
      await runCommand(
        context,
        self,
        async (session) => {
          const files = await filesOf(session, workspace)
          return files.ok ? (await load()).find(files.value, workspace, idStart) : files
        },
        text.show,
      )
    })
  withExamples(show, [`assay ${noun} show btc_eth 3f2a`, `assay ${noun} show btc_eth 3f2a --json`])
}

async function filesOf({ home }: Session, workspace: string): Promise<Outcome<GuardedFiles>> {
  const { assembleWorkspacePorts } = await import('../../assemble.ts')
  const { openWorkspace } = await import('../../engine/queries/openWorkspace.ts')
  const opened = openWorkspace(assembleWorkspacePorts(home), workspace)
  return opened.ok ? success(opened.value.files) : opened
}
