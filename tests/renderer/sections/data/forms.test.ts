import { describe, expect, test } from 'vitest'
import { jobRequestSchema } from '../../../../src/core/contract/workbench/api.ts'
import { DEFAULT_SETTINGS } from '../../../../src/core/contract/workbench/settings.ts'
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../../../src/core/time/durations.ts'
import { BAR_FIELDS as ENGINE_FIELDS, NEEDED_BAR_FIELDS } from '../../../../src/main/engine/data/barColumnsOf.ts'
import { parseColumnSpec } from '../../../../src/main/engine/data/columnSpec.ts'
import { barSizeOf, offeredIntervals } from '../../../../src/main/engine/download/barSizes.ts'
import {
  BAR_FIELDS,
  columnsText,
  NO_CHOICES,
  sameColumnTwice,
} from '../../../../src/renderer/sections/data/columnsText.ts'
import {
  askedRange,
  downloadRequest,
  newDownload,
  offeredWhat,
} from '../../../../src/renderer/sections/data/downloadDraft.ts'
import { CHUNK_MS, downloadExpectation } from '../../../../src/renderer/sections/data/downloadExpectation.ts'
import { EMPTY_IMPORT, importFormat } from '../../../../src/renderer/sections/data/importDraft.ts'
import { priceDigits, tickDigits } from '../../../../src/renderer/sections/data/priceDigits.ts'

describe('columnsText', () => {
  const byNumber = { ...NO_CHOICES, time: '1', open: '3', high: '4', low: '5', close: '6', volume: '7' }

  test('the fields are the engine’s', () => expect(BAR_FIELDS).toEqual(ENGINE_FIELDS))

  test('nothing chosen', () => expect(columnsText(NO_CHOICES, [])).toBeNull())

  test('numbers become positions that the engine reads so', () => {
    const text = columnsText(byNumber, [])!
    expect(text).toBe('time,-,open,high,low,close,volume')
    const spec = parseColumnSpec(text, ENGINE_FIELDS, NEEDED_BAR_FIELDS)
    expect(spec).toMatchObject({
      ok: true,
      value: { kind: 'positions', fields: ['time', null, 'open', 'high', 'low', 'close', 'volume'] },
    })
  })

  test('names, and no volume', () => {
    const text = columnsText({ ...NO_CHOICES, time: 'Date', open: 'O', high: 'H', low: 'L', close: 'Adj Close' }, [
      'Date',
    ])!
    expect(text).toBe('time=Date,open=O,high=H,low=L,close=Adj Close,volume=none')
    expect(parseColumnSpec(text, ENGINE_FIELDS, NEEDED_BAR_FIELDS).ok).toBe(true)
  })

  test('a column that is named by a number is a name', () => {
    expect(columnsText(byNumber, ['1'])).toContain('time=1')
  })

  test('one column for two fields is told', () => {
    expect(sameColumnTwice({ ...byNumber, close: '3' })).toBe('Column 3 is given for open and for close.')
    expect(sameColumnTwice(byNumber)).toBeNull()
  })
})

describe('importFormat', () => {
  test('only what was said', () => {
    expect(importFormat({ ...EMPTY_IMPORT, file: ' /a.csv ' }, [])).toEqual({ file: '/a.csv' })
    expect(importFormat({ ...EMPTY_IMPORT, file: '/a.csv', tz: 'UTC', header: 'no' }, [])).toEqual({
      file: '/a.csv',
      tz: 'UTC',
      header: 'no',
    })
  })
})

describe('download', () => {
  const draft = newDownload(DEFAULT_SETTINGS, ['BTC', 'ETH'])

  test('the request keeps to the contract and leaves defaults to the engine', () => {
    const request = downloadRequest(draft, ['BTC', 'ETH'])
    expect(jobRequestSchema.parse(request)).toEqual({
      kind: 'download',
      host: '127.0.0.1',
      port: 7497,
      clientId: 71,
      politeMs: 8_000,
    })
    const some = downloadRequest({ ...draft, from: '2021-01-01', venue: 'PAXOS', symbols: ['ETH'] }, ['BTC', 'ETH'])
    expect(jobRequestSchema.parse(some)).toMatchObject({ from: '2021-01-01', venue: 'PAXOS', symbols: ['ETH'] })
  })

  test('ranges', () => {
    expect(askedRange({ from: '2021-01-01', to: '2021-01-31' })).toEqual({ kind: 'span', spanMs: 30 * DAY_MS })
    expect(askedRange({ from: '2021-01-01', to: '' })).toEqual({ kind: 'open' })
    expect(askedRange({ from: '2021-01-31', to: '2021-01-31' })).toEqual({ kind: 'empty' })
  })

  test('what bars can be made of', () => {
    expect(offeredWhat(['crypto', 'crypto'])).toEqual(['AGGTRADES', 'MIDPOINT', 'BID', 'ASK'])
    expect(offeredWhat(['etf', 'equity'])).toEqual(['TRADES', 'MIDPOINT', 'BID', 'ASK'])
    expect(offeredWhat(['etf', 'crypto'])).toEqual(['MIDPOINT', 'BID', 'ASK'])
  })

  test('the table of chunks is the engine’s', () => {
    expect([...CHUNK_MS.keys()].map((ms) => barSizeOf(ms)?.chunkMs)).toEqual([...CHUNK_MS.values()])
    expect(CHUNK_MS.size).toBe(offeredIntervals().length)
  })

  test('a year of hours of two symbols: 13 months, 2 schedules, head and tail, each', () => {
    expect(downloadExpectation(2, 365 * DAY_MS, HOUR_MS, 8_000)).toEqual({ requests: 34, minutes: (34 * 8) / 60 })
    expect(downloadExpectation(1, DAY_MS, SECOND_MS, 0)!.minutes).toBeGreaterThan(9)
    expect(downloadExpectation(1, DAY_MS, 7 * SECOND_MS, 0)).toBeNull()
  })
})

describe('priceDigits', () => {
  test.each([
    [46_000, 0],
    [1_234.5, 2],
    [34.2, 3],
    [0.5, 5],
    [0.00001234, 8],
    [Number.NaN, 0],
  ])('%d: %d', (price, digits) => expect(priceDigits(price)).toBe(digits))
})

describe('tickDigits', () => {
  test.each([
    [460, 0],
    [440.5, 1],
    [0.0015, 4],
    [0.1 + 0.2, 1],
    [0, 0],
    [Number.NaN, 0],
  ])('%d: %d', (value, digits) => expect(tickDigits(value)).toBe(digits))
})
