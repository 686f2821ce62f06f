import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { duckdbColumnFiles } from '../../../src/main/adapters/duckdb/columnFiles.ts'
import { createGuardedFiles } from '../../../src/main/adapters/files/guardedFiles.ts'
import { streamDigests } from '../../../src/main/adapters/hash/streamDigests.ts'
import { readStoredMatrix } from '../../../src/main/engine/matrices/readStoredMatrix.ts'
import { assay, DAYS } from '../backtests/backtestScene.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { buildHouse, PLANNED_BUILD, SMALL_BUILD } from './matrixScene.ts'

const freshFolder = useTemporaryFolders()
const EXAMPLE = join(import.meta.dirname, '../../../../shared/examples/build.yaml')

beforeAll(async () => {
  await import('@duckdb/node-api')
})

function storedIn(folder: string, which: string) {
  const ports = { files: createGuardedFiles(folder), columns: duckdbColumnFiles, digests: streamDigests }
  return readStoredMatrix(ports, 'stocks', which)
}

describe('the build of the plans, unchanged', () => {
  it('makes a matrix that another home makes with the same bytes', { timeout: 90_000 }, async () => {
    if (existsSync(EXAMPLE)) expect(readFileSync(EXAMPLE, 'utf8').trimEnd()).toBe(PLANNED_BUILD.trimEnd())
    const [first, second] = [await buildHouse(freshFolder()), await buildHouse(freshFolder())]
    const built = await first.build(PLANNED_BUILD)
    expect(built.document.error).toBeUndefined()
    const { passport, report, files } = built.document.data
    expect(passport).toMatchObject({
      name: 'AAPL_equity_1d_daily',
      instruments: ['AAPL'],
      interval: '1d',
      trusted: true,
    })
    expect(passport.rows).toBe(DAYS.filter((day) => day >= '2023').length)
    expect(passport.labelledRows).toBe(passport.rows - 1)
    expect(passport.target).toMatchObject({ task: 'regression', horizonBars: 1 })
    const assumed = passport.assumptions.map(({ field }: { field: string }) => field)
    expect(assumed).toEqual(['MACD', 'BB_20', 'price_momentum', 'volume_profile'])
    expect(report.checks.every(({ made }: { made: boolean }) => made)).toBe(true)
    await second.build(PLANNED_BUILD)
    for (const file of files) expect(second.bytes(file).equals(first.bytes(file))).toBe(true)
  })

  it('holds the bars that were imported, and the return of the next one', { timeout: 60_000 }, async () => {
    const house = await buildHouse(freshFolder())
    await house.build(PLANNED_BUILD)
    const stored = await storedIn(house.folder, 'latest')
    if (!stored.ok) throw new Error(stored.trouble.message)
    const { features, target, timeMs, decisionMs, labelEndMs } = stored.value
    const lines = readFileSync(join(house.home, 'aapl.csv'), 'utf8').trimEnd().split('\n').slice(1)
    const closeOf = new Map(lines.map((line) => [line.slice(0, 10), Number(line.split(',')[4])]))
    const place = features.names.indexOf('close')
    for (const row of [0, 100, timeMs.length - 2]) {
      const [day, next] = [row, row + 1].map((at) => new Date(timeMs[at]!).toISOString().slice(0, 10))
      expect(features.values[row * features.columns + place]).toBe(closeOf.get(day!))
      expect(target[row]).toBe(closeOf.get(next!)! / closeOf.get(day!)! - 1)
      expect(labelEndMs[row]).toBe(decisionMs[row + 1])
    }
    expect(target.at(-1)).toBeNaN()
    expect(labelEndMs.at(-1)).toBeNaN()
  })
})

