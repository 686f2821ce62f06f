import { describe, expect, it } from 'vitest'
import type { OrderRequest, OrderSize } from '../../../../src/core/backtest/event/orderTypes.ts'
import { ORDER_TYPES } from '../../../../src/core/backtest/event/orderTypes.ts'
import { runEvents } from '../../../../src/core/backtest/event/runEvents.ts'
import type { Strategy, StrategyContext } from '../../../../src/core/backtest/event/strategy.ts'
import type { BacktestRequest } from '../../../../src/core/backtest/model/backtestRequest.ts'
import { NO_COSTS } from '../../../../src/core/backtest/model/executionTerms.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'
import { randomRequest } from './randomRequest.ts'

/** Orders of every kind at random, some cancelled and replaced; what it does depends on the bars so far and the seed only. */
function randomStrategy(seed: number, exits: OrderRequest['exits']): Strategy {
  const { nextUniform, nextInt } = createStream(seed, 'orders')
  const chance = (share: number) => nextUniform() < share
  const sizeOf = (): OrderSize => {
    const units = 1 + nextInt(60)
    return [{ kind: 'units', units }, { kind: 'units', units }, { kind: 'rule' }, { kind: 'position' }][
      nextInt(4)
    ] as OrderSize
  }
  const requestOf = (context: StrategyContext, instrument: number): OrderRequest => {
    const close = context.close(instrument)
    const near = () => close * (1 + (nextUniform() - 0.5) * 0.06)
    return {
      instrument,
      type: ORDER_TYPES[nextInt(ORDER_TYPES.length)]!,
      side: chance(0.5) ? 1 : -1,
      size: sizeOf(),
      limitPrice: near(),
      stopPrice: near(),
      trailDistance: close * 0.02,
      immediateOrCancel: chance(0.3),
      reduceOnly: chance(0.2),
      ...(exits !== undefined && chance(0.4) ? { exits } : {}),
    }
  }
  return {
    onBar: (context) => {
      for (let k = 0; k < context.instrumentCount; k++) {
        if (Number.isNaN(context.close(k))) continue
        if (chance(0.3)) context.submit(requestOf(context, k))
        if (chance(0.1)) {
          const pair = [requestOf(context, k), requestOf(context, k)].map((one) => ({ ...one, type: 'limit' as const }))
          context.submitGroup([pair[0]!, { ...pair[1]!, type: 'stop' }])
        }
        const working = context.workingOrders(k)
        if (working.length > 0 && chance(0.2)) context.cancel(working[nextInt(working.length)]!.id)
        if (working.length > 0 && chance(0.2))
          context.replace(working[nextInt(working.length)]!.id, { limitPrice: context.close(k) * 0.99 })
      }
    },
  }
}

function playRandom(
  seed: number,
  change: (request: BacktestRequest) => BacktestRequest = (request) => request,
  onFill: NonNullable<Strategy['onFill']> = () => {},
) {
  const request = change(randomRequest(seed))
  const strategy = { ...randomStrategy(seed, request.exits), onFill }
  const result = runEvents(request.market, strategy, { ...request, accountEvents: [] })
  return { request, result }
}

const SEEDS = Array.from({ length: 150 }, (_, at) => at + 1)

describe('whatever is ordered', () => {
  it('equity is cash and positions at their last closes, at every bar', () => {
    let fillCount = 0
    for (const seed of SEEDS) {
      const { request, result } = playRandom(seed)
      const { instruments } = request.market
      const units = instruments.map(() => 0)
      const last = instruments.map(() => 0)
      let row = 0
      for (let bar = request.fromBar; bar < request.toBar; bar++) {
        for (; row < result.fills.count && result.fills.bar[row] === bar; row++) {
          const k = result.fills.instrument[row]!
          if (units[k] === 0 || units[k]! * result.fills.side[row]! > 0) last[k] = result.fills.price[row]!
          units[k] = units[k]! + result.fills.side[row]! * result.fills.units[row]!
          if (Math.abs(units[k]!) < 1e-9) units[k] = 0
        }
        for (const [k, { close }] of instruments.entries()) if (!Number.isNaN(close[bar]!)) last[k] = close[bar]!
        const at = bar - request.fromBar
        const held = units.reduce((sum, count, k) => sum + count * last[k]!, 0)
        const scale = Math.max(1, Math.abs(result.cash[at]!), result.gross[at]!)
        expect(Math.abs(result.equity[at]! - result.cash[at]! - held) / scale, `seed ${seed} bar ${bar}`).toBeLessThan(
          1e-9,
        )
      }
      expect(row).toBe(result.fills.count)
      fillCount += row
    }
    expect(fillCount).toBeGreaterThan(3_000)
  })

  it('no fill lies outside its bar, and no limit is given away before costs', () => {
    for (const seed of SEEDS) {
      const { request, result } = playRandom(seed)
      const { fills } = result
      for (let row = 0; row < fills.count; row++) {
        const leg = request.market.instruments[fills.instrument[row]!]!
        const bar = fills.bar[row]!
        expect(fills.reference[row]!).toBeGreaterThanOrEqual(leg.low[bar]!)
        expect(fills.reference[row]!).toBeLessThanOrEqual(leg.high[bar]!)
      }
      playRandom(
        seed,
        (one) => ({
          ...one,
          execution: one.execution.map(({ fill, intrabar, volumeShare }) => ({
            ...NO_COSTS,
            fill,
            intrabar,
            volumeShare,
          })),
        }),
        (context, { orderId, side, price }) => {
          const { type, limitPrice } = context.order(orderId)
          if (type === 'limit') expect(side * (price - limitPrice)).toBeLessThan(1e-9 * limitPrice)
        },
      )
    }
  })

  it('orders add up to the fills, end in a final state, and never fill more than their size', () => {
    for (const seed of SEEDS) {
      const { result } = playRandom(seed)
      let ordered = 0
      for (const { state, size, filledUnits, trouble } of result.orders) {
        expect(['FILLED', 'CANCELLED', 'REJECTED']).toContain(state)
        expect(state === 'FILLED' || trouble !== null).toBe(true)
        if (state === 'REJECTED') expect(filledUnits).toBe(0)
        if (size.kind === 'units') expect(filledUnits).toBeLessThanOrEqual(size.units * (1 + 1e-12))
        ordered += filledUnits
      }
      const { fills } = result
      const filled = fills.units.subarray(0, fills.count).reduce((sum, count) => sum + count, 0)
      expect(Math.abs(ordered - filled)).toBeLessThanOrEqual(1e-9 * Math.max(1, filled))
    }
  })

  it('the past does not depend on how far the data go', () => {
    for (const seed of SEEDS.slice(0, 60)) {
      const { request, result } = playRandom(seed)
      const cut = request.fromBar + Math.floor((request.toBar - request.fromBar) / 2)
      const early = playRandom(seed, (one) => ({ ...one, toBar: cut })).result
      expect([...early.equity]).toEqual([...result.equity.subarray(0, cut - request.fromBar)])
      for (let row = 0; row < early.fills.count; row++) {
        expect(early.fills.price[row]).toBe(result.fills.price[row])
        expect(early.fills.units[row]).toBe(result.fills.units[row])
      }
    }
  })
})
