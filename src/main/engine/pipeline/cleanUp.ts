import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { NamingRules, PublishedFile } from '../../../core/report/namingCheck.ts'
import { namingCheck } from '../../../core/report/namingCheck.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { Images } from '../ports/images.ts'
import { publishedFiles } from './keptRun.ts'
import type { RunFolder } from './runFolder.ts'

function readPublished(files: GuardedFiles, images: Images, path: string, name: string): Outcome<PublishedFile> {
  if (name.endsWith('.png')) {
    const bytes = files.readBytes(path)
    return bytes.ok ? success({ name, text: '', chunks: images.readPngText(bytes.value) }) : bytes
  }
  const text = files.readText(path)
  return text.ok ? success({ name, text: text.value, chunks: {} }) : text
}

/**
 * The policy: outputs of stages, matrices, manifest, alias map and published files are kept; the units they were combined from are
 * removed. Before that, the published files are read back from disk and checked for names once more.
 */
export function cleanUp(
  files: GuardedFiles,
  folder: RunFolder,
  runId: string,
  naming: NamingRules,
  images: Images,
): Outcome<void> {
  const published: PublishedFile[] = []
  for (const name of publishedFiles(files, runId)) {
    const file = readPublished(files, images, `runs/${runId}/published/${name}`, name)
    if (!file.ok) return file
    published.push(file.value)
  }
  const findings = namingCheck(published, naming)
  if (findings.length > 0) {
    const list = findings.slice(0, 5).map(({ file, kind, found }) => `${file}: ${kind} "${found}"`)
    return failure(
      'foreign-name-published',
      `Published files hold names that do not belong there (${list.join('; ')}).`,
      'Remove the run folder, rename what carries these words, and run again.',
    )
  }
  return folder.remove('units')
}
