import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jobRequestSchema } from '../../../../src/core/contract/workbench/api.ts'
import { DEFAULT_SETTINGS } from '../../../../src/core/contract/workbench/settings.ts'
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../../../src/core/time/durations.ts'
import { seenBeyond } from '../../../../src/core/validation/seenBeyond.ts'
import { BAR_FIELDS as ENGINE_FIELDS, NEEDED_BAR_FIELDS } from '../../../../src/main/engine/data/barColumnsOf.ts'
import { parseColumnSpec, resolveColumns } from '../../../../src/main/engine/data/columnSpec.ts'
import { fieldsOf } from '../../../../src/main/engine/data/fieldsOf.ts'
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
import {
  changedFetch,
  fetchRequest,
  missingWords,
  newFetch,
} from '../../../../src/renderer/sections/data/fetchDraft.ts'
import {
  amountWords,
  askedWords,
  fetchTrouble,
  readFetchNote,
} from '../../../../src/renderer/sections/data/fetchWords.ts'
import {
  changedDraft,
  draftFaults,
  EMPTY_IMPORT,
  type ImportDraft,
  importFormat,
  importRequest,
  isWhole,
  previewRequest,
  unsaidFields,
} from '../../../../src/renderer/sections/data/importDraft.ts'
import { importTrouble } from '../../../../src/renderer/sections/data/importTrouble.ts'
import { missingOfSeal, newSeal, sealedWords, sealRequest } from '../../../../src/renderer/sections/data/sealDraft.ts'

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
    expect(changedDraft(mapped, { subject: 'table' }).columns).toBeNull()
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
      for (const subject of ['bars', 'table', 'predictions'] as const)
        expect(importTrouble({ ...preview, trouble: trouble(code) }, subject)?.hint).not.toContain('--')
    expect(importTrouble({ ...preview, trouble: trouble('other') })).toEqual(trouble('other'))
  })
})

const SEEN = { names: ['When', 'Who', 'The Rate', 'the-rate', 'Event'], width: 5 }

