import { crc32 } from 'node:zlib'

const SIGNATURE_BYTES = 8
/** Length, type and CRC around the data of every chunk (PNG specification, third edition, 5.3). */
const CHUNK_OVERHEAD = 12

type Chunk = { readonly type: string; readonly start: number; readonly dataStart: number; readonly end: number }

/** The PNG with tEXt chunks (keyword, NUL, Latin-1 text: PNG specification 11.3.3.2) after its header. */
export function writePngText(png: Uint8Array, texts: Readonly<Record<string, string>>): Uint8Array {
  const header = chunksOf(png)[0]
  if (!header) throw new Error('The picture has no PNG header')
  const added = Object.entries(texts).map(([keyword, text]) => textChunk(keyword, text))
  return Buffer.concat([png.subarray(0, header.end), ...added, png.subarray(header.end)])
}

/** All tEXt chunks of a PNG by keyword. */
export function readPngText(png: Uint8Array): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {}
  for (const chunk of chunksOf(png)) {
    if (chunk.type !== 'tEXt') continue
    const data = Buffer.from(png.subarray(chunk.dataStart, chunk.end - 4))
    const split = data.indexOf(0)
    texts[data.toString('latin1', 0, split)] = data.toString('latin1', split + 1)
  }
  return texts
}

function chunksOf(png: Uint8Array): readonly Chunk[] {
  const view = Buffer.from(png.buffer, png.byteOffset, png.byteLength)
  const chunks: Chunk[] = []
  for (let start = SIGNATURE_BYTES; start + CHUNK_OVERHEAD <= view.length; ) {
    const end = start + CHUNK_OVERHEAD + view.readUInt32BE(start)
    chunks.push({ type: view.toString('latin1', start + 4, start + 8), start, dataStart: start + 8, end })
    start = end
  }
  return chunks
}

function textChunk(keyword: string, text: string): Buffer {
  const body = Buffer.from(`tEXt${latin1(keyword).slice(0, 79)}\0${latin1(text)}`, 'latin1')
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(body.length - 4, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), body.length + 4)
  return chunk
}

/** Typographic signs that Latin-1 lacks are replaced by their nearest; anything else by a question mark. */
function latin1(text: string): string {
  return text
    .replaceAll('\0', '')
    .replaceAll('−', '-')
    .replaceAll(/[–—]/g, '-')
    .replaceAll(/[^\x20-\xff\n]/gu, '?')
}
