import {
  type ListedMatrix,
  type MatrixPassport,
  readListedMatrix,
  readMatrixPassport,
} from '../../../core/contract/matrixPassport.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { BUILT_LIST, MATRICES_FOLDER, matrixFiles } from './matrixFiles.ts'

/** `passport` null: the file is gone or damaged. */
export type KnownMatrix = ListedMatrix & { readonly passport: MatrixPassport | null }

/** Every matrix of a workspace once, in the order in which they were built last: the newest last. Those that the list does not name come first, by name. */
export function listMatrices(files: GuardedFiles): readonly KnownMatrix[] {
  const passportOf = ({ name, sha256 }: ListedMatrix) => passportAt(files, matrixFiles(name, sha256).passport)
  const listed = new Map<string, KnownMatrix>()
  for (const built of builtList(files)) {
    listed.delete(built.sha256)
    listed.set(built.sha256, { ...built, passport: passportOf(built) })
  }
  const others = files.listFiles(MATRICES_FOLDER).flatMap((file): readonly KnownMatrix[] => {
    if (!/_[0-9a-f]{8}\.json$/.test(file)) return []
    const passport = passportAt(files, `${MATRICES_FOLDER}/${file}`)
    if (passport === null || listed.has(passport.sha256)) return []
    return [{ name: passport.name, sha256: passport.sha256, passport }]
  })
  const isThere = ({ name, sha256, passport }: KnownMatrix) =>
    passport !== null || files.exists(matrixFiles(name, sha256).table)
  return [...others, ...listed.values()].filter(isThere)
}

/** Puts a matrix at the end of the list, where it is not there already. */
export function noteBuilt(files: GuardedFiles, { name, sha256 }: ListedMatrix): Outcome<void> {
  if (builtList(files).at(-1)?.sha256 === sha256) return success(undefined)
  return files.appendLine(BUILT_LIST, JSON.stringify({ name, sha256 }))
}

function builtList(files: GuardedFiles): readonly ListedMatrix[] {
  const text = files.exists(BUILT_LIST) ? files.readText(BUILT_LIST) : null
  if (text?.ok !== true) return []
  return text.value.split('\n').flatMap((line) => {
    const listed = readListedMatrix(parsed(line))
    return listed === null ? [] : [listed]
  })
}

/** Null where there is none that can be read. */
function passportAt(files: GuardedFiles, path: string): MatrixPassport | null {
  const text = files.exists(path) ? files.readText(path) : null
  return text?.ok === true ? readMatrixPassport(parsed(text.value)) : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
