import { describe, expect, it } from 'vitest'
import type { BacktestRequest } from '../../../../src/core/backtest/model/backtestRequest.ts'
import { NO_TERM_COLUMNS } from '../../../../src/core/backtest/model/backtestRequest.ts'
import type { BacktestResult } from '../../../../src/core/backtest/model/backtestResult.ts'
import type { UnitOrder } from '../../../../src/core/backtest/model/decisions.ts'
import { INTRABAR_RULES, NO_COSTS } from '../../../../src/core/backtest/model/executionTerms.ts'
import type { ExitTerms } from '../../../../src/core/backtest/model/exitTerms.ts'
import { EXIT_REASONS, NO_EXITS } from '../../../../src/core/backtest/model/exitTerms.ts'
import { runBars } from '../../../../src/core/backtest/vector/runBars.ts'
import type { Refusal } from '../../../../src/core/risk/riskLimits.ts'
import { NO_LIMITS, REFUSALS } from '../../../../src/core/risk/riskLimits.ts'
import { handMarket, handRequest, signalsAt } from './handMarket.ts'
import { executed, plainRequest } from './scenarioMarket.ts'

const still = (price: number, volume = 500) => [price, price, price, price, volume] as const
const fraction = (size: number) => ({ kind: 'fraction', size }) as const

function leaving(request: BacktestRequest, exits: Partial<ExitTerms>): BacktestRequest {
  return { ...request, exits: { ...NO_EXITS, ...exits } }
}

/** bar, units with their sign, reference, reason: what happened, on a line each. */
function told({ fills }: BacktestResult): string[] {
  return Array.from({ length: fills.count }, (_, at) => {
    const reason = fills.reason[at] === 0 ? 'entry' : EXIT_REASONS[fills.reason[at]! - 1]
    return `${fills.bar[at]} ${fills.side[at]! * fills.units[at]!} @ ${fills.reference[at]} ${reason}`
  })
}

function refusals({ refused }: BacktestResult, name: Refusal): number {
  return refused[REFUSALS.indexOf(name)]!
}

function ordered(request: BacktestRequest, orders: readonly UnitOrder[]): BacktestRequest {
  return { ...request, decisions: { kind: 'orders', orders } }
}

const units = (count: number) => ({ sizing: { method: 'units', units: count } as const })

