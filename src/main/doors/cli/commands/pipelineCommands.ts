import { type Command, Option } from 'commander'
import { withExamples } from '../examples.ts'
import { numberFlag, positiveWholeNumberFlag, wholeNumberFlag } from '../numberFlag.ts'
import { PROGRESS_MODES } from '../progress/progressDisplay.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { type RunFlags, runWorkspace } from '../runWorkspace.ts'
import { cancelText, logText, statusText } from '../texts/jobText.ts'
import { pipelineText } from '../texts/pipelineText.ts'

type JobFlags = { readonly job?: string }

export function registerPipelineCommands(program: Command, context: CommandContext): void {
  const group = program.command('pipeline').description('Run the pipeline of a workspace; watch and cancel it')
  withExamples(group, ['assay pipeline run btc_eth --start-capital 10000', 'assay pipeline status btc_eth'])
  registerRun(group, context)
  registerStatus(group, context)
  registerLogs(group, context)
  registerCancel(group, context)
}

function registerRun(group: Command, context: CommandContext): void {
  const command = group
    .command('run <workspace>')
    .description('Run all stages, from bars to the evidence bundle; what is finished already is not done again')
    .option('--start-capital <amount>', 'start capital (default: the workspace’s)', numberFlag)
    .addOption(new Option('--pipeline <name>', 'which pipeline').choices(['pair']).default('pair'))
    .addOption(new Option('--only <stage>', 'run one stage').conflicts(['from', 'to']))
    .option('--from <stage>', 'first stage to run')
    .option('--to <stage>', 'last stage to run (a run that is done is only shown again)')
    .option('--workers <number>', 'worker threads (default: one a core)', positiveWholeNumberFlag)
    .option('--seed <number>', 'seed (default: the workspace’s)', wholeNumberFlag)
    .option(
      '--iterate <number>',
      'failed tries in a row that end the search for improvement; 0 turns it off',
      wholeNumberFlag,
    )
    .option('--pattern-aid', 'try pattern features where the guards allow it')
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES))
    .action((workspace: string, flags: RunFlags, self: Command) =>
      runCommand(context, self, (session) => runWorkspace(session, workspace, flags), pipelineText),
    )
  withExamples(command, [
    'assay pipeline run btc_eth --start-capital 10000',
    'assay pipeline run btc_eth --to select --workers 2',
    'assay pipeline run btc_eth --progress json --json',
  ])
}

function registerStatus(group: Command, context: CommandContext): void {
  const command = group
    .command('status <workspace>')
    .description('Show the state of the newest job; works while it runs')
    .option('--job <id>', 'another job')
    .action((workspace: string, flags: JobFlags, self: Command) =>
      runCommand(context, self, (session) => status(session, workspace, flags.job), statusText),
    )
  withExamples(command, ['assay pipeline status btc_eth', 'assay pipeline status btc_eth --json'])
}

async function status({ home }: Session, workspace: string, job: string | undefined) {
  const { assembleJobPorts } = await import('../../../assemble.ts')
  const { jobStatus } = await import('../../../engine/queries/jobStatus.ts')
  return jobStatus(await assembleJobPorts(home), workspace, job)
}

function registerLogs(group: Command, context: CommandContext): void {
  const command = group
    .command('logs <workspace>')
    .description('Show the log of the newest job; works while it runs')
    .option('--job <id>', 'another job')
    .action((workspace: string, flags: JobFlags, self: Command) =>
      runCommand(context, self, (session) => logs(session, workspace, flags.job), logText),
    )
  withExamples(command, ['assay pipeline logs btc_eth', 'assay pipeline logs btc_eth --json'])
}

async function logs({ home }: Session, workspace: string, job: string | undefined) {
  const { assembleJobPorts } = await import('../../../assemble.ts')
  const { jobLogs } = await import('../../../engine/queries/jobLogs.ts')
  return jobLogs(await assembleJobPorts(home), workspace, job)
}

function registerCancel(group: Command, context: CommandContext): void {
  const command = group
    .command('cancel <workspace>')
    .description('Ask the running job to stop; what is finished is kept')
    .action((workspace: string, _flags: object, self: Command) =>
      runCommand(context, self, (session) => cancel(session, workspace), cancelText),
    )
  withExamples(command, ['assay pipeline cancel btc_eth'])
}

async function cancel({ home }: Session, workspace: string) {
  const { assembleJobPorts } = await import('../../../assemble.ts')
  const { cancelJob } = await import('../../../engine/commands/cancelJob.ts')
  return cancelJob(await assembleJobPorts(home), workspace)
}
