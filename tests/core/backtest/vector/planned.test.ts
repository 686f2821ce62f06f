import { describe, expect, it } from 'vitest'
import { agreeingStrategy } from '../../../../src/core/backtest/event/agreeingStrategy.ts'
import { compareTrades } from '../../../../src/core/backtest/event/compareTrades.ts'
import { runEvents } from '../../../../src/core/backtest/event/runEvents.ts'
import type { BacktestRequest } from '../../../../src/core/backtest/model/backtestRequest.ts'
import type { BacktestResult } from '../../../../src/core/backtest/model/backtestResult.ts'
import type { PlannedTrade } from '../../../../src/core/backtest/model/decisions.ts'
import { EXIT_REASONS, NO_EXITS } from '../../../../src/core/backtest/model/exitTerms.ts'
import { runBars } from '../../../../src/core/backtest/vector/runBars.ts'
import { REFUSALS } from '../../../../src/core/risk/riskLimits.ts'
import { handMarket } from './handMarket.ts'
import { plainRequest } from './scenarioMarket.ts'

const still = (price: number) => [price, price, price, price, 500] as const
const fraction = (size: number) => ({ kind: 'fraction', size }) as const

function trade(parts: Partial<PlannedTrade> & Pick<PlannedTrade, 'bar'>): PlannedTrade {
  return { lane: 0, legs: [{ instrument: 0, share: 0.5 }], exits: NO_EXITS, leaveBar: null, ...parts }
}

const first = [
  still(100),
  still(100),
  [100, 104, 100, 104, 500],
  still(104),
  still(104),
  still(104),
  still(104),
] as const
const second = [still(50), still(50), still(50), [50, 50, 45, 45, 500], still(45), still(45), still(45)] as const

function planned(laneOf: readonly number[], ...trades: readonly PlannedTrade[]): BacktestRequest {
  return { ...plainRequest(handMarket(first, second), []), decisions: { kind: 'planned', trades, laneOf } }
}

/** bar, instrument, units with their sign, reference, reason: on a line each. The event engine must have done the same. */
function told(request: BacktestRequest): { readonly lines: readonly string[]; readonly passed: number } {
  const result = runBars(request)
  const event = runEvents(request.market, agreeingStrategy(request), { ...request, accountEvents: [] })
  expect(compareTrades(result, event)).toEqual([])
  return { lines: lines(result), passed: result.refused[REFUSALS.indexOf('lane-taken')]! }
}

function lines({ fills }: BacktestResult): readonly string[] {
  return Array.from({ length: fills.count }, (_, at) => {
    const reason = fills.reason[at] === 0 ? 'entry' : EXIT_REASONS[fills.reason[at]! - 1]
    return `${fills.bar[at]} #${fills.instrument[at]} ${fills.side[at]! * fills.units[at]!} @ ${fills.reference[at]} ${reason}`
  })
}

describe('planned trades', () => {
  it('have exits of their own', () => {
    const near = trade({ bar: 0, exits: { ...NO_EXITS, target: fraction(0.02) } })
    const timed = trade({
      bar: 0,
      lane: 1,
      legs: [{ instrument: 1, share: -0.4 }],
      exits: { ...NO_EXITS, limitBars: 3 },
    })
    expect(told(planned([0, 1], near, timed)).lines).toEqual([
      '1 #0 500 @ 100 entry',
      '1 #1 -800 @ 50 entry',
      '2 #0 -500 @ 102 target',
      '4 #1 800 @ 45 time',
    ])
  })

  it('are passed over while their lane is held, the bar in which it is left by decision included', () => {
    const held = trade({ bar: 0, leaveBar: 2 })
    const same = [1, 2, 3].map((bar) => trade({ bar, legs: [{ instrument: 1, share: 0.5 }] }))
    expect(told(planned([0, 0], held, ...same))).toEqual({
      lines: ['1 #0 500 @ 100 entry', '3 #0 -500 @ 104 signal', `4 #1 ${(0.5 * 102_000) / 45} @ 45 entry`],
      passed: 2,
    })
    expect(told(planned([0, 1], held, ...same.map((one) => ({ ...one, lane: 1 })))).passed).toBe(2)
  })

  it('may be taken at the close of the bar in which a resting exit emptied the lane', () => {
    const near = trade({ bar: 0, exits: { ...NO_EXITS, target: fraction(0.02) } })
    expect(told(planned([0, 0], near, trade({ bar: 2, leaveBar: 4 }))).lines.slice(1)).toEqual([
      '2 #0 -500 @ 102 target',
      `3 #0 ${(0.5 * 101_000) / 104} @ 104 entry`,
      `5 #0 ${(-0.5 * 101_000) / 104} @ 104 signal`,
    ])
  })

  it('enter all legs on one equity, take one of two at the same close, and end by what comes first', () => {
    const pair = trade({
      bar: 0,
      legs: [
        { instrument: 0, share: 0.5 },
        { instrument: 1, share: -0.5 },
      ],
      exits: { ...NO_EXITS, limitBars: 5 },
      leaveBar: 2,
    })
    expect(told(planned([0, 0], pair, trade({ bar: 0 })))).toEqual({
      lines: ['1 #0 500 @ 100 entry', '1 #1 -1000 @ 50 entry', '3 #0 -500 @ 104 signal', '3 #1 1000 @ 50 signal'],
      passed: 1,
    })
  })
})
