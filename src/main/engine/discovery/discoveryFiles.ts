import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { DISCOVERY_FILES, discoveryPath, logFile, readComplete } from '../queries/discoveryFolder.ts'

/** What a run writes, remembered, so that its last file can vouch for all of it. */
export type DiscoveryFiles = {
  /** Of the run. */
  writeJson(name: string, value: unknown): Outcome<void>
  /** Relative to the workspace. */
  writeText(path: string, text: string): Outcome<void>
  /** The log of a stage, one line a sentence; no time stands in it, so that it is the same each time. */
  log(stage: string, lines: readonly string[]): Outcome<void>
  written(): readonly string[]
}

/**
 * What an earlier run of the same content left, with fewer stages, is vouched for too; until this one is done nothing is, so that one that is killed goes on instead of counting as broken.
 * Errors: those of removing a file.
 */
export function discoveryFiles(files: GuardedFiles, runId: string): Outcome<DiscoveryFiles> {
  const complete = discoveryPath(runId, DISCOVERY_FILES.complete)
  const before = readComplete(files, runId)
  const removed = files.exists(complete) ? files.remove(complete) : success(undefined)
  if (!removed.ok) return removed
  const paths = new Set(Object.keys(before?.files ?? {}))
  const writeText = (path: string, text: string): Outcome<void> => {
    const written = files.writeText(path, text)
    if (written.ok) paths.add(path)
    return written
  }
  return success({
    writeText,
    writeJson: (name, value) => writeText(discoveryPath(runId, name), `${JSON.stringify(value, null, 2)}\n`),
    log: (stage, lines) => writeText(discoveryPath(runId, logFile(stage)), lines.map((line) => `${line}\n`).join('')),
    written: () => [...paths],
  })
}

/** Writes one after the other; the first that fails ends it. */
export function writeAll(writes: readonly (() => Outcome<void>)[]): Outcome<void> {
  for (const write of writes) {
    const written = write()
    if (!written.ok) return written
  }
  return success(undefined)
}
