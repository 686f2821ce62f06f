import { expect, it } from 'vitest'
import type { StrategyContext } from '../../../../src/core/backtest/event/strategy.ts'
import type { Bar } from './scenario.ts'
import { marketOf, play } from './scenario.ts'

const bars: readonly Bar[] = Array.from({ length: 6 }, (_, bar) => {
  const price = 100 + bar
  return [price, price + 0.5, price - 0.5, price, 1_000 + bar]
})
const market = marketOf(bars)

const READERS = ['open', 'high', 'low', 'close', 'volume'] as const

it('no way of asking reaches a later bar', () => {
  const wrong: unknown[] = [-1, -0.5, 0.5, Number.NaN, Number.NEGATIVE_INFINITY, '-1', '1', null, {}, -1e-300]
  play(market, {
    2: (context) => {
      for (const name of READERS) {
        const read: (instrument: number, barsAgo: never) => number = context[name]
        for (const barsAgo of wrong) {
          // What TypeScript forbids, a strategy without types may still try.
          expect(() => read(0, barsAgo as never), `${name} ${String(barsAgo)}`).toThrow(RangeError)
        }
        expect(() => context[name](5)).toThrow(RangeError)
        expect(context[name](0, 3)).toBeNaN()
      }
      expect(context.close(0)).toBe(102)
      expect(context.close(0, 2)).toBe(100)
    },
  })
})

it('nothing reachable from a context holds a column, and nothing of it can be changed', () => {
  play(market, {
    2: (context) => {
      const seen = new Set<unknown>()
      const open = (thing: unknown): void => {
        if ((typeof thing !== 'object' && typeof thing !== 'function') || thing === null || seen.has(thing)) return
        seen.add(thing)
        expect(ArrayBuffer.isView(thing)).toBe(false)
        if (Object.getPrototypeOf(thing) === Function.prototype) return
        for (const key of Reflect.ownKeys(thing)) open(Reflect.get(thing, key))
      }
      for (const key of Reflect.ownKeys(context)) open(Reflect.get(context, key))
      expect(Object.isFrozen(context)).toBe(true)
      expect(Reflect.set(context, 'barCount', 6)).toBe(false)
    },
  })
})

it('what is decided does not depend on bars to come: the future changed, the past stays', () => {
  const act = (context: StrategyContext) => {
    const rises = context.close(0) > context.close(0, 1)
    if (rises)
      context.submit({ instrument: 0, type: 'limit', side: 1, size: { kind: 'units', units: 3 }, limitPrice: 103 })
  }
  const script = { 1: act, 2: act, 3: act, 4: act }
  const whole = play(market, script)
  const changed = play(marketOf([...bars.slice(0, 4), [1, 1, 1, 1, 1], [500, 500, 500, 500, 5]]), script)
  expect([...changed.equity.subarray(0, 4)]).toEqual([...whole.equity.subarray(0, 4)])
  expect(changed.equity[5]).not.toBe(whole.equity[5])
})
