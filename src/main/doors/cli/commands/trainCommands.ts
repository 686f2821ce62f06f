import { type Command, Option } from 'commander'
import type { Outcome } from '../../../../core/outcome/outcome.ts'
import type { TrainReport } from '../../../engine/training/runTrainJob.ts'
import { withExamples } from '../examples.ts'
import { trainRequest } from '../joining/jobRequests.ts'
import { positiveWholeNumberFlag, wholeNumberFlag } from '../numberFlag.ts'
import { PROGRESS_MODES, type ProgressMode } from '../progress/progressDisplay.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { defaultWorkers } from '../runWorkspace.ts'
import { named, readWrittenSpec, runSpecJob } from '../specJob.ts'

type TrainFlags = {
  readonly matrix: string
  readonly config?: string
  readonly model?: string
  readonly id?: string
  readonly seeds?: number
  readonly seed?: number
  readonly workers?: number
  readonly despiteFindings?: boolean
  readonly from?: string
  readonly progress?: ProgressMode
}

export function registerTrainCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('train <workspace>')
    .description('Train a model on a matrix; its predictions are of rows that it had not learned from')
    .option('--matrix <which>', 'latest, the first letters of its hash, or its name', 'latest')
    .option('--config <file>', 'the specification (YAML); what it does not say is listed in the result')
    .option('--model <type>', 'the kind of model, instead of the one in the file')
    .option('--id <name>', 'name of the model (default: that of the matrix)')
    .option(
      '--seeds <number>',
      'fits that differ in their draws only; predictions are their mean',
      positiveWholeNumberFlag,
    )
    .option('--seed <number>', 'seed of the draws (default: the workspace’s)', wholeNumberFlag)
    .option('--from <model>', 'go on from a version, ID or ID@1f0a93bc, on the rows decided after all that it learned')
    .option('--workers <number>', 'worker threads (default: one a core)', positiveWholeNumberFlag)
    .option('--despite-findings', 'learn from a matrix whose report has errors; the result says so')
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES))
    .action(async (workspace: string, flags: TrainFlags, self: Command) => {
      const { trainReportText } = await import('../texts/modelText.ts')
      await runCommand(context, self, (session) => train(session, workspace, flags), trainReportText)
    })
  withExamples(command, [
    'assay train stocks --matrix latest --config train.yaml',
    'assay train stocks --matrix 1f0a93bc --model ridge --config train.yaml --id AAPL_ridge --seeds 3',
    'assay train stocks --matrix latest --config train.yaml --id AAPL_trees --from AAPL_trees',
  ])
}

async function train(session: Session, workspace: string, flags: TrainFlags): Promise<Outcome<TrainReport>> {
  const { config, progress, workers = defaultWorkers(), ...wished } = flags
  const written = await readWrittenSpec(config)
  if (!written.ok) return written
  const { value, text, name } = written.value
  const { TRAIN_STAGES, runTrainJob } = await import('../../../engine/training/runTrainJob.ts')
  const { assembleSweepPorts } = await import('../../../assemble.ts')
  const plan = {
    workspace,
    command: `assay train ${workspace}`,
    chosen: { ...wished, ...named('config', name), workers },
    stages: TRAIN_STAGES,
    progress,
    request: trainRequest(text, { ...wished, workers: flags.workers }),
    assemble: assembleSweepPorts,
  }
  return runSpecJob(session, plan, (ports, parts) => runTrainJob(ports, parts, { ...wished, written: value }, workers))
}
