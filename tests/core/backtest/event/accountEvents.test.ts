import { describe, expect, it } from 'vitest'
import type { Bar } from './scenario.ts'
import { fillsOf, HOUR, marketOf, play } from './scenario.ts'

const at = (price: number, volume = 1_000): Bar => [price, price, price, price, volume]
const buyTen = { instrument: 0, type: 'market', side: 1, size: { kind: 'units', units: 10 } } as const
const sellTen = { ...buyTen, side: -1 } as const

describe('corporate actions, funding and borrow', () => {
  it('a split keeps the value, moves resting orders, and scales the volume known from before it', () => {
    const market = marketOf([at(100), at(100), at(25), at(25), at(30)])
    const split = { kind: 'split', timeMs: 2 * HOUR, instrument: 0, ratio: 4 } as const
    const result = play(
      market,
      {
        0: (c) => c.submit(buyTen),
        1: (c) => c.submit({ ...sellTen, type: 'limit', limitPrice: 116 }),
      },
      { accountEvents: [split] },
    )
    expect([...result.equity]).toEqual([10_000, 10_000, 10_000, 10_000, 10_040 + 160])
    // The limit of 116 became 29, its 10 units 40: bar 4 opens at 30.
    expect(fillsOf(result)).toEqual([
      [1, 1, 10, 100],
      [4, -1, 40, 30],
    ])
    expect(result.positions.profit[0]).toBeCloseTo(200, 9)
  })

  it('the volume of a bar before a split counts in units of today', () => {
    const market = marketOf([at(100, 40), at(100, 40), at(25, 160), at(25, 160)])
    const split = { kind: 'split', timeMs: 2 * HOUR, instrument: 0, ratio: 4 } as const
    const result = play(
      market,
      { 1: (c) => c.submit({ ...buyTen, size: { kind: 'units', units: 100 } }) },
      { accountEvents: [split], volumeShare: 0.25 },
    )
    // Decided at 100 units before the split, 400 after it; a quarter of 40 x 4.
    expect(fillsOf(result)[0]).toEqual([2, 1, 40, 25])
  })

  it('a long receives a dividend and a short pays it', () => {
    const market = marketOf([at(100), at(100), at(99), at(99)])
    const dividend = { kind: 'dividend', timeMs: 1.5 * HOUR, instrument: 0, perUnit: 1 } as const
    const long = play(market, { 0: (c) => c.submit(buyTen) }, { accountEvents: [dividend] })
    const short = play(market, { 0: (c) => c.submit(sellTen) }, { accountEvents: [dividend] })
    expect(long.dividends).toBe(10)
    expect(long.equity[3]).toBe(10_000)
    expect(short.dividends).toBe(-10)
    expect(short.equity[3]).toBe(10_000)
    expect(long.positions.profit[0]).toBe(0)
  })

  it('funding is paid by the long on the last close, and borrow by the short from its change on', () => {
    const market = marketOf([at(100), at(100), at(110), at(110)])
    const funding = { kind: 'funding', timeMs: 2 * HOUR, instrument: 0, rate: 0.01 } as const
    const long = play(market, { 0: (c) => c.submit(buyTen) }, { accountEvents: [funding] })
    expect(long.financing).toBeCloseTo(10 * 100 * 0.01, 12)
    const borrow = { kind: 'borrow', timeMs: 3 * HOUR, instrument: 0, perYear: 0.5 } as const
    const short = play(market, { 0: (c) => c.submit(sellTen) }, { accountEvents: [borrow] })
    expect(short.financing).toBeCloseTo((10 * 110 * 0.5) / (365.25 * 24), 12)
  })
})
