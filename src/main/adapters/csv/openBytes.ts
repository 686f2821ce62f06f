import { createReadStream, type ReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'

const BLOCK_BYTES = 1 << 20

export type OpenBytes = { readonly blocks: AsyncIterable<Uint8Array>; readonly bytesRead: () => number; close(): void }

/** The unpacked bytes of a file in blocks. `bytesRead` counts the bytes of the file itself. */
export function openBytes(absolutePath: string, gzip: boolean): OpenBytes {
  const file: ReadStream = createReadStream(absolutePath, { highWaterMark: BLOCK_BYTES })
  if (!gzip) return { blocks: file, bytesRead: () => file.bytesRead, close: () => file.destroy() }
  const unpacked = pipeline(file, createGunzip({ chunkSize: BLOCK_BYTES }), () => {})
  return { blocks: unpacked, bytesRead: () => file.bytesRead, close: () => file.destroy() }
}
