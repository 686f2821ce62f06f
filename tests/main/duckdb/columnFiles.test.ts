import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Outcome } from '../../../src/core/outcome/outcome.ts'
import { duckdbColumnFiles } from '../../../src/main/adapters/duckdb/columnFiles.ts'
import { lateColumnFiles } from '../../../src/main/adapters/duckdb/lateColumnFiles.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-parquet-'))
afterEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true })
})

function succeeded<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.trouble.message)
  return outcome.value
}

describe('Parquet columns', () => {
  it('come back bit for bit, with NaN, infinities and odd names', async () => {
    const path = join(folder, `it's [odd] ?*.parquet`)
    const values = Float64Array.of(1, Number.NaN, -0, Number.POSITIVE_INFINITY, 0.1 + 0.2, 5e-324)
    succeeded(await duckdbColumnFiles.writeParquet(path, [{ name: 'the "a"', values }]))
    const [column] = succeeded(await duckdbColumnFiles.readParquet(path, ['the "a"']))
    expect([...column!.values]).toEqual([...values])
    expect(Object.is(column!.values[2], -0)).toBe(true)
  })

  it('are the same where DuckDB is loaded late, troubles too', async () => {
    const [early, late] = [join(folder, 'early.parquet'), join(folder, 'late.parquet')]
    const columns = [{ name: 'x', values: Float64Array.of(1, 2, 3) }]
    succeeded(await duckdbColumnFiles.writeParquet(early, columns))
    succeeded(await lateColumnFiles.writeParquet(late, columns))
    expect(readFileSync(late).equals(readFileSync(early))).toBe(true)
    const range = { column: 'x', from: 2, below: 3 }
    for (const names of [['x'], ['y']])
      expect(await lateColumnFiles.readParquet(late, names, range)).toEqual(
        await duckdbColumnFiles.readParquet(late, names, range),
      )
    expect(await lateColumnFiles.describeParquet(late)).toEqual(await duckdbColumnFiles.describeParquet(late))
    expect(await lateColumnFiles.describeParquet(join(folder, 'none'))).toMatchObject({
      trouble: { code: 'file-missing' },
    })
  })

  it('have the same bytes however they were cut into appends, beyond one part too', async () => {
    const rows = 600_000
    const values = Float64Array.from({ length: rows }, (_, row) => Math.sin(row))
    const whole = join(folder, 'whole.parquet')
    succeeded(await duckdbColumnFiles.writeParquet(whole, [{ name: 'x', values }]))
    const cut = join(folder, 'cut.parquet')
    const writer = succeeded(await duckdbColumnFiles.openParquet(cut, ['x']))
    for (let from = 0; from < rows; from += 77_777) {
      const piece = values.subarray(from, from + 77_777)
      succeeded(await writer.append([piece], piece.length))
    }
    succeeded(await writer.finish())
    expect(readFileSync(cut).equals(readFileSync(whole))).toBe(true)
    expect(readdirSync(folder).sort()).toEqual(['cut.parquet', 'whole.parquet'])
    let sum = 0
    let at = 0
    const streamed = await duckdbColumnFiles.streamParquet(cut, ['x'], async ([x], count) => {
      for (let row = 0; row < count; row++) if (x![row] === values[at++]) sum++
      return { ok: true, value: undefined }
    })
    expect([succeeded(streamed), sum]).toEqual([rows, rows])
  })

  it('leave nothing behind where the writing stops', async () => {
    const path = join(folder, 'half.parquet')
    const writer = succeeded(await duckdbColumnFiles.openParquet(path, ['x']))
    const values = new Float64Array(600_000)
    succeeded(await writer.append([values], values.length))
    await writer.abandon()
    expect(readdirSync(folder)).toEqual([])
  })

  it('stop within a second when the pulse throws, and leave nothing behind', async () => {
    const path = join(folder, 'stopped.parquet')
    const rows = 3_000_000
    const writer = succeeded(await duckdbColumnFiles.openParquet(path, ['a', 'b', 'c']))
    const values = Float64Array.from({ length: rows }, (_, row) => Math.sin(row))
    succeeded(await writer.append([values, values, values], rows))
    let thrownAt = 0
    const pulse = () => {
      thrownAt = performance.now()
      throw new Error('stop')
    }
    await expect(writer.finish(pulse)).rejects.toThrow('stop')
    expect(performance.now() - thrownAt).toBeLessThan(1000)
    expect(readdirSync(folder)).toEqual([])
  })

  it('say what is wrong', async () => {
    const code = (outcome: Outcome<unknown>) => (outcome.ok ? 'ok' : outcome.trouble.code)
    expect(code(await duckdbColumnFiles.readParquet(join(folder, 'gone.parquet'), ['x']))).toBe('file-missing')
    const path = join(folder, 'x.parquet')
    succeeded(await duckdbColumnFiles.writeParquet(path, [{ name: 'x', values: new Float64Array(3) }]))
    expect(code(await duckdbColumnFiles.readParquet(path, ['y']))).toBe('columns-wrong')
    expect(code(await duckdbColumnFiles.streamParquet(path, ['y'], async () => ({ ok: true, value: undefined })))).toBe(
      'columns-wrong',
    )
    mkdirSync(join(folder, 'taken.parquet'))
    expect(
      code(
        await duckdbColumnFiles.writeParquet(join(folder, 'no', 'such', 'x.parquet'), [
          { name: 'x', values: new Float64Array(3) },
        ]),
      ),
    ).toBe('file-missing')
  })
})
