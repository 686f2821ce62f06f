import type { MatrixPassport } from '../../../../core/contract/matrixPassport.ts'
import type { MatrixCheck, MatrixReport } from '../../../../core/contract/workbench/buildViews.ts'
import type { CheckedOwnFeature } from '../../../engine/matrices/checkOwnFeatures.ts'
import type { KnownMatrix } from '../../../engine/matrices/listMatrices.ts'
import { matrixFiles } from '../../../engine/matrices/matrixFiles.ts'
import type { BuildPlan } from '../../../engine/matrices/planBuild.ts'
import type { BuildReport } from '../../../engine/matrices/runBuildJob.ts'
import type { ShownMatrix } from '../../../engine/matrices/showMatrix.ts'
import { onOneLine } from '../progress/onOneLine.ts'
import { tableText } from './tableText.ts'

const MOST_ITEMS = 3
const MOST_NAMES = 12

export function buildReportText({ workspace, passport, report, files, notes, unchanged }: BuildReport): string {
  const note = unchanged ? ['', 'Nothing had changed since this matrix was built; it was not built again.'] : []
  return [
    ...headLines(passport),
    ...notes.map((text) => `note: ${text}`),
    '',
    ...summaryLines(report, ['error', 'warning']),
    ...note,
    '',
    ...assumptionLines(passport.assumptions),
    '',
    'Files:',
    ...files.map((file) => `  ${workspace}/${file}`),
    `See the whole report with: assay matrices show ${workspace} ${passport.sha256.slice(0, 8)}`,
  ].join('\n')
}

export function matrixText({ passport, report, files }: ShownMatrix): string {
  const columns = passport.features.map(({ name, version, unit, formula }) => [
    name,
    String(version),
    unit,
    onOneLine(formula),
  ])
  return [
    ...headLines(passport),
    '',
    tableText(['column', 'version', 'unit', 'formula'], columns),
    '',
    tableText(['column', 'values', 'missing', 'mean', 'deviation', 'least', 'most'], report.columns.map(columnCells)),
    '',
    ...summaryLines(report, ['error', 'warning', 'note']),
    '',
    'Checks:',
    ...report.checks.map(checkLine),
    '',
    ...assumptionLines(passport.assumptions),
    '',
    'Made of:',
    ...passport.inputs.map(({ name, sha256 }) => `  ${name} ${sha256.slice(0, 16)}`),
    '',
    'Files:',
    ...files.map((file) => `  ${file}`),
  ].join('\n')
}

function headLines(passport: MatrixPassport): readonly string[] {
  const { name, sha256, instruments, interval, rows, labelledRows, features, target, leftOut, holdOutStart } = passport
  const synthetic = passport.synthetic === null ? [] : ['SYNTHETIC DATA: made by a program; nothing here is a market.']
  const sealing =
    holdOutStart === null
      ? 'No hold-out is sealed on these instruments: every bar may be learned from, and no later test of them is unseen. Seal one first: assay hold-out seal WORKSPACE.'
      : `The hold-out begins at ${holdOutStart}: ${leftOut.sealed} rows of the range are sealed, and are not in the matrix.`
  return [
    `Matrix ${matrixFiles(name, sha256).stem}`,
    `${namesText(instruments)}, ${interval} bars, ${passport.firstTime} to ${passport.lastTime}`,
    `${rows} rows (${labelledRows} with a target; ${leftOut.warmUp} before them had features without a value yet), ${features.length} features`,
    `Target ${target.name} (${target.task}, up to ${target.horizonBars} bars ahead): ${onOneLine(target.formula)}`,
    ...synthetic,
    sealing,
    passport.trusted
      ? 'Its report has no error.'
      : 'NOT TO BE TRUSTED: its report has errors; nothing is learned from it unless you say so.',
  ]
}

