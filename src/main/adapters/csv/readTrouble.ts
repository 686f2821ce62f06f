import { basename } from 'node:path'
import { type Failure, failure } from '../../../core/outcome/outcome.ts'

/** Translates what the file system, zlib or the text decoder threw while a source file was read. */
export function readTrouble(error: unknown, absolutePath: string): Failure {
  const file = basename(absolutePath)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT')
    return failure('file-missing', `There is no file ${file}.`, 'Check the path given with --file.')
  if (code === 'EISDIR' || code === 'ENOTDIR')
    return failure('not-a-file', `${file} is a folder, not a file.`, 'Name one file with --file.')
  if (code === 'EACCES' || code === 'EPERM')
    return failure('file-unreadable', `No permission to read ${file}.`, 'Check the rights of the file.')
  if (code.startsWith('Z_'))
    return failure('gzip-broken', `${file} is cut off or damaged: it cannot be unpacked.`, 'Download or copy it again.')
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return failure(
      'encoding-needed',
      `${file} is not UTF-8 text.`,
      'Save it as UTF-8, or say how it is written with --encoding latin-1 (or utf-16le).',
    )
  if (code === 'EIO')
    return failure('file-unreadable', `The disk failed while reading ${file}.`, 'Copy the file elsewhere.')
  throw error
}
