import { createStream } from '../../../../src/core/stats/seededStream.ts'

/** Columns from Lehmer's generator (16807, 2^31 - 1), exact in every language: how values of other programs are compared. */
export function lehmerColumns(rows: number, width: number, seed: number): Float64Array[] {
  let state = seed
  return Array.from({ length: width }, (_, column) =>
    Float64Array.from({ length: rows }, () => {
      let sum = 0
      for (let k = 0; k < 4; k++) {
        state = (16807 * state) % 2147483647
        sum += state / 2147483647 - 0.5
      }
      return sum * 0.01 + 0.0001 * (column % 3)
    }),
  )
}

/** Independent normal returns of 1 % a period; column k has the Sharpe ratio `sharpes[k]` per period, 0 where none is given. */
export function noiseColumns(
  rows: number,
  width: number,
  seed: number,
  sharpes: readonly number[] = [],
): Float64Array[] {
  return Array.from({ length: width }, (_, column) => {
    const stream = createStream(seed, `noise/${column}`)
    return Float64Array.from({ length: rows }, () => 0.01 * (stream.nextNormal() + (sharpes[column] ?? 0)))
  })
}

/** `families` sources of returns, `each` columns of each: the source with its share, noise with the rest. */
export function familyColumns(
  rows: number,
  families: number,
  each: number,
  share: number,
  seed: number,
): Float64Array[] {
  const sources = noiseColumns(rows, families, seed)
  const own = noiseColumns(rows, families * each, seed + 1)
  return own.map((column, place) => {
    const source = sources[Math.floor(place / each)]!
    return column.map((value, row) => Math.sqrt(share) * source[row]! + Math.sqrt(1 - share) * value)
  })
}
