import { describe, expect, it } from 'vitest'
import { agreeingStrategy } from '../../../../src/core/backtest/event/agreeingStrategy.ts'
import { compareTrades } from '../../../../src/core/backtest/event/compareTrades.ts'
import { runEvents } from '../../../../src/core/backtest/event/runEvents.ts'
import { runBacktest } from '../../../../src/core/backtest/runBacktest.ts'
import { runBars } from '../../../../src/core/backtest/vector/runBars.ts'
import type { Refusal } from '../../../../src/core/risk/riskLimits.ts'
import { REFUSALS } from '../../../../src/core/risk/riskLimits.ts'
import { randomRequest } from './randomRequest.ts'

const SPECIFICATIONS = 1_000

function bothOf(seed: number) {
  const request = randomRequest(seed)
  const vector = runBars(request)
  const event = runEvents(request.market, agreeingStrategy(request), { ...request, accountEvents: [] })
  return { request, vector, event }
}

describe('both engines on one specification', () => {
  it(`trade the same, bit for bit, in ${SPECIFICATIONS} random specifications`, () => {
    let fills = 0
    let positions = 0
    const byKind = new Map<string, number>()
    let passedOver = 0
    const told: string[] = []
    for (let seed = 1; seed <= SPECIFICATIONS; seed++) {
      const { vector, event, request } = bothOf(seed)
      fills += vector.fills.count
      positions += vector.positions.count
      byKind.set(request.decisions.kind, (byKind.get(request.decisions.kind) ?? 0) + vector.fills.count)
      passedOver += vector.refused[REFUSALS.indexOf('lane-taken')]!
      const [first] = [...compareTrades(vector, event), ...compareTrades(runBacktest(request), event)]
      if (first !== undefined)
        told.push(`${seed} ${request.decisions.kind} ${request.execution[0]!.fill}: ${JSON.stringify(first)}`)
    }
    expect(told).toEqual([])
    // The specifications must trade: agreement on nothing is no agreement.
    expect(fills).toBeGreaterThan(20_000)
    expect(positions).toBeGreaterThan(8_000)
    for (const kind of ['signals', 'targets', 'orders', 'planned'])
      expect(byKind.get(kind), kind).toBeGreaterThan(2_000)
    expect(passedOver).toBeGreaterThan(1_000)
  })

  it('refuse for the same reasons, apart from what a strategy decides for itself', () => {
    const decided: readonly Refusal[] = ['hours', 'halted', 'conflicting-signals', 'lane-taken']
    const compared = REFUSALS.filter((why) => !decided.includes(why))
    for (let seed = 1; seed <= 200; seed++) {
      const { vector, event } = bothOf(seed)
      for (const why of compared)
        expect(event.refused[REFUSALS.indexOf(why)], `${why} of ${seed}`).toBe(vector.refused[REFUSALS.indexOf(why)])
    }
  })

  it('have the same equity, cash and gross value at every close', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const { vector, event } = bothOf(seed)
      expect(event.equity, `equity of ${seed}`).toEqual(vector.equity)
      expect(event.cash, `cash of ${seed}`).toEqual(vector.cash)
      expect(event.gross, `gross of ${seed}`).toEqual(vector.gross)
      expect(event.haltedBar, `halt of ${seed}`).toBe(vector.haltedBar)
      expect(event.fees).toBe(vector.fees)
      expect(event.financing).toBe(vector.financing)
    }
  })
})
