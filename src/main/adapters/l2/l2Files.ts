import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { beginBook, endBook, takeMessage } from '../../../core/backtest/book/assembleBook.ts'
import type { BookScale } from '../../../core/backtest/book/bookMessages.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { BookFile, BookFiles } from '../../engine/ports/bookFiles.ts'
import { decodeLine } from './decodeLine.ts'

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}

/** The file's text; what goes wrong on the way ends the stream with that error. */
async function openText(path: string): Promise<Readable> {
  const zipped = await isGzip(path)
  const raw = createReadStream(path)
  if (!zipped) return raw
  const text = createGunzip()
  raw.on('error', (error) => text.destroy(error))
  return raw.pipe(text)
}

function badLine(line: number): Outcome<never> {
  return failure(
    'bad-book-line',
    `Line ${line} is not local nanoseconds, a space and a message of the exchange.`,
    'The recording is damaged there: cut it before that line, or record it again.',
  )
}

function readTrouble(path: string, error: unknown): Outcome<never> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT') return failure('file-missing', `There is no file ${path}.`, 'Check the path.')
  if (code.startsWith('Z_') || code === 'ERR_STREAM_PREMATURE_CLOSE')
    return failure('gzip-broken', `${path} breaks off or is damaged.`, 'Copy or record it again.')
  if (code === '') throw error
  return failure('file-unreadable', `${path} could not be read (${code}).`, 'Check its rights, and that it is a file.')
}

async function readLines(text: Readable, scale: BookScale): Promise<Outcome<BookFile>> {
  const assembly = beginBook(scale)
  let lines = 0
  let otherLines = 0
  let symbol = ''
  for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
    lines++
    if (line === '') continue
    const decoded = decodeLine(line)
    if (decoded === null) return badLine(lines)
    if (decoded.symbol !== null && decoded.symbol !== symbol) {
      if (symbol !== '')
        return failure(
          'two-symbols',
          `Line ${lines} is of ${decoded.symbol}, the lines before it of ${symbol}.`,
          'Give each instrument a file of its own.',
        )
      symbol = decoded.symbol
    }
    if (decoded.message === null) {
      otherLines++
      continue
    }
    const taken = takeMessage(assembly, decoded.message)
    if (!taken.ok) {
      const { code, message, hint } = taken.trouble
      return failure(code, `Line ${lines}: ${message}`, hint)
    }
  }
  const { events, report } = endBook(assembly)
  if (report.snapshots === 0)
    return failure(
      'no-book',
      'The file has no snapshot to build a book on.',
      'Record a snapshot together with the stream.',
    )
  return success({ symbol, events, report, lines, otherLines })
}

export const l2Files: BookFiles = {
  async readBook(absolutePath, scale) {
    try {
      const text = await openText(absolutePath)
      try {
        // A stream that breaks does not end the lines: its error has to.
        const broken = new Promise<never>((_, reject) => text.once('error', reject))
        return await Promise.race([readLines(text, scale), broken])
      } finally {
        text.destroy()
      }
    } catch (error) {
      return readTrouble(absolutePath, error)
    }
  },
}
