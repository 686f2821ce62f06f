import { type FileHandle, open } from 'node:fs/promises'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { LogTail, Tail } from '../../engine/ports/logTail.ts'
import { fileTrouble } from './fileTrouble.ts'

const TAIL_BYTES = 4_194_304
const CHUNK_BYTES = 1_048_576
const MOST_LINE_CHARACTERS = 4_000
const LINE_FEED = 10

/** Lines that are counted before an answer; what is longer is counted meanwhile. */
const COUNTED_AT_ONCE_BYTES = 67_108_864
const MOST_CHARACTERS = 1_000_000
const MOST_KNOWN = 50

/** Line ends before `position`. A file that is another one by now, or shorter, begins anew. */
type Counted = { readonly inode: number; readonly position: number; readonly lines: number }

/** Remembers what was counted: a file that grows is read once, however often its end is looked at. */
export function createLogTail(): LogTail {
  const known = new Map<string, Counted>()
  const counting = new Set<string>()

  function knownOf(path: string, inode: number, start: number): Counted {
    const counted = known.get(path)
    return counted !== undefined && counted.inode === inode && counted.position <= start
      ? counted
      : { inode, position: 0, lines: 0 }
  }

  function keep(path: string, counted: Counted): void {
    known.delete(path)
    known.set(path, counted)
    for (const oldest of known.keys()) if (known.size > MOST_KNOWN) known.delete(oldest)
  }

  /** Who asks next has the count; that it could not be made is met by then. */
  async function countMeanwhile(path: string, from: Counted, end: number): Promise<void> {
    if (counting.has(path)) return
    counting.add(path)
    try {
      const file = await open(path, 'r')
      try {
        keep(path, await countOn(file, from, end))
      } finally {
        await file.close()
      }
    } catch {
      known.delete(path)
    } finally {
      counting.delete(path)
    }
  }

  async function tailOf(file: FileHandle, path: string, most: number): Promise<Tail> {
    const { size, ino } = await file.stat()
    const start = Math.max(0, size - TAIL_BYTES)
    const bytes = await readSpan(file, start, size)
    const lines = bytes.toString('utf8').split('\n')
    if (lines.at(-1) === '') lines.pop()
    const shown = lastOf(lines.slice(-most).map(cut))
    const before = knownOf(path, ino, start)
    if (start - before.position > COUNTED_AT_ONCE_BYTES) {
      void countMeanwhile(path, before, start)
      return { lines: shown, skipped: null }
    }
    const counted = await countOn(file, before, start)
    keep(path, counted)
    return { lines: shown, skipped: counted.lines + lines.length - shown.length }
  }

  return {
    async read(absolutePath, most): Promise<Outcome<Tail>> {
      let file: FileHandle
      try {
        file = await open(absolutePath, 'r')
      } catch (error) {
        return fileTrouble(error, `read ${absolutePath}`)
      }
      try {
        return success(await tailOf(file, absolutePath, most))
      } catch (error) {
        return fileTrouble(error, `read ${absolutePath}`)
      } finally {
        await file.close()
      }
    },
  }
}

async function countOn(file: FileHandle, from: Counted, end: number): Promise<Counted> {
  const buffer = Buffer.alloc(Math.min(CHUNK_BYTES, Math.max(0, end - from.position)))
  let { position, lines } = from
  while (position < end) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, end - position), position)
    if (bytesRead === 0) break
    position += bytesRead
    const chunk = buffer.subarray(0, bytesRead)
    for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, at + 1)) lines++
  }
  return { inode: from.inode, position, lines }
}

/** Never more than a page can hold. */
function lastOf(lines: readonly string[]): readonly string[] {
  let characters = 0
  let first = lines.length
  while (first > 0 && characters + (lines[first - 1]?.length ?? 0) <= MOST_CHARACTERS) {
    first--
    characters += (lines[first]?.length ?? 0) + 1
  }
  return lines.slice(first)
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
