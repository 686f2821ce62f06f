import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ImportOptions } from '../../../src/main/engine/data/importOptions.ts'
import { readTablePassport } from '../../../src/main/engine/queries/dataPassport.ts'
import { codeOf, contents, dataPorts, importInto, sourceFile, unwrap } from './dataBench.ts'

const CSV = `Symbol,Date,Published,Rate,Mood
BTC,2020-01-01 03:00:00,2020-01-01 04:00:00,0.1,calm
BTC,2020-01-01 11:00:00,2020-01-01 12:00:00,-0.2,wild
ETH,2020-01-01 11:00:00,2020-01-01 12:00:00,,calm
BTC,2020-01-01 11:00:00,2020-01-01 12:00:00,-0.2,wild
BTC,2020-01-01 11:00:00,2020-01-02 12:00:00,-0.25,wild
,2020-01-01 12:00:00,2020-01-02 12:00:00,1,calm
BTC,never,2020-01-02 12:00:00,1,calm
ETH,2020-01-01 13:00:00,2020-01-01 12:59:00,1,calm
ETH,2020-01-01 14:00:00,2020-01-01 14:00:00,1,calm
ETH,2020-01-01 15:00:00,2020-01-01 15:00:00,1,calm
ETH,2020-01-01 16:00:00,2020-01-01 16:00:00,1,calm
ETH,2020-01-01 17:00:00,2020-01-01 17:00:00,x1,calm
`
const TABLE: Partial<ImportOptions> = {
  kind: 'table',
  name: 'funding',
  role: undefined,
  timeZone: 'UTC',
  columns: 'event=Date,known=Published,key=Symbol',
}

describe('importing a table', () => {
  it('keeps event time, known-at time, key and values, and says what it rejected', async () => {
    const ports = dataPorts()
    const report = unwrap(await importInto(ports, sourceFile('funding.csv', CSV), TABLE))
    expect(report.passport).toMatchObject({
      name: 'funding',
      columns: [
        { name: 'rate', kind: 'number' },
        { name: 'mood', kind: 'text' },
      ],
      keys: 2,
      rowsIn: 12,
      clean: 8,
      rejected: 4,
      rejectsByReason: { 'unparsable-time': 1, 'no-key': 1, 'not-a-number': 1, 'duplicate-identical': 1 },
      revisions: 1,
      knownBeforeEvent: 1,
      firstEvent: '2020-01-01T03:00:00.000Z',
    })
    expect(readFileSync(join(ports.files.root, 'data/tables/funding.rejects.csv'), 'utf8')).toMatch(
      /^5,1,2020-01-01T11:00:00.000Z,duplicate-identical,/m,
    )
    const path = unwrap(ports.files.resolve('data/tables/funding.parquet'))
    const columns = unwrap(await ports.columns.readTable(path))
    expect(columns.map((column) => column.name)).toEqual(['event_ms', 'known_ms', 'key', 'rate', 'mood'])
    const rate = columns[3]!
    expect('values' in rate ? [...rate.values.subarray(0, 3)] : []).toEqual([0.1, -0.2, Number.NaN])
    expect(unwrap(readTablePassport(ports.files, 'funding'))).toEqual(report.passport)
  })

  it('takes a delay after the event where no column says when it was known', async () => {
    const options = { ...TABLE, columns: 'event=Date,known=event+8h,key=Symbol,rate=Rate' }
    const report = unwrap(await importInto(dataPorts(), sourceFile('f.csv', CSV), options))
    expect(report.passport).toMatchObject({ columns: [{ name: 'rate' }], firstKnown: '2020-01-01T11:00:00.000Z' })
  })

  it('joins layers, adds nothing twice, and reads its own Parquet back', async () => {
    const ports = dataPorts()
    const file = sourceFile('funding.csv', CSV)
    unwrap(await importInto(ports, file, TABLE))
    expect(unwrap(await importInto(ports, file, TABLE))).toMatchObject({ isNew: false })
    const later = sourceFile(
      'later.csv',
      'Symbol,Date,Published,Rate,Mood\nBTC,2020-02-01 00:00:00,2020-02-01 00:00:00,3,calm\n',
    )
    const report = unwrap(await importInto(ports, later, TABLE))
    expect(report).toMatchObject({ layer: 2, passport: { rowsIn: 13, clean: 9 } })
    const parquet = join(ports.files.root, 'data/tables/funding.parquet')
    const options = { ...TABLE, columns: 'event=event_ms,known=known_ms,key=key' }
    expect(unwrap(await importInto(dataPorts(), parquet, options)).passport).toMatchObject({
      rowsIn: 9,
      clean: 9,
      keys: 2,
    })
  })

  it.each([
    ['bad-table-name', { name: '../x' }],
    ['bad-table-name', { name: undefined }],
    ['columns-needed', { columns: undefined }],
    ['bad-columns', { columns: 'event=Date,key=Symbol' }],
    ['columns-wrong', { columns: 'event=Date,known=Published,key=Coin' }],
    ['time-zone-needed', { timeZone: undefined }],
  ] as const)('refuses with %s: %o', async (code, change) => {
    const ports = dataPorts()
    expect(codeOf(await importInto(ports, sourceFile('f.csv', CSV), { ...TABLE, ...change }))).toBe(code)
    expect(contents(ports.files.root)).toEqual({})
  })
})
