import type { MatrixPassport } from '../../../core/contract/matrixPassport.ts'
import { nearestName } from '../../../core/outcome/nearestName.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { type KnownMatrix, listMatrices } from './listMatrices.ts'
import { matrixFiles } from './matrixFiles.ts'

/**
 * A matrix by `latest` (the one built last), by the first letters of its hash, by its name (the newest of that name) or by the name of its files.
 * Errors: `matrix-missing`, `matrix-ambiguous`, `matrix-unreadable`.
 */
export function findMatrix(files: GuardedFiles, workspace: string, which: string): Outcome<MatrixPassport> {
  const known = listMatrices(files)
  const found = matching(known, which.replace(/\.(parquet|json)$/, ''))
  const [matrix] = found
  if (matrix === undefined) return missing(known, workspace, which)
  if (found.length > 1)
    return failure(
      'matrix-ambiguous',
      `${found.length} matrices of ${workspace} begin with "${which}".`,
      `Name one of: ${found.map(({ name, sha256 }) => matrixFiles(name, sha256).stem).join(', ')}.`,
    )
  if (matrix.passport === null || matrix.passport.sha256 !== matrix.sha256)
    return failure(
      'matrix-unreadable',
      `The passport of the matrix ${matrixFiles(matrix.name, matrix.sha256).stem} is gone or was changed.`,
      'Build the matrix again with the same configuration: it makes the same bytes.',
    )
  return success(matrix.passport)
}

function matching(known: readonly KnownMatrix[], which: string): readonly KnownMatrix[] {
  if (which === 'latest') return known.slice(-1)
  const named = known.filter(({ name, sha256 }) => which === name || which === matrixFiles(name, sha256).stem)
  if (named.length > 0) return named.slice(-1)
  return /^[0-9a-f]{4,64}$/.test(which) ? known.filter(({ sha256 }) => sha256.startsWith(which)) : []
}

function missing(known: readonly KnownMatrix[], workspace: string, which: string): Outcome<never> {
  if (known.length === 0)
    return failure(
      'matrix-missing',
      `The workspace ${workspace} has no matrix yet.`,
      `Build one with: assay build ${workspace} --config build.yaml`,
    )
  const near = nearestName(which, [...new Set(known.map(({ name }) => name))])
  return failure(
    'matrix-missing',
    `The workspace ${workspace} has no matrix "${which}".`,
    near === null ? `See them with: assay matrices list ${workspace}` : `Did you mean ${near}?`,
  )
}