describe('resting exits', () => {
  it('are filled at the open where the bar opened beyond the level, else at the level', () => {
    const request = {
      ...handRequest([still(100), still(100), [97, 99, 90, 95, 500], still(95)], { enterLong: [0] }),
      ...units(10),
    }
    expect(told(runBars(leaving(request, { stop: fraction(0.02) })))).toEqual(['1 10 @ 100 entry', '2 -10 @ 97 stop'])
    expect(told(runBars(leaving(request, { stop: fraction(0.05) })))).toEqual(['1 10 @ 100 entry', '2 -10 @ 95 stop'])
  })

  it('are live on the bar of the entry', () => {
    const request = {
      ...handRequest([still(100), [100, 101, 94, 100, 500], still(100)], { enterLong: [0] }),
      ...units(10),
    }
    expect(told(runBars(leaving(request, { stop: fraction(0.05) })))).toEqual(['1 10 @ 100 entry', '1 -10 @ 95 stop'])
  })

  it('never sell above the bar: costs may lift an entry above its own stop', () => {
    const bars = [still(100), [100, 100.5, 99, 100, 500], still(100)] as const
    const request = executed(
      { ...handRequest(bars, { enterLong: [0] }), ...units(10) },
      {
        slippage: { bps: 200, spreadBps: 0, volatilityTimes: 0 },
      },
    )
    // In at 102, stop at 101.49, above the high of 100.50: out at the open.
    expect(told(runBars(leaving(request, { stop: fraction(0.005) })))).toEqual(['1 10 @ 100 entry', '1 -10 @ 100 stop'])
  })

  it('a trail follows the bars before, never the bar that it is tested against', () => {
    const bars = [
      still(100),
      [100, 110, 100, 110, 500],
      [110, 130, 107, 120, 500],
      [120, 121, 116, 118, 500],
      still(118),
    ] as const
    const request = { ...handRequest(bars, { enterLong: [0] }), ...units(10) }
    // 10 below: 100 at bar 2 (best 110), though its own high would put it at 120; 120 at bar 3, where the bar opened.
    expect(
      told(
        runBars(
          leaving(
            { ...request, columns: [{ ...NO_TERM_COLUMNS, range: new Float64Array(5).fill(1) }] },
            { trail: { kind: 'range', size: 10 } },
          ),
        ),
      ),
    ).toEqual(['1 10 @ 100 entry', '3 -10 @ 120 trail'])
  })

  it('of stop and trail the nearer one counts', () => {
    const bars = [still(100), [100, 104, 100, 104, 500], [104, 104, 90, 95, 500], still(95)] as const
    const request = { ...handRequest(bars, { enterLong: [0] }), ...units(10) }
    expect(told(runBars(leaving(request, { stop: fraction(0.05), trail: fraction(0.08) })))[1]).toBe('2 -10 @ 96 trail')
    expect(told(runBars(leaving(request, { stop: fraction(0.03), trail: fraction(0.08) })))[1]).toBe('2 -10 @ 97 stop')
  })

  it('drop what waits for a position that they emptied', () => {
    const bars = [still(100), still(100), [100, 100, 94, 99, 500], [99, 99, 99, 99, 500]] as const
    const base = ordered(executed(plainRequest(handMarket(bars), []), { fill: 'next-close' }), [
      { bar: 0, instrument: 0, units: 10 },
      { bar: 1, instrument: 0, units: -10 },
    ])
    const result = runBars(leaving(base, { stop: fraction(0.05) }))
    expect(told(result)).toEqual(['1 10 @ 100 entry', '2 -10 @ 95 stop'])
    expect(refusals(result, 'stopped-first')).toBe(1)
  })

  it('take the volume of the last bar that is there', () => {
    const bars = [still(100, 40), still(100, 40), null, [90, 90, 90, 90, 500], still(90)] as const
    const request = executed({ ...handRequest(bars, { enterLong: [0] }), ...units(10) }, { volumeShare: 0.5 })
    expect(told(runBars(leaving(request, { stop: fraction(0.05) })))[1]).toBe('3 -10 @ 90 stop')
  })

  it('a bar that reaches both goes by the rule, or by finer bars', () => {
    const bars = [still(100), still(100), [100, 106, 94, 100, 500], still(100)] as const
    const request = leaving(
      { ...handRequest(bars, { enterLong: [0] }), ...units(10) },
      { stop: fraction(0.05), target: fraction(0.04) },
    )
    expect(told(runBars(request))[1]).toBe('2 -10 @ 95 stop')
    expect(told(runBars(executed(request, { intrabar: 'optimistic' })))[1]).toBe('2 -10 @ 104 target')
    expect(told(runBars(executed(request, { intrabar: 'nearest' })))[1]).toBe('2 -10 @ 104 target')
    const finer = {
      market: handMarket([still(100), still(100), [100, 106, 99, 101, 1], [101, 101, 94, 100, 1], still(100)]),
      firstFiner: Int32Array.of(0, 1, 2, 4, 5),
    }
    expect(told(runBars({ ...request, finer }))[1]).toBe('2 -10 @ 104 target')
    const undecided = { market: finer.market, firstFiner: Int32Array.of(0, 1, 2, 2, 2) }
    expect(told(runBars({ ...request, finer: undecided }))[1]).toBe('2 -10 @ 95 stop')
  })
})

