import { type FileHandle, open } from 'node:fs/promises'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { LogTail, Tail } from '../../engine/ports/logTail.ts'
import { fileTrouble } from './fileTrouble.ts'

const TAIL_BYTES = 4_194_304
const CHUNK_BYTES = 1_048_576
const MOST_LINE_CHARACTERS = 4_000
const LINE_FEED = 10

export const diskLogTail: LogTail = {
  async read(absolutePath, most): Promise<Outcome<Tail>> {
    let file: FileHandle
    try {
      file = await open(absolutePath, 'r')
    } catch (error) {
      return fileTrouble(error, `read ${absolutePath}`)
    }
    try {
      return success(await tailOf(file, most))
    } catch (error) {
      return fileTrouble(error, `read ${absolutePath}`)
    } finally {
      await file.close()
    }
  },
}

async function tailOf(file: FileHandle, most: number): Promise<Tail> {
  const { size } = await file.stat()
  const start = Math.max(0, size - TAIL_BYTES)
  const before = await countLines(file, start)
  const bytes = await readSpan(file, start, size)
  const lines = bytes.toString('utf8').split('\n')
  if (lines.at(-1) === '') lines.pop()
  const shown = lines.slice(-most).map(cut)
  return { lines: shown, skipped: before + lines.length - shown.length }
}

/** Line ends before `end`. */
async function countLines(file: FileHandle, end: number): Promise<number> {
  const buffer = Buffer.alloc(Math.min(CHUNK_BYTES, end))
  let lines = 0
  for (let position = 0; position < end; ) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, end - position), position)
    if (bytesRead === 0) break
    position += bytesRead
    const chunk = buffer.subarray(0, bytesRead)
    for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, at + 1)) lines++
  }
  return lines
}

async function readSpan(file: FileHandle, start: number, end: number): Promise<Buffer> {
  const buffer = Buffer.alloc(end - start)
  let length = 0
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, start + length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return buffer.subarray(0, length)
}

function cut(line: string): string {
  return line.length > MOST_LINE_CHARACTERS ? `${line.slice(0, MOST_LINE_CHARACTERS)}…` : line
}
