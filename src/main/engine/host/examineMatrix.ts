import { MATRIX_ROW_COLUMNS, type MatrixRecord } from '../../../core/contract/matrixRecord.ts'
import type { MatrixCheck, MatrixReport } from '../../../core/contract/workbench/buildViews.ts'
import { readEvents } from '../../../core/contract/workbench/stageShapesEvents.ts'
import { featureCatalogue } from '../../../core/features/featureCatalogue.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { ExaminedMatrix, LookAheadFacts } from '../../../core/validation/matrix/examinedMatrix.ts'
import { matrixReport } from '../../../core/validation/matrixReport.ts'
import { type RunFolder, stageFile } from '../pipeline/runFolder.ts'
import type { ColumnFiles, NamedColumn } from '../ports/barFiles.ts'
import type { Digests } from '../ports/digests.ts'
import type { Timer } from '../ports/timer.ts'
import { inTurns } from './inTurns.ts'
import { matrixSha256 } from './matrixContents.ts'

export type ExaminePorts = { readonly columns: ColumnFiles; readonly digests: Digests; readonly timer: Timer }

const EVENT_NAMES: readonly string[] = featureCatalogue().flatMap(({ subject, name }) =>
  subject === 'event' ? [name] : [],
)
const KEY_NAMES: readonly string[] = ['event_role', 'event_direction']
const ROW_NAMES: readonly string[] = MATRIX_ROW_COLUMNS

/** The report of a matrix file, with whether it is as the run left it. Errors: `matrix-unreadable`, `parquet-broken`. */
export async function examineMatrix(
  ports: ExaminePorts,
  folder: RunFolder,
  record: MatrixRecord,
  absolutePath: string,
): Promise<Outcome<MatrixReport>> {
  const shape = await ports.columns.describeParquet(absolutePath)
  if (!shape.ok) return shape
  const { fields } = shape.value
  const names = fields.map(({ name }) => name)
  const lacking = [...ROW_NAMES, ...KEY_NAMES].find((name) => !names.includes(name))
  const odd = fields.find(({ kind }) => kind !== 'number')?.name
  if (lacking !== undefined) return unreadable(record, `has no column ${lacking}`)
  if (odd !== undefined) return unreadable(record, `has a column ${odd} that is no number`)
  const read = await ports.columns.readParquet(absolutePath, names)
  if (!read.ok) return read
  const matrix = matrixOf(read.value, lookAheadFacts(folder, record.detector, names))
  const report = await inTurns(ports.timer, matrixReport(matrix))
  const sha256 = await inTurns(ports.timer, matrixSha256(ports.digests, read.value))
  return success({ ...report, checks: [checkContents(record, sha256, matrix), ...report.checks] })
}

function unreadable({ sha256 }: MatrixRecord, what: string): Outcome<never> {
  return failure(
    'matrix-unreadable',
    `The matrix ${sha256.slice(0, 8)} ${what}.`,
    'It was made by another version, or its file was changed. Run the pipeline again.',
  )
}

function matrixOf(all: readonly NamedColumn[], lookAhead: LookAheadFacts): ExaminedMatrix {
  const values = (name: string) => all.find((column) => column.name === name)!.values
  const features = all.filter(({ name }) => !ROW_NAMES.includes(name))
  return {
    names: features.map(({ name }) => name),
    columns: features.map((column) => column.values),
    timeMs: values('decision_ms'),
    keys: KEY_NAMES.map((name) => ({ name, values: values(name) })),
    label: values('label'),
    labelEndMs: values('label_end_ms'),
    uniqueness: values('uniqueness'),
    lookAhead,
  }
}

/** The scan covers every feature that the engine of that run defined, and the detectors; columns of the event itself are in neither. */
function lookAheadFacts(folder: RunFolder, detector: string, names: readonly string[]): LookAheadFacts {
  const unknown = { scanned: null, leaking: [], unproven: [] }
  const file = stageFile('events')
  const kept = folder.has(file) ? folder.read(file) : null
  const events = kept?.ok === true ? readEvents(kept.value) : null
  if (events?.ok !== true) return unknown
  const { findings, unproven, checked } = events.value.leakScan
  if (checked === 0) return unknown
  const concerns = (name: string) => names.includes(name) || name.startsWith(`${detector} `)
  return {
    scanned: names.filter((name) => !EVENT_NAMES.includes(name)),
    leaking: findings.map(({ name }) => name).filter(concerns),
    unproven,
  }
}

function checkContents(record: MatrixRecord, sha256: string, { timeMs, label }: ExaminedMatrix): MatrixCheck {
  const gains = label.filter((value) => value === 1).length
  const isSame = sha256 === record.sha256 && timeMs.length === record.rows && gains === record.gains
  const finding = {
    code: 'matrix-changed',
    severity: 'error',
    sentence: 'The file does not hold what the run kept: its values or its list were changed.',
    advice: 'Do not use it. Run the pipeline again with the same choices: it makes the same matrix anew.',
    items: [],
    itemCount: 0,
  } as const
  return {
    id: 'contents',
    title: 'As the run left it',
    rule: 'Error where the SHA-256 of names and values, the rows or the gains are not those that the run kept.',
    made: true,
    scope: `SHA-256 ${sha256.slice(0, 8)}`,
    findings: isSame ? [] : [finding],
  }
}