describe('a bar that opened beyond a level and reaches both', () => {
  const opening = (open: number) => {
    const bars = [still(100), still(100), [open, 106, 94, 100, 500], still(100)] as const
    return leaving(
      { ...handRequest(bars, { enterLong: [0] }), ...units(10) },
      { stop: fraction(0.05), target: fraction(0.04) },
    )
  }

  it('had the stop first where it opened beyond the stop, by every rule', () => {
    for (const intrabar of INTRABAR_RULES)
      expect(told(runBars(executed(opening(94.5), { intrabar })))[1]).toBe('2 -10 @ 94.5 stop')
  })

  it('had the target first where it opened beyond that, unless the rule is pessimistic', () => {
    const found = INTRABAR_RULES.map((intrabar) => told(runBars(executed(opening(105), { intrabar })))[1])
    expect(found).toEqual(['2 -10 @ 95 stop', '2 -10 @ 105 target', '2 -10 @ 105 target'])
  })
})

describe('the volume cap', () => {
  it('lets no exit through twice in one bar', () => {
    const bars = [still(100, 40), still(100, 40), [100, 100, 90, 92, 12], [92, 92, 92, 92, 500], still(92)] as const
    const capped = executed(
      { ...handRequest(bars, { enterLong: [0] }), ...units(20) },
      { volumeShare: 0.5, fill: 'this-close' },
    )
    // Bar 2 lets 6 through; the rest goes on by the volume of the bar that cut it.
    expect(told(runBars(leaving(capped, { limitBars: 3 })))).toEqual([
      '0 20 @ 100 entry',
      '2 -6 @ 92 time',
      '3 -6 @ 92 time',
      '4 -8 @ 92 time',
    ])
    const stopped = executed(leaving(capped, { stop: fraction(0.05) }), { volumeShare: 0.4 })
    expect(told(runBars(stopped))).toEqual(['0 16 @ 100 entry', '2 -16 @ 95 stop'])
    const half = executed(leaving(capped, { stop: fraction(0.05) }), { fill: 'next-close' })
    const thin = {
      ...half,
      market: handMarket([still(100, 40), still(100, 10), [100, 100, 90, 92, 12], still(92), still(92)]),
    }
    expect(told(runBars(thin))).toEqual(['1 20 @ 100 entry', '2 -5 @ 95 stop', '3 -6 @ 92 stop', '4 -9 @ 92 stop'])
  })

  it('fills nothing without a volume, and says so', () => {
    const request = executed(handRequest([still(100, 0), still(100), still(100)], { enterLong: [0] }), {
      volumeShare: 0.5,
    })
    const result = runBars(request)
    expect(result.fills.count).toBe(0)
    expect(refusals(result, 'no-volume')).toBe(1)
  })
})

describe('orders and targets', () => {
  const flat = handMarket([still(10), still(10), null, still(10), still(10), still(10)])
  const base = plainRequest(flat, [])

  it('add up within a bar; an older one that waits is replaced', () => {
    const orders = [
      { bar: 1, instrument: 0, units: 100 },
      { bar: 2, instrument: 0, units: 30 },
      { bar: 2, instrument: 0, units: 12 },
    ]
    expect(told(runBars(ordered(base, orders)))).toEqual(['3 42 @ 10 entry'])
  })

  it('turn a position in two fills at one price', () => {
    const orders = [
      { bar: 0, instrument: 0, units: 50 },
      { bar: 3, instrument: 0, units: -80 },
    ]
    expect(told(runBars(ordered(base, orders)))).toEqual([
      '1 50 @ 10 entry',
      '4 -50 @ 10 target-weight',
      '4 -30 @ 10 entry',
    ])
  })

  it('greater than the cash are cut to it, and that is counted', () => {
    const result = runBars(
      executed(ordered(base, [{ bar: 0, instrument: 0, units: 20_000 }]), { fee: { ...NO_COSTS.fee, bps: 100 } }),
    )
    expect(result.fills.units[0]).toBeCloseTo(100_000 / 10.1, 9)
    expect(result.cash.at(-1)).toBeCloseTo(0, 6)
    expect(refusals(result, 'no-buying-power')).toBe(1)
  })

  it('do not enlarge outside the allowed hours, but make smaller', () => {
    const entryAllowed = Uint8Array.of(1, 0, 0, 0, 0, 0)
    const target = Float64Array.of(0.2, 0.4, Number.NaN, 0.1, Number.NaN, Number.NaN)
    const request: BacktestRequest = {
      ...base,
      columns: [{ ...NO_TERM_COLUMNS, entryAllowed }],
      decisions: { kind: 'targets', instruments: [target] },
    }
    const result = runBars(request)
    expect(told(result)).toEqual(['1 2000 @ 10 entry', '4 -1000 @ 10 target-weight'])
    expect(refusals(result, 'hours')).toBe(1)
  })

  it('after the last bar are not filled, and counted', () => {
    const result = runBars(ordered(base, [{ bar: 5, instrument: 0, units: 1 }]))
    expect(result.fills.count).toBe(0)
    expect(refusals(result, 'no-later-bar')).toBe(1)
  })
})

