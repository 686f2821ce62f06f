import type { TrainManifest, ValidationReport } from '../../../../core/contract/modelRecord.ts'
import { plainNumber } from '../../../../core/time/durationText.ts'
import type { ListedModel, ShownModel } from '../../../engine/training/modelRegistry.ts'
import type { Promotion } from '../../../engine/training/promoteModel.ts'
import type { TrainReport } from '../../../engine/training/runTrainJob.ts'
import { onOneLine } from '../progress/onOneLine.ts'
import { measureLines } from './modelMeasures.ts'
import { tableText } from './tableText.ts'

const SHOWN_FEATURES = 12

export function trainReportText({
  workspace,
  modelId,
  version,
  unchanged,
  current,
  manifest,
  report,
}: TrainReport): string {
  const note = unchanged ? ['', 'Nothing had changed since this version was trained; it was not trained again.'] : []
  const stands = current
    ? `${modelId} stands for this version.`
    : `${modelId} stands for another version; this one is ${modelId}@${version}.`
  return [
    ...trainedLines(manifest, report),
    ...note,
    '',
    `${stands} Trade its predictions: assay backtest run ${workspace} --model ${modelId}`,
    `Files: ${workspace}/models/${modelId}`,
  ].join('\n')
}

function trainedLines(manifest: TrainManifest, report: ValidationReport): readonly string[] {
  return [
    ...headLines(manifest),
    '',
    ...scoreLines(report),
    '',
    ...foldLines(report),
    '',
    ...importanceLines(report),
    '',
    ...measureLines(report),
    '',
    ...[...manifest.notes, ...report.notes].map((note) => `note: ${note}`),
    `Trials in the ledger on these instruments: ${plainNumber(report.trials.own)} of this version, ${plainNumber(report.trials.before)} before it`,
    '',
    'Assumed, because nobody said otherwise:',
    ...manifest.assumptions.map(({ field, value, meaning }) => `  ${field} = ${JSON.stringify(value)}  ${meaning}`),
  ]
}

function headLines(manifest: TrainManifest): readonly string[] {
  const { modelId, sha256, modelType, matrix, target, features, instruments, interval, rows } = manifest
  return [
    `Model ${modelId}@${sha256.slice(0, 8)}: ${modelType}, ${manifest.task} of ${target.name}`,
    `${instruments.join(', ')}, ${interval} bars, ${manifest.firstTime} to ${manifest.lastTime}: ${plainNumber(rows)} rows of ${features.length} columns`,
    `matrix ${matrix.name}_${matrix.sha256.slice(0, 8)}`,
    ...(manifest.synthetic === null ? [] : ['SYNTHETIC DATA: made by a program; nothing here is a market.']),
    ...manifest.warnings,
  ]
}

function scoreLines({ scores, baseline, pooled, folds, loss }: ValidationReport): readonly string[] {
  const seeds = folds[0]?.seeds.length ?? 1
  const rows = Object.entries(scores).map(([name, { overFolds, overSeeds }]) => [
    name === loss ? `${name} (lower is better)` : name,
    number(overFolds.mean),
    number(overFolds.deviation),
    seeds > 1 ? number(overSeeds.deviation) : '',
    number(pooled[name] ?? null),
    number(baseline[name]?.mean ?? null),
  ])
  const head = [
    'score on rows not learned from',
    'mean of folds',
    'spread over folds',
    'over seeds',
    'pooled',
    'always the base',
  ]
  return [tableText(head, rows)]
}

function foldLines({ folds, gap, purgedRows, embargoedRows, loss, method }: ValidationReport): readonly string[] {
  const days = (ms: number) => `${Number((ms / 86_400_000).toPrecision(3))} days`
  const rows = folds.map((fold) => [
    `${fold.fold + 1}`,
    `${fold.trainFrom.slice(0, 10)} to ${fold.trainTo.slice(0, 10)}`,
    plainNumber(fold.trainRows),
    `${fold.testFrom.slice(0, 10)} to ${fold.testTo.slice(0, 10)}`,
    plainNumber(fold.testRows),
    number(fold.testBase),
    number(meanOf(fold.seeds.map(({ scores }) => scores[loss] ?? null))),
    number(fold.baseline[loss] ?? null),
  ])
  return [
    `${method}: gap asked ${gap.askedBars} bars (${days(gap.askedMs)}), used ${days(gap.usedMs)}; ${purgedRows} rows purged, ${embargoedRows} under embargo`,
    tableText(['fold', 'training', 'rows', 'test', 'rows', 'base', loss, 'always the base'], rows),
  ]
}

