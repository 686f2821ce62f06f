import { z } from 'zod'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { PUBLICATION_FILE, STAGING_FOLDER } from './layout.ts'

const publicationSchema = z.array(z.object({ staged: z.string(), target: z.string() }))
type Publication = z.infer<typeof publicationSchema>

/** The name under which a file is built until all files that belong together are ready. */
export function stagedPath(target: string): string {
  return `${STAGING_FOLDER}/${target.replaceAll('/', '~')}`
}

/**
 * Puts files that belong together in place as one: the list is written first, so that a kill between two renames is made good by
 * `finishPublication`, and readers go by `publishedPath` meanwhile.
 */
export function publish(files: GuardedFiles, targets: readonly string[]): Outcome<void> {
  const list: Publication = targets.map((target) => ({ staged: stagedPath(target), target }))
  const written = files.writeText(PUBLICATION_FILE, JSON.stringify(list))
  return written.ok ? finishPublication(files) : written
}

/** Finishes what a killed import had begun to put in place, and removes whatever else was being built. */
export function finishPublication(files: GuardedFiles): Outcome<void> {
  const list = readPublication(files)
  if (!list.ok) return list
  for (const { staged, target } of list.value) {
    if (!files.exists(staged)) continue
    const renamed = files.rename(staged, target)
    if (!renamed.ok) return renamed
  }
  if (files.exists(PUBLICATION_FILE)) {
    const removed = files.remove(PUBLICATION_FILE)
    if (!removed.ok) return removed
  }
  return files.exists(STAGING_FOLDER) ? files.remove(STAGING_FOLDER) : success(undefined)
}

/** Where the file that counts lies now. */
export function publishedPath(files: GuardedFiles, target: string): string {
  const list = readPublication(files)
  const entry = list.ok ? list.value.find((one) => one.target === target) : undefined
  return entry !== undefined && files.exists(entry.staged) ? entry.staged : target
}

function readPublication(files: GuardedFiles): Outcome<Publication> {
  if (!files.exists(PUBLICATION_FILE)) return success([])
  const text = files.readText(PUBLICATION_FILE)
  if (!text.ok) return text
  try {
    return success(publicationSchema.parse(JSON.parse(text.value)))
  } catch {
    return failure(
      'data-broken',
      `The file ${PUBLICATION_FILE} cannot be read.`,
      'Remove it and import the data again.',
    )
  }
}