describe('sizes', () => {
  it('stated units are bought as such, their fee on top; whole ones stay whole', () => {
    const request = executed(
      { ...handRequest([still(100), still(100)], { enterLong: [0] }), ...units(100) },
      {
        fee: { ...NO_COSTS.fee, bps: 50 },
        impact: { model: 'linear', coefficient: 0.01 },
        wholeUnits: true,
      },
    )
    const { fills, cash } = runBars(request)
    expect(fills.units[0]).toBe(100)
    // 1 % of 100 / 500: the price is 100.20.
    expect(cash[1]).toBeCloseTo(100_000 - 10_020 * 1.005, 8)
  })

  it('an impact that makes the purchase too dear makes it smaller, so that the cash suffices', () => {
    const request = executed(handRequest([still(100), still(100)], { enterLong: [0] }), {
      impact: { model: 'linear', coefficient: 0.1 },
      fee: { ...NO_COSTS.fee, minimum: 30 },
    })
    const { fills, cash } = runBars(request)
    const wanted = (100_000 - 30) / 100
    const price = 100 * (1 + (0.1 * wanted) / 500)
    expect(fills.price[0]).toBeCloseTo(price, 9)
    expect(fills.units[0]).toBeCloseTo((100_000 - 30) / price, 9)
    expect(cash[1]).toBeCloseTo(0, 6)
  })
})

describe('halts', () => {
  it('close everything by the next fill, and let nothing in any more', () => {
    const bars = [still(100), still(100), still(80), still(80), still(80), still(80)]
    const request = { ...handRequest(bars, { enterLong: [0, 4] }), limits: { ...NO_LIMITS, maximumDrawdown: 0.1 } }
    const result = runBars(request)
    expect(result.haltedBar).toBe(2)
    expect(told(result)).toEqual(['1 1000 @ 100 entry', '3 -1000 @ 80 halt'])
    expect(Array.from(result.gross)).toEqual([0, 100_000, 80_000, 0, 0, 0])
    expect(refusals(result, 'halted')).toBe(1)
  })

  it('see at the next bar what a fill at this close cost', () => {
    const request = executed(
      {
        ...handRequest([still(100), still(100), still(100)], { enterLong: [0] }),
        limits: { ...NO_LIMITS, maximumDrawdown: 0.05 },
      },
      { fill: 'this-close', slippage: { bps: 600, spreadBps: 0, volatilityTimes: 0 } },
    )
    expect(runBars(request).haltedBar).toBe(1)
  })

  it('see at the next bar what leaving at this close cost', () => {
    const bars = Array.from({ length: 6 }, () => still(100))
    const request = executed(
      {
        ...handRequest(bars, { enterLong: [0], exitLong: [2] }),
        limits: { ...NO_LIMITS, maximumDrawdown: 0.05 },
      },
      { fill: 'this-close', slippage: { bps: 300, spreadBps: 0, volatilityTimes: 0 } },
    )
    expect(runBars(request).haltedBar).toBe(3)
  })

  it('are by the closes of their bar: one that is not there counts at its last close, not at a later one', () => {
    const steady = [still(100), still(100), still(100), null, still(150), still(150)] as const
    const falling = [still(100), still(100), still(100), still(70), still(70), still(70)] as const
    const signals = signalsAt(6, { enterLong: [0] })
    const request: BacktestRequest = {
      ...plainRequest(handMarket(steady, falling), [signals, signals]),
      sizing: { method: 'fraction', fraction: 0.5 },
      limits: { ...NO_LIMITS, maximumDrawdown: 0.1 },
    }
    const result = runBars(request)
    expect(result.haltedBar).toBe(3)
    expect(Array.from(result.equity)).toEqual([100_000, 100_000, 100_000, 85_000, 110_000, 110_000])
    expect(told(result).slice(2)).toEqual(['4 -500 @ 150 halt', '4 -500 @ 70 halt'])
  })

  it('hold for positions that pay by the bar', () => {
    const bars = [still(100), still(100), still(101), still(120), still(110), still(110)]
    const request = {
      ...executed(handRequest(bars, { enterShort: [0] }), { borrowPerYear: 0.01 }),
      limits: { ...NO_LIMITS, maximumDrawdown: 0.1 },
    }
    const result = runBars(request)
    expect(result.haltedBar).toBe(3)
    expect(told(result)).toEqual(['1 -1000 @ 100 entry', '4 1000 @ 110 halt'])
  })

  it('a ruined account is halted without a limit', () => {
    const request = executed(handRequest([still(100), still(100), still(210), still(210)], { enterShort: [0] }), {})
    expect(runBars(request)).toMatchObject({ haltedBar: 2 })
  })
})

