import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { duckdbColumnFiles } from '../../../src/main/adapters/duckdb/columnFiles.ts'
import type { FrameColumn } from '../../../src/main/engine/ports/barFiles.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'

const freshFolder = useTemporaryFolders()

beforeAll(async () => {
  await import('@duckdb/node-api')
})

async function thereAndBack(path: string, columns: readonly FrameColumn[]) {
  const written = await duckdbColumnFiles.writeFrame(path, columns)
  if (!written.ok) throw new Error(written.trouble.message)
  const read = await duckdbColumnFiles.readFrame(path)
  if (!read.ok) throw new Error(read.trouble.message)
  return read.value
}

/** Cell by cell, as a person would read it. */
function cells(column: FrameColumn): readonly unknown[] {
  if (column.kind === 'text') return Array.from(column.places, (place) => column.texts[place] ?? null)
  return Array.from(column.kind === 'number' ? column.values : column.timesMs)
}

describe('frames', () => {
  it('come back with every number, instant and text, missing ones missing', { timeout: 60_000 }, async () => {
    const folder = freshFolder()
    const frames = fc.nat(40).chain((rows) => {
      const numbers = fc.float64Array({ minLength: rows, maxLength: rows })
      const times = fc.array(fc.oneof(fc.integer({ min: -1e12, max: 4e12 }), fc.constant(Number.NaN)), {
        minLength: rows,
        maxLength: rows,
      })
      const texts = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 5 })
      return fc.record({
        numbers,
        times,
        texts,
        places: fc.array(fc.nat(4), { minLength: rows, maxLength: rows }),
      })
    })
    await fc.assert(
      fc.asyncProperty(frames, async ({ numbers, times, texts, places }) => {
        const columns: readonly FrameColumn[] = [
          { name: 'a "name"', kind: 'number', values: numbers },
          { name: 'time', kind: 'instant', timesMs: Float64Array.from(times) },
          { name: 'who', kind: 'text', places: Int32Array.from(places, (place) => place % texts.length), texts },
        ]
        const read = await thereAndBack(join(folder, 'frame.parquet'), columns)
        expect(read.map(({ name, kind }) => [name, kind])).toEqual(columns.map(({ name, kind }) => [name, kind]))
        read.forEach((column, at) => {
          expect(cells(column)).toEqual(cells(columns[at]!))
        })
      }),
      { numRuns: 40 },
    )
  })

  it('of more rows than are held at once have the same bytes each time', { timeout: 60_000 }, async () => {
    const rows = 700_000
    const columns: readonly FrameColumn[] = [
      { name: 'value', kind: 'number', values: Float64Array.from({ length: rows }, (_, row) => row % 1_000) },
      { name: 'who', kind: 'text', places: Int32Array.from({ length: rows }, (_, row) => row % 2), texts: ['B', 'A'] },
    ]
    const folder = freshFolder()
    const [value, who] = await thereAndBack(join(folder, 'one.parquet'), columns)
    expect(cells(value!)).toEqual(cells(columns[0]!))
    expect(cells(who!).slice(-2)).toEqual(['B', 'A'])
    await thereAndBack(join(folder, 'two.parquet'), columns)
    expect(readFileSync(join(folder, 'one.parquet')).equals(readFileSync(join(folder, 'two.parquet')))).toBe(true)
  })
})
