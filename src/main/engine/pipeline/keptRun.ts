import type { Summary } from '../../../core/contract/summary.ts'
import { summarySchema } from '../../../core/contract/summary.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { SUMMARY_FILE } from '../../../core/report/publishedNames.ts'
import { FINAL_OUTPUT } from '../commands/publishRun.ts'
import { swapFolder } from '../commands/swapFolder.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { COMPLETE, type Complete } from './runManifest.ts'

const REPORT_FILE = 'report.html'

export type PublishedRun = { readonly summary: Summary; readonly files: readonly string[] }

/** Published files of a run, relative to its `published` folder, sorted. */
export function publishedFiles(files: GuardedFiles, runId: string): readonly string[] {
  return bundleFiles(files, `runs/${runId}/published`)
}

function bundleFiles(files: GuardedFiles, root: string): readonly string[] {
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

function hasHash(files: GuardedFiles, path: string, wanted: string): boolean {
  if (!files.exists(path)) return false
  const hash = files.sha256(path)
  return hash.ok && hash.value === wanted
}

/** True where `final output` holds exactly the files of this run. */
function isShown(files: GuardedFiles, complete: Complete): boolean {
  const wanted = Object.entries(complete.published).filter(([name]) => name !== REPORT_FILE)
  const shown = bundleFiles(files, FINAL_OUTPUT)
  return (
    shown.length === wanted.length && wanted.every(([name, hash]) => hasHash(files, `${FINAL_OUTPUT}/${name}`, hash))
  )
}

/** Copies of a run's published files that a reader meets first and that are not as recorded: in `exports`, and in `final output` unless that shows another run. */
export function changedCopies(files: GuardedFiles, runId: string, { published }: Complete): readonly string[] {
  const places = Object.entries(published).flatMap(([name, hash]) => {
    if (name === REPORT_FILE) return [{ path: exportedReport(runId), hash }]
    return showsOtherRun(files, runId) ? [] : [{ path: `${FINAL_OUTPUT}/${name}`, hash }]
  })
  return places.flatMap(({ path, hash }) => (hasHash(files, path, hash) ? [] : [path]))
}

function showsOtherRun(files: GuardedFiles, runId: string): boolean {
  const text = files.readText(`${FINAL_OUTPUT}/${SUMMARY_FILE}`)
  const shown = text.ok ? /"runId": *"([0-9a-f]+)"/.exec(text.value)?.[1] : undefined
  return shown !== undefined && shown !== runId && files.exists(`runs/${shown}/${COMPLETE}`)
}

function exportedReport(runId: string): string {
  return `exports/${runId}/${REPORT_FILE}`
}

function restoreReport(files: GuardedFiles, runId: string, complete: Complete): Outcome<void> {
  const wanted = complete.published[REPORT_FILE]
  if (wanted === undefined || hasHash(files, exportedReport(runId), wanted)) return success(undefined)
  const bytes = files.readBytes(`runs/${runId}/published/${REPORT_FILE}`)
  return bytes.ok ? files.writeBytes(exportedReport(runId), bytes.value) : bytes
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
  const restored = restoreReport(files, runId, complete)
  if (!restored.ok) return restored
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
