import { basename } from 'node:path'
import { type Failure, failure } from '../../../core/outcome/outcome.ts'

/** Translates what DuckDB or the file system threw while a Parquet file was read or written. */
export function duckdbTrouble(error: unknown, absolutePath: string): Failure {
  const text = error instanceof Error ? error.message : String(error)
  const file = basename(absolutePath)
  if (/no space left|ENOSPC|disk quota/i.test(text))
    return failure('disk-full', `The disk is full: could not write ${file}.`, 'Free some space and run it again.')
  if (/permission denied|read-only file system|EACCES|EROFS|EPERM/i.test(text))
    return failure('not-writable', `No permission to use ${file}.`, 'Check the rights of the folder.')
  if (/no files found|no such file|ENOENT/i.test(text))
    return failure('file-missing', `There is no file ${file}.`, 'Check the path.')
  if (/referenced column|not found in FROM/i.test(text))
    return failure('columns-wrong', `${file} lacks a column that is needed.`, 'Import the data again.')
  if (/magic bytes|parquet|too small|thrift|snappy|zstd|decompress|corrupt/i.test(text))
    return failure('parquet-broken', `${file} is not a Parquet file that can be read.`, 'Get or import the file again.')
  throw error
}
