import { statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { TextEncoding, TextHead } from '../../engine/ports/textFiles.ts'
import { isBinary, isGzip, isParquet, markedEncoding } from './byteNature.ts'
import { openBytes } from './openBytes.ts'
import { readTrouble } from './readTrouble.ts'

const HEAD_BYTES = 1 << 18

export async function readHead(absolutePath: string, encoding: TextEncoding | null): Promise<Outcome<TextHead>> {
  try {
    return await headOf(absolutePath, encoding)
  } catch (error) {
    return readTrouble(error, absolutePath)
  }
}

async function headOf(absolutePath: string, encoding: TextEncoding | null): Promise<Outcome<TextHead>> {
  const name = basename(absolutePath)
  const status = statSync(absolutePath)
  if (!status.isFile()) return failure('not-a-file', `${name} is not a file.`, 'Name one file with --file.')
  const sizeBytes = status.size
  if (sizeBytes === 0) return failure('file-empty', `${name} is empty.`, 'Check the download; nothing was imported.')
  const magic = await firstBytes(absolutePath)
  const gzip = isGzip(magic)
  if (isParquet(magic)) return success({ lines: [], encoding: 'utf-8', gzip, parquet: true, sizeBytes })
  const bytes = await unpackedHead(absolutePath, gzip)
  if (bytes.length === 0)
    return failure('file-empty', `${name} holds nothing.`, 'Check the download; nothing was imported.')
  const used = encoding ?? markedEncoding(bytes) ?? 'utf-8'
  if (!used.startsWith('utf-16') && isBinary(bytes))
    return failure(
      'binary-file',
      `${name} is not text: it holds bytes that no CSV file has.`,
      'Assay reads CSV (also gzipped) and Parquet; UTF-16 text without a byte-order mark needs --encoding utf-16le.',
    )
  return success({ lines: linesOf(bytes, used), encoding: used, gzip, parquet: false, sizeBytes })
}

async function firstBytes(absolutePath: string): Promise<Uint8Array> {
  const file = await open(absolutePath)
  try {
    const bytes = new Uint8Array(4)
    await file.read(bytes, 0, 4, 0)
    return bytes
  } finally {
    await file.close()
  }
}

async function unpackedHead(absolutePath: string, gzip: boolean): Promise<Uint8Array> {
  const source = openBytes(absolutePath, gzip)
  const blocks: Uint8Array[] = []
  let length = 0
  try {
    for await (const block of source.blocks) {
      blocks.push(block)
      length += block.length
      if (length >= HEAD_BYTES) break
    }
  } finally {
    source.close()
  }
  return new Uint8Array(Buffer.concat(blocks).subarray(0, HEAD_BYTES))
}

/** Whole lines only: the last one may be cut where the head ends. */
function linesOf(bytes: Uint8Array, encoding: TextEncoding): readonly string[] {
  const decoder = new TextDecoder(encoding === 'latin-1' ? 'latin1' : encoding, { fatal: true })
  const cut = bytes.length === HEAD_BYTES
  const lines = decoder.decode(bytes, { stream: cut }).split(/\r?\n/)
  if (cut) lines.pop()
  return lines
}
