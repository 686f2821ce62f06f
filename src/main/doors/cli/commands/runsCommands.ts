import type { Command } from 'commander'
import { withExamples } from '../examples.ts'
import { type CommandContext, runCommand } from '../runCommand.ts'

export function registerRunsCommands(program: Command, context: CommandContext): void {
  const group = program.command('runs').description('List, show and compare the runs of a workspace')
  withExamples(group, ['assay runs list btc_eth'])
  registerList(group, context)
  registerShow(group, context)
  registerCompare(group, context)
}

function registerList(group: Command, context: CommandContext): void {
  const list = group
    .command('list <workspace>')
    .description('List the runs, newest first')
    .action(async (workspace: string, _flags: object, self: Command) => {
      const { runsText } = await import('../texts/runText.ts')
      await runCommand(
        context,
        self,
        async ({ home }) => {
          const { runList } = await import('../../../engine/queries/runList.ts')
          return runList(await jobPorts(home), workspace)
        },
        runsText,
      )
    })
  withExamples(list, ['assay runs list btc_eth', 'assay runs list btc_eth --json'])
}

function registerShow(group: Command, context: CommandContext): void {
  const show = group
    .command('show <workspace> <run>')
    .description('Show the verdict and figures of a run; the first letters of its id are enough')
    .action(async (workspace: string, run: string, _flags: object, self: Command) => {
      const { runText } = await import('../texts/runText.ts')
      await runCommand(
        context,
        self,
        async ({ home }) => {
          const { showRun } = await import('../../../engine/queries/showRun.ts')
          return showRun(await jobPorts(home), workspace, run)
        },
        runText,
      )
    })
  withExamples(show, ['assay runs show btc_eth 3f2a', 'assay runs show btc_eth 3f2a --json'])
}

function registerCompare(group: Command, context: CommandContext): void {
  const compare = group
    .command('compare <workspace> <left> <right>')
    .description('Show where the published figures of two runs differ')
    .action(async (workspace: string, left: string, right: string, _flags: object, self: Command) => {
      const { comparisonText } = await import('../texts/runText.ts')
      await runCommand(
        context,
        self,
        async ({ home }) => {
          const { compareRuns } = await import('../../../engine/queries/compareRuns.ts')
          return compareRuns(await jobPorts(home), workspace, left, right)
        },
        comparisonText,
      )
    })
  withExamples(compare, ['assay runs compare btc_eth 3f2a 90bc'])
}

async function jobPorts(home: string) {
  const { assembleJobPorts } = await import('../../../assemble.ts')
  return assembleJobPorts(home)
}
