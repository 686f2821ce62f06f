import { createStream } from '../../stats/seededStream.ts'

/** `most` of the rows 0 to `count` - 1, ascending, each set of them as probable (Floyd's draw: Bentley & Floyd 1987); all where there are no more. */
export function drawnRows(count: number, most: number, seed: number, name: string): Int32Array {
  if (count <= most) return Int32Array.from({ length: count }, (_, row) => row)
  const stream = createStream(seed, name)
  const drawn = new Set<number>()
  for (let last = count - most; last < count; last++) {
    const row = stream.nextInt(last + 1)
    drawn.add(drawn.has(row) ? last : row)
  }
  return Int32Array.from(drawn).sort()
}
