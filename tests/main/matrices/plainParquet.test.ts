import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { duckdbColumnFiles } from '../../../src/main/adapters/duckdb/columnFiles.ts'
import { plainParquet, readPlainParquet } from '../../../src/main/engine/matrices/plainParquet.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'

const freshFolder = useTemporaryFolders()

const tables = fc
  .record({
    rows: fc.nat(70),
    names: fc.uniqueArray(fc.string({ minLength: 1, unit: 'grapheme' }), { maxLength: 20, minLength: 1 }),
  })
  .chain(({ rows, names }) =>
    fc.record({
      names: fc.constant(names),
      columns: fc.tuple(...names.map(() => fc.float64Array({ minLength: rows, maxLength: rows }))),
      notes: fc.dictionary(fc.string({ minLength: 1 }), fc.string({ maxLength: 300 })),
    }),
  )

describe('plain Parquet', () => {
  it('gives back names, notes and every bit of the values', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const read = readPlainParquet(plainParquet(table))!
        expect(read.names).toEqual(table.names)
        expect({ ...read.notes }).toEqual({ ...table.notes })
        table.columns.forEach((column, at) => {
          expect(read.columns[at]!.every((value, row) => Object.is(value, column[row]))).toBe(true)
        })
      }),
    )
  })

  it('is null for bytes that were cut or are something else, and never throws', () => {
    const bytes = plainParquet({
      names: ['a', 'b'],
      columns: [Float64Array.of(1, 2), Float64Array.of(3, 4)],
      notes: {},
    })
    for (let length = 0; length < bytes.length; length++) expect(readPlainParquet(bytes.slice(0, length))).toBeNull()
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, byte) => {
        const changed = bytes.slice()
        changed[at] = byte
        expect(() => readPlainParquet(changed)).not.toThrow()
      }),
    )
  })

  it('is read by DuckDB as it was written', async () => {
    const path = join(freshFolder(), 'plain.parquet')
    const names = Array.from({ length: 17 }, (_, at) => `RSI_${at}@1_"é`)
    const columns = names.map((_, at) =>
      Float64Array.from({ length: 3_001 }, (_value, row) => (row === 5 ? Number.NaN : Math.sin(row * at))),
    )
    writeFileSync(path, plainParquet({ names, columns, notes: { 'assay.inputs': 'x' } }))
    const read = await duckdbColumnFiles.readParquet(path, names)
    if (!read.ok) throw new Error(read.trouble.message)
    read.value.forEach(({ values }, at) => {
      expect(values.every((value, row) => Object.is(value, columns[at]![row]))).toBe(true)
    })
  })
})