function summaryLines({ checks }: MatrixReport, shown: readonly string[]): readonly string[] {
  const findings = checks
    .flatMap((check) => check.findings)
    .filter(({ severity }) => shown.includes(severity))
    .sort((a, b) => shown.indexOf(a.severity) - shown.indexOf(b.severity))
  if (findings.length === 0) return ['Findings: none.']
  return [
    'Findings:',
    ...findings.flatMap(({ severity, code, sentence, advice, items, itemCount }) => {
      const named = items.slice(0, MOST_ITEMS).map(({ columns, text }) => `${columns.join(' and ')} (${text})`)
      const rest = itemCount > named.length ? `, and ${itemCount - named.length} more` : ''
      return [
        `  ${severity}: ${sentence} [${code}]`,
        ...(named.length === 0 ? [] : [`    ${named.join('; ')}${rest}`]),
        `    ${advice}`,
      ]
    }),
  ]
}

function checkLine({ title, scope, made, findings }: MatrixCheck): string {
  const outcome = !made ? 'not made' : findings.length === 0 ? 'nothing found' : `${findings.length} found`
  return `  ${title}: ${outcome} (${scope})`
}

function columnCells(column: MatrixReport['columns'][number]): readonly string[] {
  const { name, count, missing, mean, deviation, min, max } = column
  const figure = (value: number | null) => (value === null ? '-' : String(Number(value.toPrecision(5))))
  return [name, String(count), String(missing), figure(mean), figure(deviation), figure(min), figure(max)]
}

function assumptionLines(assumptions: BuildPlan['assumptions']): readonly string[] {
  if (assumptions.length === 0) return ['Nothing was assumed.']
  return [
    'Assumed, because nobody said otherwise:',
    ...assumptions.map(({ field, value }) => `  ${field} = ${onOneLine(value)}`),
  ]
}

export function buildPlanText(plan: BuildPlan): string {
  const { file, isThere, instruments, interval, bars, sealed, holdOutStart, features, target } = plan
  const sealing = holdOutStart === null ? [] : [`${sealed} rows from ${holdOutStart} on are sealed and stay out.`]
  return [
    `It would be ${file}${isThere ? ', which is there already' : ''}`,
    `${namesText(instruments)}, ${interval} bars, ${bars} rows before warm-up`,
    ...sealing,
    `Target ${target.name} (${target.task}): ${onOneLine(target.formula)}`,
    '',
    tableText(
      ['column', 'version', 'first value after'],
      features.map(({ name, version, warmupBars }) => [name, String(version), `${warmupBars} bars`]),
    ),
    '',
    ...assumptionLines(plan.assumptions),
    'Nothing was computed.',
  ].join('\n')
}

export function matrixListText(matrices: readonly KnownMatrix[]): string {
  if (matrices.length === 0) return 'There is no matrix yet. Build one with: assay build WORKSPACE --config build.yaml'
  const rows = matrices.map(({ name, sha256, passport }) =>
    passport === null
      ? [matrixFiles(name, sha256).stem, '-', '-', '-', '-', 'its passport is gone or damaged']
      : [
          matrixFiles(name, sha256).stem,
          String(passport.rows),
          String(passport.features.length),
          passport.target.name,
          `${passport.firstTime.slice(0, 10)} to ${passport.lastTime.slice(0, 10)}`,
          passport.trusted ? 'no error' : 'NOT TO BE TRUSTED',
        ],
  )
  return `${tableText(['matrix', 'rows', 'features', 'target', 'range', 'report'], rows)}\nThe last one is the latest.`
}

const STATES: Readonly<Record<CheckedOwnFeature['state'], string>> = {
  sound: 'sound: types hold, and no value changes with later bars',
  leaks: 'LEAKS: values change with later bars, or are not the same twice',
  unproven: 'gave no value to compare',
  unscanned: 'types hold; there are no bars to run it on',
  failed: 'FAILED',
}

export function ownFeaturesText(features: readonly CheckedOwnFeature[]): string {
  if (features.length === 0)
    return 'There is no file in the folder features of the workspace. features/assay-feature.d.ts, which was put there, says what one holds.'
  return features
    .flatMap(({ name, state, definition, trouble }) => [
      `features/${name}.ts: ${STATES[state]}`,
      ...(definition === null
        ? []
        : [`  version ${definition.version}, ${definition.unit}: ${onOneLine(definition.formula)}`]),
      ...(trouble === null ? [] : [`  ${trouble.message} [${trouble.code}]`, `  ${trouble.hint}`]),
    ])
    .join('\n')
}

function namesText(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(', ')
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown
}
