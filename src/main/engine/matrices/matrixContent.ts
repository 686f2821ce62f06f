import type { FrameColumn } from '../ports/barFiles.ts'
import type { Digests } from '../ports/digests.ts'

const BLOCK_NUMBERS = 65_536

/** SHA-256 of names and values of a matrix, in order: what its passport calls its content. Every missing number counts the same. */
export function matrixContentSha256(digests: Digests, columns: readonly FrameColumn[]): string {
  const digest = digests.open()
  const encoder = new TextEncoder()
  const block = new Float64Array(BLOCK_NUMBERS)
  const bytes = new Uint8Array(block.buffer)
  for (const column of columns) {
    const texts = column.kind === 'text' ? usedTexts(column) : null
    digest.update(encoder.encode(`${JSON.stringify([column.name, column.kind, texts])}\n`))
    const numbers = texts === null ? numbersOf(column) : placesOf(column, texts)
    for (let from = 0; from < numbers.length; from += BLOCK_NUMBERS) {
      const length = Math.min(BLOCK_NUMBERS, numbers.length - from)
      for (let at = 0; at < length; at++) {
        const value = numbers[from + at]!
        block[at] = Number.isNaN(value) ? Number.NaN : value
      }
      digest.update(bytes.subarray(0, length * Float64Array.BYTES_PER_ELEMENT))
    }
  }
  return digest.hex()
}

type TextFrameColumn = Extract<FrameColumn, { kind: 'text' }>

/** The texts that rows have, ascending: as they come back from a file. */
function usedTexts({ places, texts }: TextFrameColumn): readonly string[] {
  return [...new Set([...new Set(places)].map((place) => texts[place]!))].sort()
}

function placesOf(column: FrameColumn, texts: readonly string[]): Float64Array {
  if (column.kind !== 'text') return new Float64Array(0)
  const place = new Map(texts.map((text, at) => [text, at]))
  const placeOf = column.texts.map((text) => place.get(text) ?? -1)
  return Float64Array.from(column.places, (at) => placeOf[at] ?? -1)
}

function numbersOf(column: FrameColumn): Float64Array {
  switch (column.kind) {
    case 'number':
      return column.values
    case 'instant':
      return column.timesMs
    case 'text':
      return Float64Array.from(column.places)
  }
}
