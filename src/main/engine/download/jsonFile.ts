import type { GuardedFiles } from '../ports/guardedFiles.ts'

export function jsonFile(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** Null where the file is missing or is not what it should be. */
export function readJson<T>(files: GuardedFiles, path: string, parse: (value: unknown) => T | null): T | null {
  if (!files.exists(path)) return null
  const text = files.readText(path)
  if (!text.ok) return null
  try {
    return parse(JSON.parse(text.value))
  } catch {
    return null
  }
}
