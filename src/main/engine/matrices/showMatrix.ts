import type { MatrixPassport } from '../../../core/contract/matrixPassport.ts'
import { readMatrixReportJson } from '../../../core/contract/matrixReportSchema.ts'
import type { MatrixReport } from '../../../core/contract/workbench/buildViews.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { findMatrix } from './findMatrix.ts'
import { matrixFiles } from './matrixFiles.ts'
import { type MatrixReadPorts, readMatrixColumns } from './readStoredMatrix.ts'

export type ShownMatrix = {
  readonly passport: MatrixPassport
  readonly report: MatrixReport
  readonly files: readonly string[]
}

/** A matrix with its report, its file compared with its passport. Errors: those of `findMatrix`; `matrix-changed`. */
export async function showMatrix(
  ports: MatrixReadPorts,
  workspace: string,
  which: string,
): Promise<Outcome<ShownMatrix>> {
  const passport = findMatrix(ports.files, workspace, which)
  if (!passport.ok) return passport
  const columns = await readMatrixColumns(ports, passport.value)
  if (!columns.ok) return columns
  const report = readMatrixReport(ports.files, passport.value)
  if (!report.ok) return report
  const {
    table,
    passport: passportFile,
    report: reportFile,
    build,
  } = matrixFiles(passport.value.name, passport.value.sha256)
  const kept = ports.files.exists(build) ? [build] : []
  return success({ passport: passport.value, report: report.value, files: [table, passportFile, reportFile, ...kept] })
}

/** Error: `matrix-changed`. */
export function readMatrixReport(files: GuardedFiles, { name, sha256 }: MatrixPassport): Outcome<MatrixReport> {
  const path = matrixFiles(name, sha256).report
  const text = files.exists(path) ? files.readText(path) : null
  const report = text?.ok === true ? readMatrixReportJson(text.value) : null
  if (report !== null) return success(report)
  return failure(
    'matrix-changed',
    `The report ${path} is gone or was changed.`,
    'Build the matrix again with the same configuration: it makes the same bytes.',
  )
}
