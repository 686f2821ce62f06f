import type { SizedChart } from '../../../core/charts/panelChart.ts'
import { featureImportancePlot } from '../../../core/charts/training/featureImportancePlot.ts'
import { learningCurvePlot } from '../../../core/charts/training/learningCurvePlot.ts'
import type { TrainingPicture } from '../../../core/charts/training/trainingFrame.ts'
import type { TrainManifest, ValidationReport } from '../../../core/contract/modelRecord.ts'
import { MODEL_FILE_VERSION } from '../../../core/contract/modelRecordFile.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { TrainedOutput } from '../../../core/pipeline/training/combineTraining.ts'
import { syntheticLabel } from '../../../core/report/verdictText.ts'
import type { Job } from '../jobs/job.ts'
import type { PreparedTraining } from './prepareTraining.ts'
import { modelContentHash } from './readModelFile.ts'
import { storeOutOfFold } from './storeOutOfFold.ts'
import { modelPath, shortVersion, versionFiles } from './trainFolder.ts'
import type { TrainPorts } from './trainPorts.ts'

export type TrainedParts = {
  readonly ports: TrainPorts
  readonly job: Job
  readonly workspace: Workspace
  readonly prepared: PreparedTraining
  readonly output: TrainedOutput
  readonly trials: ValidationReport['trials']
}

/** Writes every file of a version, `complete.json` last; then its units are needed no more. */
export async function storeTraining(parts: TrainedParts): Promise<Outcome<void>> {
  const { ports, prepared, output } = parts
  const { manifest } = prepared
  const { modelId, sha256 } = manifest
  const names = versionFiles(shortVersion(sha256))
  const report: ValidationReport = { schemaVersion: 1, modelId, sha256, ...output.report, trials: parts.trials }
  const texts: Readonly<Record<string, string>> = {
    [names.config]: jsonText(manifest),
    [names.model]: modelText(ports, manifest, output),
    [names.scaler]: jsonText({ schemaVersion: 1, modelId, sha256, scalers: output.models.map(scalerOf) }),
    [names.validation]: jsonText(report),
    [names.importance]: importanceCsv(report),
  }
  for (const [name, text] of Object.entries(texts)) {
    const written = ports.files.writeText(modelPath(modelId, name), text)
    if (!written.ok) return written
  }
  const predicted = await storeOutOfFold(ports, prepared, output, modelSha(ports, modelPath(modelId, names.model)))
  if (!predicted.ok) return predicted
  const plots = await drawPlots(parts, report)
  if (!plots.ok) return plots
  const all = [...Object.keys(texts), names.predictions, names.predictionsPassport, ...plots.value, names.ledger]
  const files: Record<string, string> = {}
  for (const name of all) {
    const hashed = ports.files.sha256(modelPath(modelId, name))
    if (!hashed.ok) return hashed
    files[name] = hashed.value
  }
  const done = ports.files.writeText(modelPath(modelId, names.complete), jsonText({ schemaVersion: 1, files }))
  return done.ok ? ports.files.remove(modelPath(modelId, names.units)) : done
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** One line: weights would fill a line each. */
function modelText({ hash }: TrainPorts, manifest: TrainManifest, output: TrainedOutput): string {
  const { modelId, sha256, engineVersion } = manifest
  // As a reader of the file sees it: JSON has one zero.
  const { models, calibrators, signalSizes } = output
  const content = JSON.parse(JSON.stringify({ models, calibrators, signalSizes }))
  const head = { schemaVersion: MODEL_FILE_VERSION, modelId, sha256, engineVersion }
  return `${JSON.stringify({ ...head, contentSha256: modelContentHash(hash, content), ...content })}\n`
}

function modelSha({ files }: TrainPorts, path: string): string {
  const sha256 = files.sha256(path)
  if (!sha256.ok) throw new Error(sha256.trouble.message)
  return sha256.value
}

/** Means and deviations of the columns; null where the kind of model takes them as they are. Those of members stand in their own places of the model. */
function scalerOf(model: TrainedOutput['models'][number]) {
  const scaler = model.form === 'linear' || model.form === 'neural' ? model.scaler : null
  return { type: model.type, names: model.names, scaler }
}

/** One row a column, the greatest mean rise first. `n/a` in a fold that was not measured does not occur: all are or none. */
function importanceCsv({ importance, contributions, folds }: ValidationReport): string {
  const sizes = new Map(contributions?.rows.map(({ feature, mean }) => [feature, mean] as const))
  const head = [
    'feature',
    'mean_rise',
    'deviation_over_folds',
    'group',
    'group_mean_rise',
    'group_deviation_over_folds',
    'deviation_over_repeats',
    'share_of_rising_folds',
    'p_above_zero',
    'mean_rank',
    'rank_deviation',
    'mean_contribution_size',
  ]
  const ofFolds = folds.map(({ fold }) => `fold_${fold + 1}`)
  const lines = importance.rows.map((row) =>
    [
      csvCell(row.feature),
      row.mean,
      row.deviation ?? '',
      row.group,
      row.groupMean ?? '',
      row.groupDeviation ?? '',
      row.repeatDeviation ?? '',
      row.risingFolds,
      row.p ?? '',
      row.meanRank,
      row.rankDeviation,
      sizes.get(row.feature) ?? '',
      ...row.folds,
    ].join(','),
  )
  return `${[[...head, ...ofFolds].join(','), ...lines].join('\n')}\n`
}

function csvCell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

async function drawPlots(
  { ports, job, prepared: { manifest } }: TrainedParts,
  report: ValidationReport,
): Promise<Outcome<readonly string[]>> {
  const names = versionFiles(shortVersion(manifest.sha256))
  const label = syntheticLabel(manifest.synthetic)
  const warnings = [...(label === null ? [] : [label]), ...manifest.warnings]
  const picture: TrainingPicture = { manifest, report, warnings }
  const plots: readonly (readonly [name: string, chart: SizedChart])[] = [
    [names.learningCurvePlot, learningCurvePlot(picture, 'light')],
    [names.importancePlot, featureImportancePlot(picture, 'light')],
  ]
  for (const [index, [name, { option, width, height }]] of plots.entries()) {
    // A picture takes most of a second: between two of them a wish to cancel is heard.
    await new Promise((resolve) => setTimeout(resolve, 0))
    job.beat('write', index, plots.length, name)
    const textChunks = {
      Title: `${manifest.modelId}@${shortVersion(manifest.sha256)}`,
      Software: 'Assay',
      Comment: `Model ${manifest.modelId}. ${warnings.join(' ')}`.trim(),
      ...(label === null ? {} : { Synthetic: label }),
    }
    const bytes = ports.images.renderPng(option, { width, height, textChunks })
    const written = ports.files.writeBytes(modelPath(manifest.modelId, name), bytes)
    if (!written.ok) return written
  }
  return success(plots.map(([name]) => name))
}
