import { type FileHandle, open } from 'node:fs/promises'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { LinePage, LinePages } from '../../engine/ports/linePages.ts'
import { readTrouble } from './readTrouble.ts'

const LINES_A_MARK = 256
const MOST_FILES = 8
const MOST_PAGE_BYTES = 1 << 24
const BLOCK_BYTES = 1 << 20
const LINE_FEED = 10

/** `marks[k]`: the byte where line k * 256 begins. `stamp` tells whether the file is still the one that was walked. */
type Index = {
  readonly stamp: string
  readonly marks: readonly number[]
  readonly total: number
  readonly bytes: number
}

export function createLinePages(): LinePages {
  const indexes = new Map<string, Index>()
  return {
    page: async (absolutePath, offset, limit) => {
      try {
        const file = await open(absolutePath, 'r')
        try {
          const index = await indexOf(indexes, absolutePath, file)
          return index.ok ? await readPage(file, index.value, offset, limit) : index
        } finally {
          await file.close()
        }
      } catch (error) {
        return readTrouble(error, absolutePath)
      }
    },
  }
}

async function indexOf(indexes: Map<string, Index>, path: string, file: FileHandle): Promise<Outcome<Index>> {
  const status = await file.stat({ bigint: true })
  if (!status.isFile()) return failure('not-a-file', 'The path names no file.', 'Check the path.')
  const stamp = `${status.ino} ${status.size} ${status.mtimeNs}`
  const known = indexes.get(path)
  const index = known?.stamp === stamp ? known : await walk(file, stamp, Number(status.size))
  indexes.delete(path)
  indexes.set(path, index)
  for (const oldest of indexes.keys()) if (indexes.size > MOST_FILES) indexes.delete(oldest)
  return success(index)
}

async function walk(file: FileHandle, stamp: string, bytes: number): Promise<Index> {
  const block = new Uint8Array(BLOCK_BYTES)
  const marks = [0]
  let ends = 0
  let read = 0
  let lineStart = 0
  while (read < bytes) {
    const { bytesRead } = await file.read(block, 0, Math.min(block.length, bytes - read), read)
    if (bytesRead === 0) break
    const piece = block.subarray(0, bytesRead)
    for (let at = piece.indexOf(LINE_FEED); at >= 0; at = piece.indexOf(LINE_FEED, at + 1)) {
      ends++
      lineStart = read + at + 1
      if (ends % LINES_A_MARK === 0) marks.push(lineStart)
    }
    read += bytesRead
  }
  return { stamp, marks, total: ends + (read > lineStart ? 1 : 0), bytes: read }
}

async function readPage(file: FileHandle, index: Index, offset: number, limit: number): Promise<Outcome<LinePage>> {
  const { total, marks, bytes } = index
  const below = Math.min(offset + limit, total)
  if (offset >= below) return success({ total, lines: [] })
  const firstMark = Math.floor(offset / LINES_A_MARK)
  const from = marks[firstMark] ?? bytes
  const length = (marks[Math.ceil(below / LINES_A_MARK)] ?? bytes) - from
  if (length > MOST_PAGE_BYTES)
    return failure('lines-too-long', 'The lines of the file are too long to be shown.', 'Ask for fewer lines.')
  const page = new Uint8Array(length)
  for (let done = 0; done < length; ) {
    const { bytesRead } = await file.read(page, done, length - done, from + done)
    if (bytesRead === 0) break
    done += bytesRead
  }
  const lines = new TextDecoder().decode(page).split(/\r?\n/)
  const skipped = firstMark * LINES_A_MARK
  return success({ total, lines: lines.slice(offset - skipped, below - skipped) })
}
