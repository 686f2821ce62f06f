import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jobRequestSchema } from '../../../../src/core/contract/workbench/api.ts'
import { DEFAULT_SETTINGS } from '../../../../src/core/contract/workbench/settings.ts'
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../../../src/core/time/durations.ts'
import { BAR_FIELDS as ENGINE_FIELDS, NEEDED_BAR_FIELDS } from '../../../../src/main/engine/data/barColumnsOf.ts'
import { parseColumnSpec, resolveColumns } from '../../../../src/main/engine/data/columnSpec.ts'
import { barSizeOf, offeredIntervals } from '../../../../src/main/engine/download/barSizes.ts'
import { priceDigits, tickDigits } from '../../../../src/renderer/parts/priceDigits.ts'
import {
  BAR_FIELDS,
  type ColumnChoices,
  columnsText,
  fieldAt,
  missingFields,
  withColumn,
} from '../../../../src/renderer/sections/data/columnsText.ts'
import {
  askedRange,
  downloadRequest,
  newDownload,
  offeredWhat,
} from '../../../../src/renderer/sections/data/downloadDraft.ts'
import { CHUNK_MS, downloadExpectation } from '../../../../src/renderer/sections/data/downloadExpectation.ts'
import { changedDraft, EMPTY_IMPORT, importFormat } from '../../../../src/renderer/sections/data/importDraft.ts'
import { importTrouble } from '../../../../src/renderer/sections/data/importTrouble.ts'

describe('columnsText', () => {
  const choices = { time: [0], open: [2], high: [3], low: [4], close: [5], volume: [6] }
  const positionsOf = (given: ColumnChoices, names: readonly string[] | null, count: number) => {
    const spec = parseColumnSpec(columnsText(given, names ?? []), ENGINE_FIELDS, NEEDED_BAR_FIELDS)
    return spec.ok ? resolveColumns(spec.value, names, count) : spec
  }

  test('the fields are the engine’s', () => expect(BAR_FIELDS).toEqual(ENGINE_FIELDS))

  test('columns become numbers that the engine reads so, with a header or without', () => {
    expect(columnsText(choices, [])).toBe('time=#1,open=#3,high=#4,low=#5,close=#6,volume=#7')
    for (const names of [null, ['Date', 'Date', 'O', 'H', 'H', 'C', ''], ['a,b', '=', '|', '', 'none', 'x', 'y']])
      expect(positionsOf(choices, names, 7)).toEqual({ ok: true, value: choices })
  })

  test('no volume, and a column that stands in for another', () => {
    const given = { time: [1, 0], open: [2], high: [3], low: [4], close: [5] }
    expect(columnsText(given, [])).toBe('time=#2|#1,open=#3,high=#4,low=#5,close=#6,volume=none')
    expect(positionsOf(given, null, 6)).toEqual({ ok: true, value: { ...given, volume: [] } })
  })

  test('a column whose name is the number of another is meant by its name', () => {
    const names = ['#2', 'time', 'o', 'h', 'l', 'c', 'v']
    expect(positionsOf({ ...choices, time: [1] }, names, 7)).toMatchObject({ value: { time: [1] } })
    expect(positionsOf(choices, names, 7)).toMatchObject({ value: { time: [0] } })
  })

  test('what is missing is refused by the engine and told by the form', () => {
    const { high, close, ...rest } = choices
    expect(missingFields(rest)).toEqual(['high', 'close'])
    expect(missingFields({ ...choices, volume: [] })).toEqual([])
    expect(positionsOf(rest, null, 7)).toMatchObject({ trouble: { code: 'bad-columns' } })
  })

  test('a column holds one field and a field is in one column', () => {
    expect(withColumn(choices, 3, 'low')).toEqual({ time: [0], open: [2], close: [5], volume: [6], low: [3] })
    expect(withColumn({ time: [0, 1] }, 1, null)).toEqual({ time: [0] })
    expect(withColumn({}, 4, 'time')).toEqual({ time: [4] })
    expect([fieldAt(choices, 6), fieldAt(choices, 1)]).toEqual(['volume', null])
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.constantFrom(null, ...BAR_FIELDS)), { maxLength: 30 }), (steps) => {
        let now: ColumnChoices = { time: [0, 1], close: [4] }
        for (const [position, field] of steps) {
          now = withColumn(now, position, field)
          expect(fieldAt(now, position)).toBe(field)
        }
        const used = Object.values(now).flat()
        expect(new Set(used).size).toBe(used.length)
      }),
    )
  })
})

describe('changedDraft', () => {
  const mapped = { ...EMPTY_IMPORT, file: '/a.csv', columns: { time: [1] } }

  test('another file or another cut forgets the columns', () => {
    expect(changedDraft(mapped, { file: '/b.csv' }).columns).toBeNull()
    expect(changedDraft(mapped, { header: 'no' }).columns).toBeNull()
    expect(changedDraft(mapped, { delimiter: ';' }).columns).toBeNull()
  })

  test('anything else keeps them', () => {
    expect(changedDraft(mapped, { tz: 'UTC', file: '/a.csv' }).columns).toEqual({ time: [1] })
  })
})

describe('importTrouble', () => {
  const preview = { description: [], columnNames: null, sample: [['one line']], columns: {} }
  const trouble = (code: string) => ({ code, message: 'What.', hint: 'Give --tz.' })

  test('hints speak of the form, not of the command line', () => {
    expect(importTrouble({ ...preview, trouble: null })).toBeNull()
    for (const code of ['columns-needed', 'bad-columns', 'time-zone-needed', 'time-format-needed', 'columns-wrong'])
      expect(importTrouble({ ...preview, trouble: trouble(code) })?.hint).not.toContain('--')
    expect(importTrouble({ ...preview, trouble: trouble('other') })).toEqual(trouble('other'))
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
