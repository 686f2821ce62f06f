import { describe, expect, it } from 'vitest'
import type { OrderRequest } from '../../../../src/core/backtest/event/orderTypes.ts'
import type { Bar } from './scenario.ts'
import { fillsOf, marketOf, play } from './scenario.ts'

const units = (count: number) => ({ kind: 'units', units: count }) as const
const buy = (more: Partial<OrderRequest> = {}): OrderRequest => ({
  instrument: 0,
  type: 'market',
  side: 1,
  size: units(10),
  ...more,
})
const sell = (more: Partial<OrderRequest> = {}): OrderRequest => buy({ side: -1, ...more })
const V = 1_000

describe('order types, worked by hand', () => {
  const market = marketOf([
    [100, 101, 99, 100, V],
    [102, 106, 101, 105, V],
    [104, 108, 95, 96, V],
    [90, 94, 88, 92, V],
    [93, 97, 92, 96, V],
  ])

  it('a market order is filled at the next open, a limit at its price or at the better open', () => {
    const at = play(market, {
      0: (c) => {
        c.submit(buy())
        c.submit(buy({ type: 'limit', limitPrice: 97 }))
        c.submit(buy({ type: 'limit', limitPrice: 91 }))
      },
    })
    expect(fillsOf(at)).toEqual([
      [1, 1, 10, 102],
      [2, 1, 10, 97],
      // Bar 3 opens at 90, below the limit of 91.
      [3, 1, 10, 90],
    ])
    expect(at.orders.map(({ state }) => state)).toEqual(['FILLED', 'FILLED', 'FILLED'])
  })

  it('a stop is filled at its price, or at the worse open of a bar that gapped through it', () => {
    const stops = play(market, {
      0: (c) => {
        c.submit(buy({ size: units(20) }))
        c.submit(sell({ type: 'stop', stopPrice: 100 }))
        c.submit(sell({ type: 'stop', stopPrice: 94 }))
      },
    })
    expect(fillsOf(stops)).toEqual([
      [1, 1, 20, 102],
      [2, -1, 10, 100],
      [3, -1, 10, 90],
    ])
    const reasons = [...stops.fills.reason.subarray(0, 3)]
    expect(reasons).toEqual([0, 2, 2])
  })

  it('a stop-limit trades within its limit; where the market jumps over it, it rests as a limit', () => {
    const result = play(market, {
      0: (c) => {
        c.submit(buy({ type: 'stop-limit', stopPrice: 103, limitPrice: 104 }))
        c.submit(buy({ type: 'stop-limit', stopPrice: 101, limitPrice: 101.5 }))
      },
    })
    expect(fillsOf(result)).toEqual([
      [1, 1, 10, 103],
      // Triggered at the open of 102, above 101.5: it waits, and gets 101.5 in bar 2 (low 95).
      [2, 1, 10, 101.5],
    ])
  })

  it('a trail follows the best high of bars that are over', () => {
    const result = play(market, {
      0: (c) => {
        c.submit(buy())
        c.submit(sell({ type: 'trail', trailDistance: 4, size: { kind: 'position' } }))
      },
    })
    // Best 100 (close of bar 0), then 106 (bar 1): level 102 in bar 2, which opens at 104 and falls to 95.
    expect(fillsOf(result)[1]).toEqual([2, -1, 10, 102])
  })

  it('a bracket rests its exits at their distances from the fill, one cancelling the others', () => {
    const exits = {
      stop: { kind: 'fraction', size: 0.05 },
      target: { kind: 'fraction', size: 0.03 },
      trail: null,
      limitBars: null,
    } as const
    const result = play(market, { 0: (c) => c.submit(buy({ exits })) })
    expect(fillsOf(result)).toEqual([
      [1, 1, 10, 102],
      [1, -1, 10, 102 + 0.03 * 102],
    ])
    expect(result.orders.map(({ type, state, trouble }) => [type, state, trouble])).toEqual([
      ['market', 'FILLED', null],
      ['stop', 'CANCELLED', 'other-filled'],
      ['limit', 'FILLED', null],
    ])
  })

  it('one order of a group cancels the others', () => {
    const result = play(market, {
      0: (c) => c.submit(buy()),
      1: (c) => c.submitGroup([sell({ type: 'limit', limitPrice: 107 }), sell({ type: 'stop', stopPrice: 97 })]),
    })
    // Bar 2 reaches both (108 and 95): the pessimistic rule takes the stop.
    expect(fillsOf(result)[1]).toEqual([2, -1, 10, 97])
    expect(result.orders.map(({ state }) => state)).toEqual(['FILLED', 'CANCELLED', 'FILLED'])
    const optimistic = play(
      market,
      {
        0: (c) => c.submit(buy()),
        1: (c) => c.submitGroup([sell({ type: 'limit', limitPrice: 107 }), sell({ type: 'stop', stopPrice: 97 })]),
      },
      { intrabar: 'optimistic' },
    )
    expect(fillsOf(optimistic)[1]).toEqual([2, -1, 10, 107])
  })

  it('what one order of a group filled in part, the other loses', () => {
    const thin = marketOf([
      [100, 101, 99, 100, V],
      [102, 106, 101, 105, V / 2],
      [104, 108, 103, 106, V],
      [90, 94, 88, 92, V],
      [90, 94, 88, 92, V],
    ])
    const result = play(
      thin,
      {
        0: (c) => c.submit(buy()),
        1: (c) => c.submitGroup([sell({ type: 'limit', limitPrice: 107 }), sell({ type: 'stop', stopPrice: 97 })]),
      },
      { volumeShare: 0.01 },
    )
    // 1 % of the 500 of bar 1 at the limit; the stop has 5 left for the gap of bar 3.
    expect(fillsOf(result)).toEqual([
      [1, 1, 10, 102],
      [2, -1, 5, 107],
      [3, -1, 5, 90],
    ])
    expect(result.orders.map(({ state, filledUnits }) => [state, filledUnits])).toEqual([
      ['FILLED', 10],
      ['CANCELLED', 5],
      ['FILLED', 5],
    ])
  })

  it('an order is replaced and cancelled; what is over is neither', () => {
    const answers: boolean[] = []
    const result = play(market, {
      0: (c) => {
        c.submit(buy({ type: 'limit', limitPrice: 50 }))
        c.submit(buy({ type: 'limit', limitPrice: 60 }))
        answers.push(c.replace(0, { limitPrice: 96, units: 4 }), c.cancel(1), c.cancel(1), c.replace(1, { units: 3 }))
      },
    })
    expect(answers).toEqual([true, true, false, false])
    expect(fillsOf(result)).toEqual([[2, 1, 4, 96]])
    expect(result.orders[1]).toMatchObject({ state: 'CANCELLED', trouble: 'by-strategy' })
  })

  it('what cannot be is rejected with its reason', () => {
    const result = play(market, {
      0: (c) => {
        c.submit(buy({ instrument: 7 }))
        c.submit(buy({ size: units(Number.NaN) }))
        c.submit(buy({ type: 'limit' }))
        c.submit(buy({ type: 'stop', stopPrice: -1 }))
        c.submitGroup([buy({ type: 'limit', limitPrice: 50 }), buy()])
      },
    })
    expect(result.fills.count).toBe(0)
    expect(result.orders.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'REJECTED'))
    expect(result.orders.map(({ trouble }) => trouble)).toEqual([
      'unknown-instrument',
      'bad-size',
      'bad-price',
      'bad-price',
      'bad-group',
      'bad-group',
    ])
  })
})

