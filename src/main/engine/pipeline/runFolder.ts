import type { JsonValue } from '../../../core/contract/jsonValue.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'

/** Where a run keeps its things: `runs/<id>`, or a scratch folder while it is verified. Everything in it is written whole. */
export type RunFolder = {
  readonly path: (name: string) => string
  readonly has: (name: string) => boolean
  /** Error: `run-broken`, where it is not JSON. */
  readonly read: (name: string) => Outcome<JsonValue>
  readonly write: (name: string, value: JsonValue) => Outcome<void>
  readonly writeText: (name: string, text: string) => Outcome<void>
  readonly readBytes: (name: string) => Outcome<Uint8Array>
  readonly writeBytes: (name: string, bytes: Uint8Array) => Outcome<void>
  readonly remove: (name: string) => Outcome<void>
}

export const RUN_BROKEN = 'run-broken'

export function runFolder(files: GuardedFiles, root: string): RunFolder {
  const path = (name: string) => `${root}/${name}`
  return {
    path,
    has: (name) => files.exists(path(name)),
    read: (name) => {
      const text = files.readText(path(name))
      if (!text.ok) return text
      try {
        const value: JsonValue = JSON.parse(text.value)
        return success(value)
      } catch {
        return failure(
          RUN_BROKEN,
          `The file ${path(name)} is damaged.`,
          'Remove that run folder and run the pipeline again.',
        )
      }
    },
    write: (name, value) => files.writeText(path(name), `${JSON.stringify(value)}\n`),
    writeText: (name, text) => files.writeText(path(name), text),
    readBytes: (name) => files.readBytes(path(name)),
    writeBytes: (name, bytes) => files.writeBytes(path(name), bytes),
    remove: (name) => (files.exists(path(name)) ? files.remove(path(name)) : success(undefined)),
  }
}

/** What is kept under a name; null where nothing is, or where it is damaged: then it is dropped, to be made anew. */
export function readKept(folder: RunFolder, name: string): Outcome<JsonValue | null> {
  if (!folder.has(name)) return success(null)
  const kept = folder.read(name)
  if (kept.ok || kept.trouble.code !== RUN_BROKEN) return kept
  const dropped = folder.remove(name)
  return dropped.ok ? success(null) : dropped
}

export function stageFile(stage: string): string {
  return `stages/${stage}.json`
}

export function unitsFolder(stage: string): string {
  return `units/${stage}`
}

export function unitFile(stage: string, index: number): string {
  return `${unitsFolder(stage)}/${String(index).padStart(6, '0')}.json`
}
