import { open } from 'node:fs/promises'
import type { TextFiles } from '../../engine/ports/textFiles.ts'
import { isGzip } from './byteNature.ts'
import { readHead } from './readHead.ts'
import { readRows } from './readRows.ts'
import { readTrouble } from './readTrouble.ts'
import { splitLine } from './splitLine.ts'

export const csvTextFiles: TextFiles = {
  head: readHead,
  splitLine: (line, delimiter) => {
    const fields: string[] = []
    splitLine(line, delimiter, fields)
    return fields
  },
  readRows: async (absolutePath, shape, onRow, onBlock) => {
    let gzip: boolean
    try {
      gzip = await startsAsGzip(absolutePath)
    } catch (error) {
      return readTrouble(error, absolutePath)
    }
    return readRows(absolutePath, gzip, shape, onRow, onBlock)
  },
}

async function startsAsGzip(absolutePath: string): Promise<boolean> {
  const file = await open(absolutePath)
  try {
    const bytes = new Uint8Array(2)
    await file.read(bytes, 0, 2, 0)
    return isGzip(bytes)
  } finally {
    await file.close()
  }
}
