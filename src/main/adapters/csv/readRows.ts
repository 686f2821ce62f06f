import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { BlockHandler, RowHandler, TextShape } from '../../engine/ports/textFiles.ts'
import { openBytes } from './openBytes.ts'
import { readTrouble } from './readTrouble.ts'
import { splitLine } from './splitLine.ts'

const LONGEST_LINE = 1 << 20

export type RowCount = { readonly lines: number; readonly blankLines: number }

export async function readRows(
  absolutePath: string,
  gzip: boolean,
  shape: TextShape,
  onRow: RowHandler,
  onBlock: BlockHandler,
): Promise<Outcome<RowCount>> {
  const reader = createLineReader(shape.delimiter, onRow)
  const bytes = openBytes(absolutePath, gzip)
  try {
    const decoder = new TextDecoder(shape.encoding === 'latin-1' ? 'latin1' : shape.encoding, { fatal: true })
    for await (const block of bytes.blocks) {
      reader.take(decoder.decode(block, { stream: true }))
      const handled = await onBlock(bytes.bytesRead())
      if (!handled.ok) return handled
    }
    reader.take(decoder.decode())
    reader.end()
    const handled = await onBlock(bytes.bytesRead())
    return handled.ok ? success(reader.count()) : handled
  } catch (error) {
    return readTrouble(error, absolutePath)
  } finally {
    bytes.close()
  }
}

type LineReader = { take(text: string): void; end(): void; count(): RowCount }

/** Lines end in LF or CR LF. A line without end is cut into pieces of a mebibyte, so that memory stays bounded. */
function createLineReader(delimiter: string, onRow: RowHandler): LineReader {
  const fields: string[] = []
  let rest = ''
  let lines = 0
  let blankLines = 0

  const row = (line: string) => {
    lines++
    if (line.trim() === '') {
      blankLines++
      return
    }
    splitLine(line, delimiter, fields)
    onRow(fields, lines)
  }
  return {
    take: (text) => {
      const all = rest === '' ? text : rest + text
      let start = 0
      for (let end = all.indexOf('\n'); end >= 0; end = all.indexOf('\n', start)) {
        row(all.charCodeAt(end - 1) === 13 && end > start ? all.slice(start, end - 1) : all.slice(start, end))
        start = end + 1
      }
      rest = all.slice(start)
      if (rest.length > LONGEST_LINE) {
        row(rest)
        rest = ''
      }
    },
    end: () => {
      if (rest !== '') row(rest.endsWith('\r') ? rest.slice(0, -1) : rest)
      rest = ''
    },
    count: () => ({ lines, blankLines }),
  }
}