describe('partial fills, cash and states', () => {
  const quiet: Bar = [100, 100, 100, 100, 40]
  const market = marketOf([quiet, quiet, quiet, quiet, quiet])

  it('takes its share of the volume bar by bar, and stays open for the rest', () => {
    const seen: (readonly [string, number])[] = []
    const look = (c: Parameters<Parameters<typeof play>[1][0]>[0]) => {
      const { state, filledUnits } = c.order(0)
      seen.push([state, filledUnits])
    }
    const script = {
      0: (c: Parameters<typeof look>[0]) => {
        c.submit(buy({ size: units(25) }))
        look(c)
      },
      1: look,
      2: look,
      3: look,
    }
    const result = play(market, script, { volumeShare: 0.25 })
    expect(fillsOf(result).map(([bar, , count]) => [bar, count])).toEqual([
      [1, 10],
      [2, 10],
      [3, 5],
    ])
    expect(seen).toEqual([
      ['PENDING', 0],
      ['PARTIALLY_FILLED', 10],
      ['PARTIALLY_FILLED', 20],
      ['FILLED', 25],
    ])
  })

  it('immediate or cancel takes one share only', () => {
    const one = play(
      market,
      { 0: (c) => c.submit(buy({ size: units(25), immediateOrCancel: true })) },
      { volumeShare: 0.25 },
    )
    expect(fillsOf(one)).toEqual([[1, 1, 10, 100]])
    expect(one.orders[0]).toMatchObject({ state: 'CANCELLED', trouble: 'volume-share', filledUnits: 10 })
  })

  it('buys no more than the margin bears, and is rejected where there is none', () => {
    const result = play(market, {
      0: (c) => {
        c.submit(buy({ size: units(250) }))
        c.submit(buy({ size: units(1) }))
      },
    })
    expect(fillsOf(result)).toEqual([[1, 1, 100, 100]])
    expect(result.orders.map(({ state, trouble }) => [state, trouble])).toEqual([
      ['CANCELLED', 'no-buying-power'],
      ['REJECTED', 'no-buying-power'],
    ])
  })

  it('waits where the instrument has no bar, PENDING until it has one', () => {
    const gap = marketOf([quiet, null, null, [101, 101, 101, 101, 40], quiet])
    const states: string[] = []
    const result = play(gap, {
      0: (c) => c.submit(buy()),
      2: (c) => states.push(c.order(0).state),
    })
    expect(states).toEqual(['PENDING'])
    expect(fillsOf(result)).toEqual([[3, 1, 10, 101]])
  })

  it('tells fills at the close of their bar, before the bar', () => {
    const told: string[] = []
    play(
      market,
      { 0: (c) => c.submit(buy()), 1: () => told.push('bar 1') },
      {},
      {
        onStart: () => told.push('start'),
        onFill: (c, fill) => told.push(`${c.barCount} ${fill.units}@${fill.price}`),
      },
    )
    expect(told).toEqual(['start', '2 10@100', 'bar 1'])
  })
})
