import { describe, expect, it } from 'vitest'
import { checkSensor } from '../../../../src/core/market/sensors/checkSensor.ts'
import { fundingUnit } from '../../../../src/core/market/sensors/fundingUnit.ts'
import { sensorKey } from '../../../../src/core/market/sensors/sensorKey.ts'
import type { SensorKind } from '../../../../src/core/market/sensors/sensorKinds.ts'
import type { SensorRows } from '../../../../src/core/market/sensors/sensorRows.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const START = Date.UTC(2022, 0, 1)
const bars = { fromMs: START, toMs: START + 100 * DAY }
const question = { symbol: 'BTC', bars, nowMs: START + 101 * DAY }

type Row = { event: number; known?: number; value: number }

function rowsOf(rows: readonly Row[]): SensorRows {
  return {
    eventMs: Float64Array.from(rows, ({ event }) => event),
    knownMs: Float64Array.from(rows, ({ event, known }) => known ?? event),
    values: Float64Array.from(rows, ({ value }) => value),
  }
}

function every(hours: number, value: (at: number) => number, days = 100, fromMs = START): Row[] {
  return Array.from({ length: (days * 24) / hours }, (_, at) => ({
    event: fromMs + at * hours * HOUR,
    value: value(at),
  }))
}

const rate = (at: number) => 0.0001 + 0.00005 * Math.sin(at)
const codes = (kind: SensorKind, rows: readonly Row[], asked = question) =>
  checkSensor(kind, rowsOf(rows), asked).findings.map(({ code, severity }) => `${severity} ${code}`)

describe('checkSensor', () => {
  it('has nothing to say of good funding, in any order', () => {
    const good = every(8, rate)
    const check = checkSensor('funding', rowsOf([...good].reverse()), question)
    expect(check.findings).toEqual([])
    expect(check).toMatchObject({ rows: 300, stepMs: 8 * HOUR, coverage: 1 })
    expect(check.unit).toMatchObject({ unit: 'fraction', scale: 1 })
    expect(check.settlement).toMatchObject({ verdict: 'on-grid' })
  })

  it('sees funding of another clock', () => {
    expect(codes('funding', every(8, rate, 100, START + 3 * HOUR))).toContain('error settlement-shifted')
  })

  it('sees percent and basis points by their size', () => {
    expect(
      codes(
        'funding',
        every(8, (at) => rate(at) * 100),
      ),
    ).toEqual(['error funding-unit-wrong'])
    expect(
      codes(
        'funding',
        every(8, (at) => rate(at) * 10_000),
      ),
    ).toEqual(['error funding-unit-wrong'])
    expect(
      codes(
        'funding',
        every(8, (at) => 42_000 + at),
      ),
    ).toContain('warning funding-unit-unclear')
  })

  it('takes an hourly rate for what it is: an eighth', () => {
    const hourly = Float64Array.from({ length: 100 }, (_, at) => rate(at) / 8)
    expect(fundingUnit(hourly, HOUR).unit).toBe('fraction')
    expect(
      fundingUnit(
        hourly.map((value) => value * 100),
        HOUR,
      ),
    ).toMatchObject({ unit: 'percent', scale: 0.01 })
    expect(fundingUnit(Float64Array.of(0, 0, Number.NaN), HOUR).unit).toBe('unclear')
  })

  it('sees that rows and bars do not meet', () => {
    expect(
      codes(
        'open-interest',
        every(1, () => 5, 3, START - 400 * DAY).map((row, at) => ({ ...row, value: 5 + at })),
      ),
    ).toEqual(['error sensor-no-overlap'])
    expect(codes('open-interest', [])).toEqual(['error sensor-empty'])
    const quarter = codes(
      'open-interest',
      every(1, (at) => 100 + at, 25),
    )
    expect(quarter).toContain('warning sensor-thin-overlap')
    expect(quarter).toContain('warning sensor-stale')
  })

  it('measures how much of the bars is covered by values that are not too old', () => {
    const rows = every(8, rate).filter((_, at) => at < 60 || at >= 90)
    const check = checkSensor('funding', rowsOf(rows), question)
    // 30 of 300 rows are missing; the last one before the hole counts for two steps more.
    expect(check.coverage).toBeCloseTo((300 - 28) / 300, 10)
    expect(check.findings.map(({ code }) => code)).toEqual(['sensor-holes'])
    expect(check.findings[0]!.sentence).toContain('9 days')
  })

  it('sees rows that were known before they happened, and rows of the future', () => {
    const early = every(8, rate).map((row) => ({ ...row, known: row.event - 1 }))
    expect(codes('funding', early)).toContain('error sensor-known-before-event')
    expect(codes('funding', every(8, rate), { ...question, nowMs: START + 50 * DAY })).toEqual([
      'error sensor-future-dated',
    ])
    expect(checkSensor('funding', rowsOf(every(8, rate)), { ...question, nowMs: null }).findings).toEqual([])
  })

  it('tells two answers of one moment from a revision', () => {
    const rows = every(8, rate)
    const again = { event: rows[5]!.event, value: 0.5e-4 }
    expect(codes('funding', [...rows, again])).toEqual(['error sensor-conflicting-rows'])
    expect(codes('funding', [...rows, { ...again, known: again.event + HOUR }])).toEqual(['note sensor-revised'])
    expect(codes('funding', [...rows, rows[5]!])).toEqual([])
  })

  it('knows what cannot be open interest or a liquidation', () => {
    expect(
      codes(
        'open-interest',
        every(1, (at) => (at === 7 ? -1 : 100 + at)),
      ),
    ).toEqual(['error open-interest-not-positive'])
    expect(
      codes(
        'open-interest',
        every(1, (at) => (at < 500 ? 100 + at : 1e6 + at)),
      ),
    ).toEqual(['warning sensor-unit-changes'])
    expect(
      codes(
        'liquidation',
        every(6, (at) => (at === 7 ? -1 : at)),
      ),
    ).toEqual(['error liquidation-negative'])
    expect(
      codes(
        'order-flow',
        every(1, (at) => Math.sin(at)),
      ),
    ).toEqual([])
    expect(
      codes(
        'order-flow',
        every(1, () => 3),
      ),
    ).toEqual(['warning sensor-constant'])
  })

  it('counts rows without a value, and puts the worst first', () => {
    const rows = every(1, (at) => (at % 5 === 0 ? Number.NaN : at === 1 ? 0 : 100 + at))
    expect(codes('open-interest', rows)).toEqual(['error open-interest-not-positive', 'warning sensor-missing-values'])
  })
})

describe('sensorKey', () => {
  it('finds the rows of an instrument under the names of exchanges', () => {
    expect(sensorKey(['BTC', 'BTC-USDT'], 'BTC')).toBe('BTC')
    expect(sensorKey(['BTC-USDT', 'ETH-USDT'], 'ETH')).toBe('ETH-USDT')
    expect(sensorKey(['btcusdt'], 'BTC')).toBe('btcusdt')
    expect(sensorKey(['BTC-USDT-PERP'], 'BTC')).toBe('BTC-USDT-PERP')
    expect(sensorKey(['WBTC-USDT'], 'BTC')).toBeNull()
    expect(sensorKey(['BTC-USDT', 'BTC-USD'], 'BTC')).toBeNull()
    expect(sensorKey(['', ''], 'BTC')).toBe('')
    expect(sensorKey(['USDT'], 'USDT')).toBe('USDT')
  })
})
