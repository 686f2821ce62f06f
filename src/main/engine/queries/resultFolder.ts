import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'

/** A kind of result that is made once and kept. `noun` begins the codes of its troubles and names its commands (`assay backtest list`). */
export type ResultKind = {
  readonly noun: string
  /** Below the workspace; each result is a folder in it, named by its id. */
  readonly folder: string
  /** What becomes of one that was begun and is run again: `it makes it anew`. */
  readonly again: string
}

type Shape<T> = { readonly safeParse: (value: unknown) => { readonly success: boolean; readonly data?: T } }
type Complete = { readonly files: Readonly<Record<string, string>> }
type ReadPart = <T>(name: string, shape: Shape<T>) => Outcome<T>

/** Written last; it holds the SHA-256 of the files that make the result. */
export const COMPLETE_FILE = 'complete.json'

export type ResultFolder = {
  path(id: string, name: string): string
  ids(files: GuardedFiles): readonly string[]
  /** Null where there is no such file, or where it is damaged. */
  read<T>(files: GuardedFiles, id: string, name: string, shape: Shape<T>): T | null
  /** Writes `complete.json` over these files. Errors: those of the files. */
  seal(files: GuardedFiles, id: string, names: readonly string[]): Outcome<void>
  /** A finished result, its files as they were written, opened by `open`; null where it is not finished. Error: `<noun>-broken`. */
  kept<C extends Complete, T>(
    files: GuardedFiles,
    id: string,
    complete: Shape<C>,
    open: (complete: C, part: ReadPart) => Outcome<T>,
  ): Outcome<T | null>
  /** A finished result by the first letters of its id. Errors: `<noun>-missing`, `-ambiguous`, `-unfinished`, and those of `kept`. */
  find<T>(
    files: GuardedFiles,
    workspace: string,
    idStart: string,
    kept: (files: GuardedFiles, id: string) => Outcome<T | null>,
  ): Outcome<T>
}

export function resultFolder(kind: ResultKind): ResultFolder {
  const path = (id: string, name: string) => `${kind.folder}/${id}/${name}`
  return {
    path,
    ids: (files) => files.listFolders(kind.folder),
    read: (files, id, name, shape) => readAs(files, path(id, name), shape),
    seal: (files, id, names) => {
      const hashes: Record<string, string> = {}
      for (const name of names) {
        const sha256 = files.sha256(path(id, name))
        if (!sha256.ok) return sha256
        hashes[name] = sha256.value
      }
      const complete = { schemaVersion: 1, files: hashes }
      return files.writeText(path(id, COMPLETE_FILE), `${JSON.stringify(complete, null, 2)}\n`)
    },
    kept: (files, id, shape, open) => {
      const complete = readAs(files, path(id, COMPLETE_FILE), shape)
      if (complete === null) return success(null)
      for (const [name, sha256] of Object.entries(complete.files)) {
        const found = files.exists(path(id, name)) ? files.sha256(path(id, name)) : null
        if (found === null || !found.ok || found.value !== sha256) return broken(kind, id, name)
      }
      return open(complete, (name, part) => {
        const value = readAs(files, path(id, name), part)
        return value === null ? broken(kind, id, name) : success(value)
      })
    },
    find: (files, workspace, idStart, kept) => {
      const { noun } = kind
      const hint = `See the ${noun}s with: assay ${noun} list ${workspace}`
      const found = files.listFolders(kind.folder).filter((id) => id.startsWith(idStart))
      if (found.length > 1 || idStart === '')
        return failure(`${noun}-ambiguous`, `${found.length} ${noun}s of ${workspace} begin with "${idStart}".`, hint)
      const [id] = found
      if (id === undefined)
        return failure(`${noun}-missing`, `The workspace ${workspace} has no ${noun} ${idStart}.`, hint)
      const opened = kept(files, id)
      if (!opened.ok) return opened
      if (opened.value !== null) return success(opened.value)
      return failure(
        `${noun}-unfinished`,
        `The ${noun} ${id} was begun and not finished.`,
        `Run the same command again: ${kind.again}.`,
      )
    },
  }
}

function readAs<T>(files: GuardedFiles, path: string, shape: Shape<T>): T | null {
  if (!files.exists(path)) return null
  const text = files.readText(path)
  if (!text.ok) return null
  try {
    return shape.safeParse(JSON.parse(text.value)).data ?? null
  } catch {
    return null
  }
}

function broken({ noun, folder }: ResultKind, id: string, name: string): Outcome<never> {
  return failure(
    `${noun}-broken`,
    `The file ${name} of the ${noun} ${id} is not what was written.`,
    `Remove the folder ${folder}/${id} and run the ${noun} again: it makes the same bytes.`,
  )
}
