import type { MatrixPassport } from '../../../core/contract/matrixPassport.ts'
import type { MatrixReport } from '../../../core/contract/workbench/buildViews.ts'
import { listMatrices, noteBuilt } from './listMatrices.ts'
import { matrixFiles } from './matrixFiles.ts'
import { type MatrixReadPorts, readMatrixColumns } from './readStoredMatrix.ts'
import { readMatrixReport } from './showMatrix.ts'

export type KeptMatrix = { readonly passport: MatrixPassport; readonly report: MatrixReport }

/** A matrix that is there whole, as it was written, and now the one built last; null where it has to be built. */
export async function keptMatrix(ports: MatrixReadPorts, sha256: string): Promise<KeptMatrix | null> {
  const passport = listMatrices(ports.files).find((known) => known.sha256 === sha256)?.passport ?? null
  if (passport === null || passport.sha256 !== sha256) return null
  const columns = await readMatrixColumns(ports, passport)
  const report = readMatrixReport(ports.files, passport)
  const build = matrixFiles(passport.name, passport.sha256).build
  if (!columns.ok || !report.ok || !ports.files.exists(build)) return null
  const listed = noteBuilt(ports.files, passport)
  return listed.ok ? { passport, report: report.value } : null
}