describe('a table and predictions', () => {
  const table: ImportDraft = { ...EMPTY_IMPORT, subject: 'table', file: '/a.csv', table: ' Funding ' }
  const columnsOf = (patch: Partial<ImportDraft>) => importFormat({ ...table, ...patch }, SEEN).columns

  test('a table says when, known and whose; without what is ignored all else is a value', () => {
    const columns = { event: [0], key: [1] }
    expect(columnsOf({})).toBeUndefined()
    expect(columnsOf({ columns: { ...columns, known: [4] } })).toBe('event=#1,known=#5,key=#2')
    expect(columnsOf({ columns, known: 'event' })).toBe('event=#1,key=#2,known=event')
    expect(columnsOf({ columns: { event: [0] }, known: 'later', delay: ' 8h ', hasKey: false })).toBe(
      'event=#1,known=event+8h,key=none',
    )
    expect(columnsOf({ columns: withColumn(withColumn(columns, 3, 'ignore'), 4, 'ignore'), known: 'event' })).toBe(
      'event=#1,key=#2,known=event,the_rate=#3',
    )
    expect(columnsOf({ columns: withColumn(columns, 2, 'ignore'), known: 'event' })).toBe(
      'event=#1,key=#2,known=event,the_rate=#4,column_5=#5',
    )
  })

  test('the engine reads the columns so', () => {
    const columns = { event: [0], key: [1], ignore: [2] }
    const read = fieldsOf('table', columnsOf({ columns, known: 'later', delay: '2m' }), SEEN.names, 5, () => {
      throw new Error('not of bars')
    })
    expect(read).toMatchObject({
      value: { columns: { event: [0], known: [], key: [1], the_rate: [3], column_5: [4] }, knownDelayMs: 120_000 },
    })
  })

  test('what is still to be said', () => {
    expect(unsaidFields(table, {}, SEEN)).toEqual(['event', 'known', 'key'])
    expect(unsaidFields({ ...table, known: 'event', hasKey: false }, { event: [0] }, SEEN)).toEqual([])
    expect(unsaidFields({ ...table, known: 'event' }, { event: [0], key: [1], ignore: [2, 3, 4] }, SEEN)).toEqual([
      'a value',
    ])
    expect(unsaidFields({ ...table, subject: 'predictions' }, { time: [0] }, SEEN)).toEqual(['symbol', 'signal'])
    expect(isWhole({ ...table, known: 'later' })).toBe(false)
    expect(draftFaults({ ...table, known: 'later', delay: '8 hours', table: '../x' })).toEqual({
      ...{ table: expect.any(String), delay: expect.any(String) },
    })
    expect(isWhole({ ...table, table: '' })).toBe(false)
    expect(isWhole({ ...table, subject: 'predictions' })).toBe(false)
    expect(isWhole({ ...table, subject: 'predictions', model: 'no name' })).toBe(false)
  })

  test('the requests keep to the contract', () => {
    const made = (patch: Partial<ImportDraft>) => jobRequestSchema.parse(importRequest({ ...table, ...patch }, SEEN))
    expect(made({ keepStamps: true, interval: '1h', symbol: 'BTC' })).toEqual({
      ...{ kind: 'import', file: '/a.csv', table: 'Funding', keepStamps: true },
    })
    expect(made({ table: 'rates', keepStamps: true })).toEqual({ kind: 'import', file: '/a.csv', table: 'rates' })
    expect(made({ subject: 'bars', symbol: 'BTC' })).toEqual({ kind: 'import', file: '/a.csv', symbol: 'BTC' })
    const foretold = { subject: 'predictions', model: ' M.1 ', header: 'no', columns: { time: [0] } } as const
    expect(made(foretold)).toEqual({ kind: 'predictions', file: '/a.csv', model: 'M.1', columns: 'time=#1' })
    expect(previewRequest({ ...table, ...foretold }, SEEN, '1d')).toEqual({
      ...{ subject: 'predictions', file: '/a.csv', columns: 'time=#1', interval: '1d' },
    })
  })
})

describe('sealing', () => {
  const draft = newSeal(['BTC', 'ETH'])

  test('the request keeps to the contract, and says a share or a day', () => {
    expect(jobRequestSchema.parse(sealRequest(draft, ['BTC', 'ETH']))).toEqual({
      ...{ kind: 'seal', symbols: ['BTC', 'ETH'], share: 0.2 },
    })
    const day = { ...draft, symbols: ['ETH'], by: 'day', day: '2024-01-01', interval: '1d' } as const
    expect(jobRequestSchema.parse(sealRequest(day, ['BTC', 'ETH']))).toEqual({
      ...{ kind: 'seal', symbols: ['ETH'], from: '2024-01-01', interval: '1d' },
    })
  })

  test('what is still to be said, and what is told', () => {
    expect(missingOfSeal(draft)).toBeNull()
    for (const sharePercent of ['', 0, 100, -5, 'x']) expect(missingOfSeal({ ...draft, sharePercent })).toContain('%')
    expect(missingOfSeal({ ...draft, by: 'day' })).toContain('day')
    expect(missingOfSeal({ ...draft, symbols: [] })).toContain('instrument')
    const report = { workspace: 'w', symbols: 'BTC', interval: '1h', from: '', sealedBars: 20, bars: 80, lookedAt: 1 }
    expect(sealedWords(report, 'then')).toMatch(
      /^BTC from then on: 20 of 80 bars of 1h \(25\.0\s%\), and all that come later\.$/,
    )
    expect(seenBeyond(report.lookedAt)).toContain('1 trial of the ledger has looked beyond that')
  })
})