describe('time and sides', () => {
  it('a limit of n bars counts the entry bar and those after it', () => {
    const bars = Array.from({ length: 8 }, () => still(100))
    const request = { ...handRequest(bars, { enterLong: [0] }), ...units(10) }
    expect(told(runBars(leaving(request, { limitBars: 1 })))[1]).toBe('2 -10 @ 100 time')
    expect(told(runBars(leaving(request, { limitBars: 3 })))[1]).toBe('4 -10 @ 100 time')
  })

  it('a signal of the other side turns, one of the same bar and side does not enter', () => {
    const bars = Array.from({ length: 6 }, () => still(100))
    const request = { ...handRequest(bars, { enterLong: [0, 3], exitLong: [3], enterShort: [2] }), ...units(10) }
    expect(told(runBars(request))).toEqual(['1 10 @ 100 entry', '3 -10 @ 100 reversal', '3 -10 @ 100 entry'])
  })

  it('an instrument that is not there waits for its next bar, and is marked at its last close', () => {
    const bars = [still(100), null, null, [104, 104, 104, 106, 500], null, still(110)] as const
    const { equity, ...result } = runBars({ ...handRequest(bars, { enterLong: [0] }), ...units(10) })
    expect(told({ ...result, equity })).toEqual(['3 10 @ 104 entry'])
    expect(Array.from(equity)).toEqual([100_000, 100_000, 100_000, 100_020, 100_020, 100_060])
  })

  it('and so over many thousands of bars', () => {
    const bars = Array.from({ length: 9_000 }, (_, bar) =>
      bar >= 4_000 && bar < 4_200 ? null : ([50, 60, 40, bar < 4_200 ? 55 : 45, 500] as const),
    )
    const { equity } = runBars({ ...handRequest(bars, { enterLong: [0] }), ...units(10) })
    expect([3_999, 4_095, 4_096, 4_199].map((bar) => equity[bar])).toEqual([100_050, 100_050, 100_050, 100_050])
    expect([4_200, 8_191, 8_192, 8_999].map((bar) => equity[bar])).toEqual([99_950, 99_950, 99_950, 99_950])
  })

  it('exits of one instrument pay for entries of another at the same open', () => {
    const bars = Array.from({ length: 5 }, () => still(100))
    const request = plainRequest(handMarket(bars, bars), [
      signalsAt(5, { enterLong: [2] }),
      signalsAt(5, { enterLong: [0], exitLong: [2] }),
    ])
    expect(told(runBars(request))).toEqual(['1 1000 @ 100 entry', '3 -1000 @ 100 signal', '3 1000 @ 100 entry'])
  })
})
