import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Failure, failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Digests, FileDigest } from '../../engine/ports/digests.ts'

export const streamDigests: Digests = {
  open: () => {
    const hash = createHash('sha256')
    return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') }
  },
  ofFile: async (absolutePath, onProgress) => {
    try {
      return await digestFile(absolutePath, onProgress)
    } catch (error) {
      return digestTrouble(error, absolutePath)
    }
  },
}

async function digestFile(
  absolutePath: string,
  onProgress: (bytesDone: number, bytesTotal: number) => void,
): Promise<Outcome<FileDigest>> {
  const status = await stat(absolutePath)
  if (!status.isFile())
    return failure('not-a-file', `${basename(absolutePath)} is not a file.`, 'Name one file with --file.')
  const hash = createHash('sha256')
  const source = createReadStream(absolutePath, { highWaterMark: 1 << 20 })
  for await (const block of source) {
    hash.update(block)
    onProgress(source.bytesRead, status.size)
  }
  return success({ sha256: hash.digest('hex'), sizeBytes: status.size, modifiedMs: Math.floor(status.mtimeMs) })
}

function digestTrouble(error: unknown, absolutePath: string): Failure {
  const file = basename(absolutePath)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT')
    return failure('file-missing', `There is no file ${file}.`, 'Check the path given with --file.')
  if (code === 'ENOTDIR')
    return failure('file-missing', `There is no file ${file}.`, 'Check the path given with --file.')
  if (code === 'EACCES' || code === 'EPERM')
    return failure('file-unreadable', `No permission to read ${file}.`, 'Check the rights of the file.')
  throw error
}
