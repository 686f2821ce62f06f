import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { proveSettlementGrid } from '../../../../src/core/market/sensors/proveSettlementGrid.ts'
import { readCsv, testDataFile } from '../../../setup/testData.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const START = Date.UTC(2021, 0, 1)

/** Settlements every `stepHours` in UTC as a clock that is ahead by `offsetMs(utc)` writes them. */
function stamps(stepHours: number, days: number, offsetMs: (utcMs: number) => number, jitterMs = 0): Float64Array {
  const count = (days * 24) / stepHours
  return Float64Array.from({ length: count }, (_, at) => {
    const utcMs = START + at * stepHours * HOUR
    return utcMs + offsetMs(utcMs) + ((at * 7919) % (jitterMs + 1))
  })
}

const by = (hours: number) => () => hours * HOUR

describe('proveSettlementGrid', () => {
  it('takes a clean grid of UTC as it is and says what it cannot see', () => {
    const proof = proveSettlementGrid(stamps(8, 90, by(0), 12))
    expect(proof).toMatchObject({ verdict: 'on-grid', stepHours: 8, offsetMs: 0, share: 1, advice: '' })
    expect(proof.jitterMs.largest).toBe(12)
    expect(proof.sentence).toContain('UTC+8, UTC-8')
  })

  it('sees a clock of UTC+3 and names the others that show the same', () => {
    const proof = proveSettlementGrid(stamps(8, 400, by(3)))
    expect(proof).toMatchObject({ verdict: 'shifted', stepHours: 8, offsetMs: 3 * HOUR })
    expect(proof.candidatesMs.map((ms) => ms / HOUR)).toEqual([3, -5, 11])
    expect(proof.sentence).toContain('UTC+3, or UTC-5, UTC+11')
  })

  it('sees offsets of half hours', () => {
    expect(proveSettlementGrid(stamps(8, 60, by(-3.5)))).toMatchObject({ verdict: 'shifted', offsetMs: -3.5 * HOUR })
  })

  it('leaves alone what two clocks explain as well', () => {
    const proof = proveSettlementGrid(stamps(8, 60, by(4)))
    expect(proof).toMatchObject({ verdict: 'ambiguous', offsetMs: 0 })
    expect(proof.sentence).toContain('UTC+4, UTC-4')
  })

  it('cannot see an offset of eight hours, nor of whole hours beside an hourly grid, and says so', () => {
    expect(proveSettlementGrid(stamps(8, 60, by(8)))).toMatchObject({ verdict: 'on-grid' })
    const hourly = proveSettlementGrid(stamps(1, 30, by(3)))
    expect(hourly).toMatchObject({ verdict: 'on-grid', stepHours: 1, offsetMs: 0 })
    expect(hourly.sentence).toContain('cannot show an offset of whole hours')
    expect(proveSettlementGrid(stamps(1, 30, by(5.5)))).toMatchObject({ verdict: 'ambiguous', offsetMs: 0 })
  })

  it('says nothing by one stamp a day', () => {
    expect(proveSettlementGrid(stamps(24, 300, by(3)))).toMatchObject({ verdict: 'ambiguous', stepHours: 24 })
  })

  it('sees a clock with daylight time by its seasons', () => {
    const summerFrom = Date.UTC(2021, 2, 14, 7)
    const summerTo = Date.UTC(2021, 10, 7, 6)
    const newYork = (ms: number) => (ms >= summerFrom && ms < summerTo ? -4 : -5) * HOUR
    const proof = proveSettlementGrid(stamps(8, 365, newYork))
    expect(proof).toMatchObject({ verdict: 'changing', stepHours: 8, offsetMs: 0, share: 1 })
    expect(proof.changesMs.map((ms) => new Date(ms).toISOString().slice(0, 10))).toEqual(['2021-03-14', '2021-11-07'])
    expect(proof.sentence).toContain('2021-03-14, 2021-11-07')
  })

  it('does not take two mixed sources for seasons', () => {
    const mixed = stamps(8, 200, (ms) => (Math.floor(ms / DAY) % 2) * HOUR)
    expect(proveSettlementGrid(mixed).verdict).toBe('no-grid')
  })

  it('follows a contract from eight to four hours', () => {
    const both = Float64Array.from([...stamps(8, 100, by(3)), ...stamps(4, 30, by(3)).map((ms) => ms + 100 * DAY)])
    expect(proveSettlementGrid(both)).toMatchObject({ verdict: 'shifted', stepHours: 4, offsetMs: 3 * HOUR })
  })

  it('finds no grid where there is none and asks for more where there is little', () => {
    const random = Float64Array.from(
      { length: 300 },
      (_, at) => START + at * 8 * HOUR + ((at * 2_654_435_761) % (8 * HOUR)),
    )
    expect(proveSettlementGrid(random)).toMatchObject({ verdict: 'no-grid', stepHours: null })
    expect(proveSettlementGrid(stamps(8, 5, by(3))).verdict).toBe('too-few')
    expect(proveSettlementGrid(new Float64Array(0)).verdict).toBe('too-few')
  })

  it('finds every offset of whole hours up to multiples of the step, in any order, with strays', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -12, max: 14 }),
        fc.integer({ min: 30, max: 200 }),
        fc.integer(),
        (hours, days, seed) => {
          const clean = [...stamps(8, days, by(hours), 900)]
          const shuffled = clean.map((ms, at) => [ms, Math.sin(seed + at)] as const).sort((a, b) => a[1] - b[1])
          const proof = proveSettlementGrid(Float64Array.from([...shuffled.map(([ms]) => ms), START + 11 * 60_000]))
          const wanted = ((((hours + 3) % 8) + 8) % 8) - 3
          if (wanted === 4) expect(proof.verdict).toBe('ambiguous')
          else expect(proof).toMatchObject({ verdict: wanted === 0 ? 'on-grid' : 'shifted', offsetMs: wanted * HOUR })
          expect(proof.candidatesMs).toContain(hours * HOUR)
        },
      ),
    )
  })
})

const REAL = ['BTC', 'ETH'].flatMap((base) => ['binance', 'bybit', 'dydx'].map((venue) => `${base}-USDT_${venue}`))

describe('real funding', () => {
  for (const name of REAL) {
    const file = testDataFile(`funding/${name}_funding.csv.gz`)
    it.skipIf(file === null)(`${name}: Binance and Bybit were written in UTC+3, dYdX settles hourly`, () => {
      const [, ...rows] = readCsv(file!)
      const proof = proveSettlementGrid(
        Float64Array.from(rows, (fields) => Date.parse(`${fields[1]!.slice(0, 19).replace(' ', 'T')}Z`)),
      )
      if (name.endsWith('dydx')) expect(proof).toMatchObject({ verdict: 'on-grid', stepHours: 1 })
      else expect(proof).toMatchObject({ verdict: 'shifted', stepHours: 8, offsetMs: 3 * HOUR, share: 1 })
    })
  }
})
