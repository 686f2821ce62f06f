import type { Summary } from '../../../core/contract/summary.ts'
import { summarySchema } from '../../../core/contract/summary.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { SUMMARY_FILE } from '../../../core/report/publishedNames.ts'
import { FINAL_OUTPUT } from '../commands/publishRun.ts'
import { swapFolder } from '../commands/swapFolder.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { Complete } from './runManifest.ts'

const REPORT_FILE = 'report.html'

export type PublishedRun = { readonly summary: Summary; readonly files: readonly string[] }

/** Published files of a run, relative to its `published` folder, sorted. */
export function publishedFiles(files: GuardedFiles, runId: string): readonly string[] {
  const root = `runs/${runId}/published`
  const inFolder = (folder: string) =>
    files
      .listFiles(folder === '' ? root : `${root}/${folder}`)
      .map((name) => (folder === '' ? name : `${folder}/${name}`))
  return ['', 'charts', 'reports'].flatMap(inFolder).sort((a, b) => (a < b ? -1 : 1))
}

/** SHA-256 of each published file. */
export function hashPublished(files: GuardedFiles, runId: string): Outcome<Record<string, string>> {
  const hashes: Record<string, string> = {}
  for (const name of publishedFiles(files, runId)) {
    const hash = files.sha256(`runs/${runId}/published/${name}`)
    if (!hash.ok) return hash
    hashes[name] = hash.value
  }
  return success(hashes)
}

function sameHashes(kept: Readonly<Record<string, string>>, found: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(kept)
  return names.length === Object.keys(found).length && names.every((name) => kept[name] === found[name])
}

/** True where `final output` holds exactly the files of this run. */
function isShown(files: GuardedFiles, complete: Complete): boolean {
  return Object.entries(complete.published).every(([name, wanted]) => {
    if (name === REPORT_FILE) return true
    const path = `${FINAL_OUTPUT}/${name}`
    if (!files.exists(path)) return false
    const hash = files.sha256(path)
    return hash.ok && hash.value === wanted
  })
}

/**
 * A complete run whose published files are as they were: puts them into `final output` again where another run's are there.
 * Null where a published file is missing or changed, so that the run has to be published anew.
 */
export function republish(files: GuardedFiles, runId: string, complete: Complete): Outcome<PublishedRun | null> {
  const root = `runs/${runId}/published`
  const found = hashPublished(files, runId)
  if (!found.ok || !sameHashes(complete.published, found.value)) return success(null)
  const text = files.readText(`${root}/${SUMMARY_FILE}`)
  if (!text.ok) return success(null)
  const parsed = summarySchema.safeParse(JSON.parse(text.value))
  if (!parsed.success) return success(null)
  const names = Object.keys(complete.published).filter((name) => name !== REPORT_FILE)
  const shown = names.map((name) => `${FINAL_OUTPUT}/${name}`)
  if (isShown(files, complete)) return success({ summary: parsed.data, files: shown })
  const contents = []
  for (const file of names) {
    const bytes = files.readBytes(`${root}/${file}`)
    if (!bytes.ok) return bytes
    contents.push({ file, bytes: bytes.value })
  }
  const swapped = swapFolder(files, FINAL_OUTPUT, contents)
  return swapped.ok ? success({ summary: parsed.data, files: shown }) : swapped
}