describe('matrices that were built', () => {
  it('are found by latest, hash and name, and the one built last is the latest', { timeout: 90_000 }, async () => {
    const house = await buildHouse(freshFolder())
    const one = (await house.build(SMALL_BUILD)).document.data.passport
    const other = (await house.build({ ...SMALL_BUILD, target: 'direction_5' })).document.data.passport
    expect(other.name).toBe('AAPL_equity_5d_daily')
    const shown = async (which: string) =>
      (await assay(house.home, 'matrices', 'show', 'stocks', which)).document.data.passport.sha256
    expect(await shown('latest')).toBe(other.sha256)
    expect(await shown(one.sha256.slice(0, 8))).toBe(one.sha256)
    expect(await shown('AAPL_equity_1d_daily')).toBe(one.sha256)
    const again = await house.build(SMALL_BUILD)
    expect(again.document.data).toMatchObject({ unchanged: true, computed: 0 })
    expect(await shown('latest')).toBe(one.sha256)
    const missing = await assay(house.home, 'matrices', 'show', 'stocks', 'AAPL_equity_2d_daily')
    expect(missing.document.error).toMatchObject({
      code: 'matrix-missing',
      hint: expect.stringContaining('AAPL_equity'),
    })
  })

  it('are not taken for what they were where a value in the file was changed', { timeout: 60_000 }, async () => {
    const house = await buildHouse(freshFolder())
    const { files } = (await house.build(SMALL_BUILD)).document.data
    const path = join(house.folder, files[0])
    const before = readFileSync(path)
    const read = await duckdbColumnFiles.readFrame(path)
    if (!read.ok) throw new Error(read.trouble.message)
    const changed = read.value.map((column) =>
      column.kind === 'number' && column.name === 'target'
        ? { ...column, values: column.values.map((value, row) => (row === 7 ? value + 1e-12 : value)) }
        : column,
    )
    await duckdbColumnFiles.writeFrame(path, changed)
    expect(await storedIn(house.folder, 'latest')).toMatchObject({ trouble: { code: 'matrix-changed' } })
    writeFileSync(path, 'no Parquet')
    expect(await storedIn(house.folder, 'latest')).toMatchObject({ trouble: { code: 'matrix-changed' } })
    expect((await house.build(SMALL_BUILD)).document.data.unchanged).toBe(false)
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('open with plain types, missing values null', { timeout: 60_000 }, async () => {
    const house = await buildHouse(freshFolder())
    const { files } = (await house.build(SMALL_BUILD)).document.data
    const shape = await duckdbColumnFiles.describeParquet(join(house.folder, files[0]))
    expect(shape).toMatchObject({
      value: {
        fields: [
          { name: 'time', kind: 'wall-clock' },
          { name: 'decision_time', kind: 'wall-clock' },
          { name: 'instrument', kind: 'text' },
          { name: 'RSI_14', kind: 'number' },
          { name: 'target', kind: 'number' },
          { name: 'label_end', kind: 'wall-clock' },
          { name: 'uniqueness', kind: 'number' },
        ],
      },
    })
  })
})

describe('a sealed hold-out', () => {
  it('has no row in the matrix, and no label reaches into it', { timeout: 60_000 }, async () => {
    const house = await buildHouse(freshFolder())
    const sealedMs = Date.parse('2023-10-02T13:30:00Z')
    const boundaries = { schemaVersion: 1, boundariesMs: { 'AAPL 1d': sealedMs } }
    writeFileSync(join(house.folder, 'hold-out.json'), JSON.stringify(boundaries))
    const built = await house.build({ ...SMALL_BUILD, target: 'direction_5' })
    expect(built.document.data.passport.leftOut.sealed).toBe(DAYS.filter((day) => day >= '2023-10-02').length)
    const stored = await storedIn(house.folder, 'latest')
    if (!stored.ok) throw new Error(stored.trouble.message)
    expect(stored.value.decisionMs.every((ms) => ms <= sealedMs)).toBe(true)
    expect(stored.value.labelEndMs.every((ms) => Number.isNaN(ms) || ms <= sealedMs)).toBe(true)
    expect(stored.value.target.slice(-5).every(Number.isNaN)).toBe(true)
    expect(stored.value.target.at(-6)).not.toBeNaN()
    // A seal of hours: the day in which it falls ends behind it.
    writeFileSync(
      join(house.folder, 'hold-out.json'),
      JSON.stringify({ schemaVersion: 1, boundariesMs: { 'AAPL 1h': Date.parse('2023-10-02T16:30:00Z') } }),
    )
    const cut = (await house.build(SMALL_BUILD)).document.data.passport
    expect(cut.lastTime.slice(0, 10)).toBe('2023-09-29')
    expect(cut.leftOut.sealed).toBe(DAYS.filter((day) => day >= '2023-10-02').length)
    const inside = await house.build({ ...SMALL_BUILD, start_date: '2023-11-01' })
    expect(inside.document.error.code).toBe('hold-out-sealed')
  })
})

describe('what a build refuses', () => {
  it.each([
    ['spec-unknown-field', { ...SMALL_BUILD, start_dat: '2023-01-01' }, 'start_date'],
    ['spec-unknown-field', { ...SMALL_BUILD, features: { indicator: ['RSI_14'] } }, 'indicators'],
    ['spec-unknown-field', { ...SMALL_BUILD, target: { type: 'triple_barrier', horzon: 5 } }, 'horizon'],
    ['spec-contradiction', { ...SMALL_BUILD, tickers: ['MSFT'] }, 'one of'],
    ['unknown-instrument', { ...SMALL_BUILD, ticker: 'APPL' }, 'AAPL'],
    ['no-data', { ...SMALL_BUILD, ticker: 'MSFT' }, 'import'],
    ['unknown-feature', { ...SMALL_BUILD, features: { indicators: ['RS_14'] } }, 'RSI'],
    ['unknown-target', { ...SMALL_BUILD, target: 'next_day_returns' }, 'next_day_return'],
    ['no-features', { ...SMALL_BUILD, features: {} }, 'RSI'],
    ['range-empty', { ...SMALL_BUILD, start_date: '1990-01-01', end_date: '1990-12-31' }, 'bars'],
    ['range-empty', { ...SMALL_BUILD, start_date: '2023-02-01', end_date: '2023-01-01' }, 'end_date'],
    ['empty-matrix', { ...SMALL_BUILD, features: { indicators: ['SMA_300'] }, end_date: '2022-12-31' }, 'earlier'],
    ['empty-target', { ...SMALL_BUILD, target: 'direction_300', start_date: '2023-06-01' }, 'longer'],
    ['frequency-too-fine', { ...SMALL_BUILD, frequency: '1h' }, '1d'],
    ['frequency-unreadable', { ...SMALL_BUILD, frequency: 'weekly' }, '1D'],
    ['too-few-instruments', { ...SMALL_BUILD, features: { cross_sectional: ['rank(RSI_14)'] } }, 'instrument'],
  ])('%s', { timeout: 60_000 }, async (code, spec, hint) => {
    const house = await buildHouse(freshFolder())
    const { document, exitCode } = await house.build(spec)
    expect(exitCode).toBe(1)
    expect(document.error?.code).toBe(code)
    expect(`${document.error.message} ${document.error.hint}`).toContain(hint)
    expect(existsSync(join(house.folder, 'matrices'))).toBe(false)
  })

  it('writes a target of one class and more columns than rows, and says that they are not to be trusted', {
    timeout: 60_000,
  }, async () => {
    const house = await buildHouse(freshFolder())
    const one = await house.build({ ...SMALL_BUILD, target: 'up_close_500_3', features: { price_data: ['close'] } })
    expect(one.document.data.passport.trusted).toBe(false)
    expect(one.document.data.passport.findings).toContainEqual(
      expect.objectContaining({ code: 'one-class-labels', severity: 'error' }),
    )
    const indicators = Array.from({ length: 25 }, (_, at) => `RSI_${at + 2}`)
    const few = await house.build({
      ...SMALL_BUILD,
      features: { indicators },
      start_date: '2023-01-03',
      end_date: '2023-01-20',
    })
    expect(few.document.data.passport.findings).toContainEqual(
      expect.objectContaining({ code: 'more-columns-than-rows', severity: 'error' }),
    )
    const list = await assay(house.home, 'matrices', 'list', 'stocks')
    expect(list.document.data.map(({ passport }: { passport: { trusted: boolean } }) => passport.trusted)).toEqual([
      false,
      false,
    ])
  })
})

describe('the command line', () => {
  it('tells with --dry-run what would be built, and writes nothing', { timeout: 60_000 }, async () => {
    const house = await buildHouse(freshFolder())
    const files = () => readdirSync(house.folder, { recursive: true }).toSorted()
    const before = files()
    const planned = await house.build(SMALL_BUILD, '--dry-run')
    expect(planned.document.data).toMatchObject({ isThere: false, instruments: ['AAPL'], bars: DAYS.length })
    expect(files()).toEqual(before)
    const built = await house.build(SMALL_BUILD)
    expect(built.document.data.passport.sha256).toBe(planned.document.data.sha256)
    expect(existsSync(join(house.folder, 'schemas/build.schema.json'))).toBe(true)
  })

  it('takes ticker and days in place of those in the file', { timeout: 60_000 }, async () => {
    const house = await buildHouse(freshFolder())
    const days = ['--start', '2023-03-01', '--end', '2023-03-31']
    const built = await house.build({ ...SMALL_BUILD, ticker: 'MSFT' }, '--ticker', 'AAPL', ...days)
    expect(built.document.data.passport).toMatchObject({
      instruments: ['AAPL'],
      rows: DAYS.filter((day) => day.startsWith('2023-03')).length,
      leftOut: { warmUp: 0 },
    })
  })
})

describe('the feature store', () => {
  it('computes only what is new, and again what was damaged, with the same bytes of the matrix', {
    timeout: 90_000,
  }, async () => {
    const house = await buildHouse(freshFolder())
    const both = { ...SMALL_BUILD, features: { indicators: ['RSI_14', 'ATR_14'] } }
    expect((await house.build(SMALL_BUILD)).document.data.computed).toBe(1)
    const built = await house.build(both)
    expect(built.document.data.computed).toBe(1)
    const [table] = built.document.data.files
    const bytes = house.bytes(table)
    rmSync(join(house.folder, table))
    const cached = await house.build(both)
    expect(cached.document.data).toMatchObject({ computed: 0, unchanged: false, notes: [] })
    expect(house.bytes(table).equals(bytes)).toBe(true)
    const [file] = readdirSync(join(house.folder, 'features/aapl'))
    const path = join(house.folder, 'features/aapl', file!)
    const damaged = readFileSync(path)
    damaged[200]! ^= 1
    writeFileSync(path, damaged)
    rmSync(join(house.folder, table))
    const mended = await house.build(both)
    expect(mended.document.data).toMatchObject({ computed: 1, notes: [expect.stringContaining(file!)] })
    expect(house.bytes(table).equals(bytes)).toBe(true)
  })
})
