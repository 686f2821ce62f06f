import type { MatrixPassport } from '../../../core/contract/matrixPassport.ts'
import { matrixFromColumns } from '../../../core/models/featureMatrix.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { FrameColumn } from '../ports/barFiles.ts'
import type { DataReadPorts } from '../ports/dataPorts.ts'
import type { Digests } from '../ports/digests.ts'
import { findMatrix } from './findMatrix.ts'
import { matrixContentSha256 } from './matrixContent.ts'
import { matrixFiles, ROW_COLUMNS } from './matrixFiles.ts'
import type { StoredMatrix } from './storedMatrix.ts'

export type MatrixReadPorts = DataReadPorts & { readonly digests: Digests }

/**
 * A matrix of a workspace, by `latest`, hash or name as of `findMatrix`, its values compared with the hash that its passport holds. Whether it may be
 * learned from is `passport.trusted`. Errors: those of `findMatrix`; `matrix-changed`, where file and passport do not belong together.
 */
export async function readStoredMatrix(
  ports: MatrixReadPorts,
  workspace: string,
  which: string,
): Promise<Outcome<StoredMatrix>> {
  const passport = findMatrix(ports.files, workspace, which)
  if (!passport.ok) return passport
  const columns = await readMatrixColumns(ports, passport.value)
  return columns.ok ? success(storedMatrixOf(passport.value, columns.value)) : columns
}

/** All columns of the file, compared with the passport. Error: `matrix-changed`. */
export async function readMatrixColumns(
  ports: MatrixReadPorts,
  passport: MatrixPassport,
): Promise<Outcome<readonly FrameColumn[]>> {
  const { table } = matrixFiles(passport.name, passport.sha256)
  const path = ports.files.exists(table) ? ports.files.resolve(table) : null
  if (path?.ok !== true) return changed(passport, 'is not there')
  const read = await ports.columns.readFrame(path.value)
  if (!read.ok) return changed(passport, 'cannot be read')
  if (!hasExpectedColumns(passport, read.value)) return changed(passport, 'has other columns than its passport says')
  if (matrixContentSha256(ports.digests, read.value) !== passport.contentSha256)
    return changed(passport, 'does not hold the values that its passport was made for')
  return success(read.value)
}

function hasExpectedColumns({ features }: MatrixPassport, columns: readonly FrameColumn[]): boolean {
  const expected = matrixColumnNames(features.map(({ name }) => name))
  return columns.length === expected.length && columns.every(({ name }, at) => name === expected[at])
}

/** The columns of a matrix file, in order. */
export function matrixColumnNames(features: readonly string[]): readonly string[] {
  return [...ROW_COLUMNS.slice(0, 3), ...features, ...ROW_COLUMNS.slice(3)]
}

function storedMatrixOf(passport: MatrixPassport, columns: readonly FrameColumn[]): StoredMatrix {
  const numbers = (name: string) => {
    const column = columns.find((item) => item.name === name)
    if (column === undefined || column.kind === 'text') throw new Error(`A matrix without the column ${name}`)
    return column.kind === 'instant' ? column.timesMs : column.values
  }
  const names = passport.features.map(({ name }) => name)
  const [timeMs, decisionMs] = [numbers('time'), numbers('decision_time')]
  return {
    passport,
    timeMs,
    decisionMs,
    instrument: instrumentPlaces(passport, columns),
    features: matrixFromColumns(names, names.map(numbers)),
    target: numbers('target'),
    labelEndMs: numbers('label_end'),
  }
}

function instrumentPlaces({ instruments }: MatrixPassport, columns: readonly FrameColumn[]): Int32Array {
  const column = columns.find(({ name }) => name === 'instrument')
  if (column?.kind !== 'text') throw new Error('A matrix without the column instrument')
  const placeOf = column.texts.map((text) => instruments.indexOf(text))
  return column.places.map((place) => placeOf[place] ?? -1)
}

function changed({ name, sha256 }: MatrixPassport, what: string): Outcome<never> {
  const { table } = matrixFiles(name, sha256)
  return failure(
    'matrix-changed',
    `The file ${table} ${what}.`,
    'Build the matrix again with the same configuration: it makes the same bytes.',
  )
}
