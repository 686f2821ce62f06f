import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { BacktestResult } from '../../../../src/core/backtest/model/backtestResult.ts'
import { checkRequest } from '../../../../src/core/backtest/model/checkRequest.ts'
import { runBars } from '../../../../src/core/backtest/vector/runBars.ts'
import { REFUSALS } from '../../../../src/core/risk/riskLimits.ts'
import { HAND_LONG, HAND_SHORT, HAND_VOLUME } from './handScenarios.ts'
import { SCENARIOS } from './scenarios.ts'

const GOLDEN = new URL('../../../golden/backtests.golden.json', import.meta.url)

/** Numbers as JSON writes them: the shortest that give the same bits. */
function canonical({ fills, positions, equity }: BacktestResult): string {
  const rows = (list: object, count: number) =>
    Object.entries(list)
      .filter(([name]) => name !== 'count')
      .map(([name, column]) => [name, Array.from(column as ArrayLike<number>).slice(0, count)])
  return JSON.stringify([rows(fills, fills.count), rows(positions, positions.count), Array.from(equity)])
}

/** The hash of a result, with what helps to see how it differs. */
function figuresOf(result: BacktestResult) {
  const refused = Object.fromEntries(
    REFUSALS.map((name, at) => [name, result.refused[at]!] as const).filter(([, count]) => count > 0),
  )
  return {
    sha256: createHash('sha256').update(canonical(result)).digest('hex'),
    fills: result.fills.count,
    positions: result.positions.count,
    endEquity: result.equity.at(-1)!,
    refused,
  }
}

describe('named scenarios of the vector engine', () => {
  const found = Object.fromEntries(
    Object.entries(SCENARIOS).map(([name, request]) => [name, figuresOf(runBars(request))] as const),
  )
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(GOLDEN, `${JSON.stringify(found, null, 1)}\n`)
  const known: Record<string, unknown> = JSON.parse(readFileSync(GOLDEN, 'utf8'))

  it('are 50 or more, no two of them alike', () => {
    expect(Object.keys(SCENARIOS).length).toBeGreaterThanOrEqual(50)
    expect(new Set(Object.values(found).map(({ sha256 }) => sha256)).size).toBe(Object.keys(found).length)
    expect(Object.keys(known)).toEqual(Object.keys(SCENARIOS))
  })

  it.each(Object.keys(SCENARIOS))('%s: trades as on record (written anew only with UPDATE_GOLDEN=1)', (name) => {
    expect(checkRequest(SCENARIOS[name]!).ok).toBe(true)
    expect(found[name]!.fills).toBeGreaterThan(2)
    expect(found[name]).toEqual(known[name])
  })
})

/** The first so many rows of a column. */
function head(column: ArrayLike<number>, count: number): number[] {
  return Array.from(column).slice(0, count)
}

function expectNear(found: ArrayLike<number>, expected: readonly number[]): void {
  expect(found.length).toBe(expected.length)
  for (const [at, value] of expected.entries()) expect(found[at]).toBeCloseTo(value, 8)
}

describe('three scenarios worked by hand', () => {
  it('a long with fee and slippage: 100,000 buys 980.296 at 101, sold at 108.90, and once more', () => {
    const { fills, positions, equity, cash, fees } = runBars(HAND_LONG)
    // Bought at 100 x 1.01 = 101; a unit costs 101 x 1.01 = 102.01 with its fee.
    const first = 100_000 / 102.01
    // Sold at 110 x 0.99 = 108.90 less 1 %: 107.811 a unit.
    const afterFirst = first * 107.811
    // Bought at 109 x 1.01 = 110.09, 111.1909 with fee; sold at 120 x 0.99 = 118.80 less 1 %: 117.612.
    const second = afterFirst / 111.1909
    const afterSecond = second * 117.612
    expect(head(fills.bar, fills.count)).toEqual([1, 3, 5, 6])
    expect(head(fills.side, fills.count)).toEqual([1, -1, 1, -1])
    expectNear(head(fills.reference, 4), [100, 110, 109, 120])
    expectNear(head(fills.price, 4), [101, 108.9, 110.09, 118.8])
    expectNear(head(fills.units, 4), [first, first, second, second])
    expectNear(head(fills.fee, 4), [first * 1.01, first * 1.089, second * 1.1009, second * 1.188])
    expectNear(equity, [100_000, first * 102, first * 108, afterFirst, afterFirst, second * 120, afterSecond])
    expectNear(cash, [100_000, 0, 0, afterFirst, afterFirst, 0, afterSecond])
    expectNear(head(positions.profit, 2), [afterFirst - 100_000, afterSecond - afterFirst])
    expectNear(head(positions.equityBefore, 2), [100_000, afterFirst])
    expect(head(positions.entryBar, 2)).toEqual([1, 5])
    expect(head(positions.exitBar, 2)).toEqual([3, 6])
    expect(fees).toBeCloseTo(first * 2.099 + second * 2.2889, 8)
  })

  it('a short that gaps over its stop: in at 50, stop at 55, out at the open of 60, 10.40 for borrowing', () => {
    const { fills, positions, equity, financing } = runBars(HAND_SHORT)
    // 100,000 / 50 = 2,000 units; the hour to bar 2 costs 2,000 x 52 / 10,000 = 10.40; 2,000 x (50 - 60) = -20,000.
    const left = 100_000 - 10.4 - 20_000
    // The second: at 56, marked at 55 when the data end; its bar of entry costs nothing.
    const second = left / 56
    expect(head(fills.bar, fills.count)).toEqual([1, 2, 4])
    expectNear(head(fills.reference, 3), [50, 60, 56])
    expectNear(head(fills.units, 3), [2_000, 2_000, second])
    expectNear(equity, [100_000, 100_000 - 2_000 * 2, left, left, left + second])
    expect(financing).toBeCloseTo(10.4, 8)
    expect(head(positions.exitBar, positions.count)).toEqual([2, -1])
    expect(head(positions.direction, positions.count)).toEqual([-1, -1])
    expectNear(head(positions.profit, 2), [-20_010.4, second])
    expectNear(head(positions.financing, 2), [10.4, 0])
  })

  it('a volume cap: 60 of 100 units are bought, 40 sold on one day and 20 on the next', () => {
    const { fills, positions, equity, refused, fees } = runBars(HAND_VOLUME)
    // Half of 120 is 60; 60 x 10 + 5 = 605. Half of 80 is 40: 480 - 5. Half of 60 is 30, enough for the other 20: 220 - 5.
    expect(head(fills.bar, fills.count)).toEqual([1, 3, 4])
    expectNear(head(fills.units, 3), [60, 40, 20])
    expectNear(head(fills.fee, 3), [5, 5, 5])
    expectNear(equity, [2_000, 1_395 + 630, 1_395 + 690, 1_870 + 250, 2_085, 2_085])
    expect(fees).toBe(15)
    expect(positions.count).toBe(1)
    expectNear(head(positions.exitPrice, 1), [700 / 60])
    expectNear(head(positions.profit, 1), [85])
    expect(refused[REFUSALS.indexOf('volume-share')]).toBe(2)
  })
})
