import { describe, expect, it } from 'vitest'
import type { ImportOptions } from '../../../src/main/engine/data/importOptions.ts'
import { testDataFile } from '../../setup/testData.ts'
import { dataPorts, importInto, sourceFile, unwrap } from './dataBench.ts'

const HOUR = 3_600_000
const TABLE: Partial<ImportOptions> = {
  kind: 'table',
  name: 'funding',
  role: undefined,
  timeZone: 'UTC',
  columns: 'event=Date,known=event,key=Symbol,rate=Rate',
}

/** Ten days of settlements as a clock ahead of UTC by `hours` writes them. */
function csv(hours: number): string {
  const rows = Array.from({ length: 30 }, (_, at) => {
    const stamp = new Date(Date.UTC(2022, 0, 1) + (at * 8 + hours) * HOUR).toISOString()
    return `BTC,${stamp.slice(0, 19).replace('T', ' ')},${0.0001 + at / 1e6}\n`
  })
  return `Symbol,Date,Rate\n${rows.join('')}`
}

describe('the clock of imported funding', () => {
  it('is corrected where the settlement grid shows another, and the passport says so', async () => {
    const report = unwrap(await importInto(dataPorts(), sourceFile('f.csv', csv(3)), TABLE))
    expect(report).toMatchObject({
      passport: { firstEvent: '2022-01-01T00:00:00.000Z', firstKnown: '2022-01-01T00:00:00.000Z', clean: 30 },
    })
    expect(report.notes[0]).toContain('CORRECTED from UTC+3 to UTC: 3 h were taken from every stamp.')
    expect(report.kind === 'table' && report.passport.notes[0]).toContain('Layer 1: CORRECTED from UTC+3')
  })

  it('is left as it is where the person says so, also when the same file was corrected before', async () => {
    const ports = dataPorts()
    const file = sourceFile('f.csv', csv(3))
    unwrap(await importInto(ports, file, TABLE))
    const again = unwrap(await importInto(ports, file, { ...TABLE, correction: false }))
    expect(again).toMatchObject({
      layer: 2,
      passport: { firstEvent: '2022-01-01T03:00:00.000Z', clean: 30, notes: [] },
    })
  })

  it('is right by the zone that the person gives', async () => {
    const options = { ...TABLE, timeZone: 'Europe/Istanbul' }
    const report = unwrap(await importInto(dataPorts(), sourceFile('f.csv', csv(3)), options))
    expect(report).toMatchObject({ passport: { firstEvent: '2022-01-01T00:00:00.000Z' } })
    expect(report.notes.join()).not.toContain('CORRECTED')
  })

  it('is not looked at in tables of other names', async () => {
    const report = unwrap(await importInto(dataPorts(), sourceFile('f.csv', csv(3)), { ...TABLE, name: 'mood' }))
    expect(report).toMatchObject({ notes: [], passport: { firstEvent: '2022-01-01T03:00:00.000Z', notes: [] } })
  })

  const real = testDataFile('funding/BTC-USDT_binance_funding.csv.gz')
  it.skipIf(real === null)('of a real file of UTC+3 is corrected', async () => {
    const options = { ...TABLE, columns: 'event=Date,known=event,key=Symbol,rate=Funding Rate' }
    const report = unwrap(await importInto(dataPorts(), real!, options))
    expect(report).toMatchObject({
      passport: {
        rowsIn: 4383,
        clean: 4383,
        firstEvent: '2020-01-01T00:00:00.000Z',
        lastEvent: '2023-12-31T16:00:00.000Z',
      },
    })
    expect(report.notes.join()).toContain('UTC+3, or UTC-5, UTC+11')
  })
})
