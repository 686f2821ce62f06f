import { basename, dirname, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import type { PredictedMatrix } from '../../../../core/contract/workbench/modelCalls.ts'
import { failure, type Outcome, success } from '../../../../core/outcome/outcome.ts'
import { withExamples } from '../examples.ts'
import { givenModel } from '../givenModel.ts'
import { predictRequest } from '../joining/jobRequests.ts'
import { PROGRESS_MODES, type ProgressMode } from '../progress/progressDisplay.ts'
import { runAsJob } from '../runAsJob.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'

type PredictFlags = {
  readonly model?: string
  readonly matrix: string
  readonly out?: string
  readonly export?: boolean
  readonly progress?: ProgressMode
}

/** `models predict`. */
export function registerModelPredict(group: Command, context: CommandContext): void {
  const command = group
    .command('predict <workspace> [model]')
    .description('Ask a version about the rows of a matrix; rows that it learned from are marked, sealed ones left out')
    .option('--matrix <which>', 'latest, the first letters of its hash, or its name', 'latest')
    .option('--model <name>', 'the version, as it is named behind the workspace')
    .option('--out <file>', 'a CSV file that is not there yet, for all rows')
    .option('--export', 'all rows as CSV below exports/predictions of the workspace, as a job that the window shows')
    .addOption(new Option('--progress <form>', 'how the progress of --export is shown').choices(PROGRESS_MODES))
    .action(async (workspace: string, model: string | undefined, flags: PredictFlags, self: Command) => {
      const { predictedMatrixText } = await import('../texts/predictedMatrixText.ts')
      await runCommand(context, self, (session) => predict(session, workspace, model, flags), predictedMatrixText)
    })
  withExamples(command, [
    'assay models predict stocks AAPL_ridge --matrix latest',
    'assay models predict stocks AAPL_ridge@1f0a --matrix 9c3be210 --out signals.csv',
    'assay models predict stocks AAPL_ridge --export',
  ])
}

async function predict(
  session: Session,
  workspace: string,
  written: string | undefined,
  flags: PredictFlags,
): Promise<Outcome<PredictedMatrix>> {
  const given = givenModel(written ?? flags.model)
  if (!given.ok) return given
  if (flags.export !== true) return askOnly(session, workspace, given.value, flags)
  if (flags.out === undefined) return exportAll(session, workspace, given.value, flags)
  return failure('bad-option', 'Both --out and --export were given.', 'Give one of them.')
}

/** A look that writes nothing into the workspace, so that it is had while a job runs. */
async function askOnly(
  { home }: Session,
  workspace: string,
  model: string,
  { matrix, out }: PredictFlags,
): Promise<Outcome<PredictedMatrix>> {
  const { assembleJobPorts } = await import('../../../assemble.ts')
  const { assembleOutFolder, assemblePredictPorts } = await import('../../../assembleModels.ts')
  const { readingModels } = await import('../../../engine/training/withModelStore.ts')
  const { showModel } = await import('../../../engine/training/modelRegistry.ts')
  const { predictMatrix } = await import('../../../engine/training/predictMatrix.ts')
  const found = readingModels(await assembleJobPorts(home), workspace, (opened, store) => {
    const shown = showModel(opened.files, store, model)
    return shown.ok ? success({ opened, shown: shown.value }) : shown
  })
  if (!found.ok) return found
  const { opened, shown } = found.value
  const path = out === undefined ? null : resolve(out)
  const target = path === null ? null : { files: assembleOutFolder(dirname(path)), name: basename(path) }
  return predictMatrix(await assemblePredictPorts(opened.files), opened.workspace, shown, matrix, target)
}

function exportAll(
  session: Session,
  workspace: string,
  model: string,
  { matrix, progress }: PredictFlags,
): Promise<Outcome<PredictedMatrix>> {
  const plan = {
    workspace,
    command: `assay models predict ${workspace} ${model} --export`,
    spec: { model, matrix },
    stages: [{ stage: 'predict', weight: 1 }],
    progress,
    request: predictRequest(model, matrix),
  }
  return runAsJob(session, plan, async ({ opened, store, job }) => {
    const { assemblePredictPorts } = await import('../../../assembleModels.ts')
    const { showModel } = await import('../../../engine/training/modelRegistry.ts')
    const { predictMatrix } = await import('../../../engine/training/predictMatrix.ts')
    const shown = showModel(opened.files, store, model)
    if (!shown.ok) return shown
    const ports = await assemblePredictPorts(opened.files)
    return job.stage('predict', () => predictMatrix(ports, opened.workspace, shown.value, matrix, 'exports'))
  })
}
