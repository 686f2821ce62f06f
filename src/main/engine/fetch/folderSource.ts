import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Digests } from '../ports/digests.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { checkedArchive } from './checkedArchive.ts'
import { type FetchSource, MOST_ARCHIVE_BYTES } from './fetchSource.ts'

/** Archives that somebody has: a folder laid out as the exchange's own (`data/futures/um/...` or `futures/um/...`). It answers no questions. */
export function folderSource(files: GuardedFiles, digests: Digests): FetchSource {
  const counts = { requests: 0, retries: 0, bytes: 0 }
  return {
    name: `The folder ${files.root}`,
    counts,
    page: async () => success(null),
    archive: async (wanted) => {
      const path = archiveIn(files, wanted)
      if (path === undefined) return success(null)
      const size = files.sizeBytes(path)
      if (!size.ok) return size
      if (size.value > MOST_ARCHIVE_BYTES) return tooBig(path)
      const bytes = files.readBytes(path)
      if (!bytes.ok) return bytes
      const checksum = checksumOf(files, `${path}.CHECKSUM`)
      if (!checksum.ok) return checksum
      counts.requests++
      counts.bytes += bytes.value.length
      return checkedArchive(digests, path, bytes.value, checksum.value)
    },
  }
}

/** Where an archive lies in such a folder; undefined: nowhere. */
export function archiveIn(files: GuardedFiles, path: string): string | undefined {
  return [path, path.slice('data/'.length)].find((one) => files.exists(one))
}

function checksumOf(files: GuardedFiles, path: string): Outcome<string | null> {
  return files.exists(path) ? files.readText(path) : success(null)
}

function tooBig(path: string): Outcome<never> {
  return failure('answer-too-big', `${path} is larger than ${MOST_ARCHIVE_BYTES} bytes.`, 'Look at the file.')
}
