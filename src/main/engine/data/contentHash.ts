import type { Digests } from '../ports/digests.ts'

export type ContentHash = {
  /** The next rows, one array a column. */
  update(columns: readonly Float64Array[]): void
  /** SHA-256 over interval, row count, and each column's name and SHA-256 of its little-endian float64 bytes. */
  hex(): string
}

const PIECE = 8_192

/** Every NaN counts as the same one; the way rows are cut into updates does not matter. */
export function createContentHash(digests: Digests, intervalMs: number, names: readonly string[]): ContentHash {
  const columnDigests = names.map(() => digests.open())
  const piece = new Float64Array(PIECE)
  const bytes = new Uint8Array(piece.buffer)
  let rows = 0
  return {
    update: (columns) => {
      rows += columns[0]?.length ?? 0
      for (const [index, column] of columns.entries()) {
        for (let from = 0; from < column.length; from += PIECE) {
          const count = Math.min(PIECE, column.length - from)
          for (let i = 0; i < count; i++) {
            const value = column[from + i]!
            piece[i] = Number.isNaN(value) ? Number.NaN : value
          }
          columnDigests[index]!.update(bytes.subarray(0, count * 8))
        }
      }
    },
    hex: () => {
      const whole = digests.open()
      const lines = ['assay-bars-1', String(intervalMs), String(rows)]
      for (const [index, name] of names.entries()) lines.push(`${name} ${columnDigests[index]!.hex()}`)
      whole.update(new TextEncoder().encode(lines.join('\n')))
      return whole.hex()
    },
  }
}
