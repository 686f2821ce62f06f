import { basename, dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import { type Outcome, success } from '../../../../core/outcome/outcome.ts'
import type { PredictedMatrix } from '../../../engine/training/predictMatrix.ts'
import { withExamples } from '../examples.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'

type PredictFlags = { readonly matrix: string; readonly out?: string }

/** `models predict`. */
export function registerModelPredict(group: Command, context: CommandContext): void {
  const command = group
    .command('predict <workspace> <model>')
    .description('Ask a version about the rows of a matrix; rows that it learned from are marked, sealed ones left out')
    .option('--matrix <which>', 'latest, the first letters of its hash, or its name', 'latest')
    .option('--out <file>', 'a CSV file that is not there yet, for all rows')
    .action(async (workspace: string, model: string, flags: PredictFlags, self: Command) => {
      const { predictedMatrixText } = await import('../texts/predictedMatrixText.ts')
      await runCommand(context, self, (session) => predict(session, workspace, model, flags), predictedMatrixText)
    })
  withExamples(command, [
    'assay models predict stocks AAPL_ridge --matrix latest',
    'assay models predict stocks AAPL_ridge@1f0a --matrix 9c3be210 --out signals.csv',
  ])
}

async function predict(
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