describe('importFormat', () => {
  test('only what was said', () => {
    expect(importFormat({ ...EMPTY_IMPORT, file: ' /a.csv ' }, SEEN)).toEqual({ file: '/a.csv' })
    expect(importFormat({ ...EMPTY_IMPORT, file: '/a.csv', tz: 'UTC', header: 'no' }, SEEN)).toEqual({
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

describe('fetch', () => {
  const draft = newFetch(['BTC', 'ETH'], '2017-05-01')
  const PLAN = {
    hosts: ['a.example', 'b.example'],
    folder: null,
    markets: ['BTCUSDT'],
    table: 'funding',
    period: '5m',
    fromMs: 0,
    toMs: 1,
    parts: { unit: 'month', inData: 3, received: 1, toAsk: 3 },
    ...{ archives: 2, questions: 1, pauseMs: 1_300, absent: 0 },
    notes: [],
  } as const

  test('the request keeps to the contract, and begins not before the exchange', () => {
    expect(jobRequestSchema.parse(fetchRequest(draft, ['BTC', 'ETH']))).toEqual({
      ...{ kind: 'fetch', what: 'funding', symbols: ['BTC', 'ETH'], start: '2019-09-01' },
    })
    const other = {
      what: 'klines',
      symbols: ['ETH'],
      period: '1m',
      name: 'x',
      source: 'folder',
      folder: ' /a ',
    } as const
    expect(jobRequestSchema.parse(fetchRequest({ ...draft, ...other, to: '2023-01-01' }, ['BTC', 'ETH']))).toEqual({
      ...{ kind: 'fetch', what: 'klines', symbols: ['ETH'], start: '2019-09-01', end: '2023-01-01' },
      ...{ period: '1m', from: '/a' },
    })
  })

  test('what is still to be said', () => {
    expect(missingWords(draft)).toBeNull()
    expect(missingWords({ ...draft, source: 'folder', folder: 'a/b' })).toContain('full path')
    expect(missingWords({ ...draft, source: 'address', address: 'mirror.example' })).toContain('https://')
    expect(missingWords({ ...draft, symbols: [] })).toContain('instrument')
    expect(missingWords(newFetch(['BTC'], ''))).toContain('day')
  })

  test('another kind forgets length and table', () => {
    const named = { ...draft, period: '1h', name: 'mine' }
    expect(changedFetch(named, { what: 'liquidation' })).toMatchObject({ period: null, name: '' })
    expect(changedFetch(named, { what: 'funding', to: '2024-01-01' })).toMatchObject({ period: '1h', name: 'mine' })
  })

  test('who is asked and for how much, in words', () => {
    expect(askedWords(PLAN)).toContain('a.example and b.example will be asked')
    expect(amountWords(PLAN).replaceAll(/\s/g, ' ')).toBe(
      '7 months of BTCUSDT: 3 in the data already; 1 received and not yet brought in; 2 archives to fetch, each with its checksum; 1 question for what has no archive yet, with pauses of 1.3 s in all.',
    )
    const folder = { ...PLAN, hosts: [], folder: '/a', archives: 1, questions: 0, pauseMs: 0, absent: 2 }
    expect(askedWords(folder)).toBe('Nobody is asked: the archives are read from /a.')
    expect(amountWords(folder)).toContain('1 archive to read; 2 that the folder has not.')
    expect(askedWords({ ...PLAN, parts: { unit: 'day', inData: 7, received: 0, toAsk: 0 } })).toBe('Nobody is asked.')
  })

  test('hints speak of the form, and a heartbeat is taken apart', () => {
    const trouble = { code: 'bad-range', message: 'What.', hint: '--start' }
    expect(fetchTrouble(trouble).hint).not.toContain('--')
    expect(fetchTrouble({ ...trouble, code: 'other' }).hint).toBe('--start')
    expect(readFetchNote('BTCUSDT 2023-01 (from The folder /a (b): 12 asked, 3.4 kB)')).toEqual({
      ...{ what: 'BTCUSDT 2023-01', source: 'The folder /a (b)', asked: 12, received: '3.4', unit: 'kB' },
    })
    expect(readFetchNote('checking the file')).toBeNull()
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