function importanceLines({ importance }: ValidationReport): readonly string[] {
  const rows = importance.rows
    .slice(0, SHOWN_FEATURES)
    .map(({ feature, mean, deviation, groupMean }) => [feature, number(mean), number(deviation), number(groupMean)])
  return [
    `Importance: ${importance.measure}`,
    tableText(['column', 'mean', 'spread over folds', 'with like columns'], rows),
  ]
}

export function modelListText(models: readonly ListedModel[]): string {
  if (models.length === 0) return 'No model was trained yet. Train one with: assay train'
  const rows = models.map(({ version, isCurrent }) => {
    const [first] = version.scores
    return [
      `${version.modelId}@${version.sha256.slice(0, 8)}`,
      version.stage,
      isCurrent ? 'yes' : '',
      version.modelType,
      `${version.matrix.name}_${version.matrix.sha256.slice(0, 8)}`,
      plainNumber(version.trials),
      first === undefined ? '' : `${first.name} ${number(first.mean)} ± ${number(first.deviation)}`,
    ]
  })
  return tableText(['model', 'stage', 'current', 'kind', 'matrix', 'trials', 'score'], rows)
}

export function modelText({ version, isCurrent, manifest, report, stages }: ShownModel): string {
  return [
    ...trainedLines(manifest, report),
    '',
    `Stage: ${version.stage}${isCurrent ? `; ${version.modelId} stands for it` : ''}`,
    ...stages.map(
      ({ from, to, reason, atMs }) =>
        `  ${new Date(atMs).toISOString()}  ${from === null ? '' : `${from} to `}${to}: ${onOneLine(reason)}`,
    ),
    `model_sha   ${version.modelSha256}`,
    `matrix_sha  ${version.matrix.sha256}`,
    `config_sha  ${version.configSha256}`,
    `engine      ${version.engineVersion}`,
  ].join('\n')
}

export function modelComparisonText(models: readonly ShownModel[]): string {
  const names = [...new Set(models.flatMap(({ report }) => Object.keys(report.scores)))]
  const head = ['', ...models.map(({ version }) => `${version.modelId}@${version.sha256.slice(0, 8)}`)]
  const matrices = new Set(models.map(({ version }) => version.matrix.sha256))
  const scores = names.map((name) => [
    name,
    ...models.map(({ report }) => {
      const spread = report.scores[name]?.overFolds
      return `${number(spread?.mean ?? null)} ± ${number(spread?.deviation ?? null)}`
    }),
  ])
  const facts = [
    ['stage', ...models.map(({ version }) => version.stage)],
    ['kind', ...models.map(({ version }) => version.modelType)],
    ['matrix', ...models.map(({ version }) => `${version.matrix.name}_${version.matrix.sha256.slice(0, 8)}`)],
    ['columns', ...models.map(({ manifest }) => `${manifest.features.length}`)],
    ['folds', ...models.map(({ report }) => `${report.folds.length} ${report.method}`)],
    ['trials', ...models.map(({ version }) => plainNumber(version.trials))],
  ]
  const note = matrices.size > 1 ? ['They learned from different matrices: their scores are of different rows.'] : []
  return [tableText(head, [...facts, ...scores]), ...note].join('\n')
}

export function promotionText({ changes, current }: Promotion): string {
  const lines = changes.map(
    ({ modelId, sha256, from, to, reason }) =>
      `${modelId}@${sha256.slice(0, 8)}: ${from ?? 'new'} to ${to} (${onOneLine(reason)})`,
  )
  return [...lines, `${current.modelId} stands for ${current.modelId}@${current.sha256.slice(0, 8)}.`].join('\n')
}

function meanOf(values: readonly (number | null)[]): number | null {
  const there = values.filter((value) => value !== null)
  return there.length === 0 ? null : there.reduce((sum, value) => sum + value, 0) / there.length
}

function number(value: number | null): string {
  return value === null ? 'n/a' : String(Number(value.toPrecision(4)))
}
