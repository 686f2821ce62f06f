import type { JsonValue } from '../../../core/contract/jsonValue.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'

/** Where a run keeps its things: `runs/<id>`, or a scratch folder while it is verified. Everything in it is JSON written whole. */
export type RunFolder = {
  readonly path: (name: string) => string
  readonly has: (name: string) => boolean
  readonly read: (name: string) => Outcome<JsonValue>
  readonly write: (name: string, value: JsonValue) => Outcome<void>
  readonly writeText: (name: string, text: string) => Outcome<void>
  readonly remove: (name: string) => Outcome<void>
}

export function runFolder(files: GuardedFiles, root: string): RunFolder {
  const path = (name: string) => `${root}/${name}`
  return {
    path,
    has: (name) => files.exists(path(name)),
    read: (name) => {
      const text = files.readText(path(name))
      if (!text.ok) return text
      const value: JsonValue = JSON.parse(text.value)
      return success(value)
    },
    write: (name, value) => files.writeText(path(name), `${JSON.stringify(value)}\n`),
    writeText: (name, text) => files.writeText(path(name), text),
    remove: (name) => (files.exists(path(name)) ? files.remove(path(name)) : success(undefined)),
  }
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
