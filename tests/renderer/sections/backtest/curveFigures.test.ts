import { describe, expect, it } from 'vitest'
import { DEFINITIONS } from '../../../../src/core/contract/workbench/definitions.ts'
import type { CurveShape } from '../../../../src/core/contract/workbench/stageShapesBacktest.ts'
import { curveFigures } from '../../../../src/renderer/sections/backtest/curveFigures.ts'

const DAY_MS = 86_400_000

/** A day a return; every fourth day a trade. */
function curveOf(dayReturns: readonly number[], trades: readonly number[]): CurveShape {
  const dayStartMs = dayReturns.map((_, day) => day * DAY_MS)
  const same = (value: number) => trades.map(() => value)
  return {
    account: {
      dayStartMs,
      equity: dayReturns.map(() => 1),
      dayReturns: [...dayReturns],
      startCapital: 1_000,
      endEquity: 1_100,
      profit: 100,
      trades: trades.length,
      netExpectancy: trades.length === 0 ? null : 0.01,
      sharpePerDay: null,
      sharpePerYear: null,
      maxDrawdown: 0.1,
      calmar: 2.5,
      avgMonthlyProfit: null,
      monthStartMs: [],
      monthProfit: [],
      wholeMonthDayCounts: [],
    },
    trades: {
      decisionMs: trades.map((_, row) => row * DAY_MS),
      exitMs: trades.map((_, row) => (row + 1) * DAY_MS),
      role: same(0),
      direction: same(1),
      weight: same(0.5),
      grossReturn: [...trades],
      netReturn: [...trades],
      fold: same(0),
    },
  }
}

const days = (count: number) => Array.from({ length: count }, (_, day) => (day % 3 === 0 ? -0.002 : 0.003))
const read = (curve: CurveShape) => new Map(curveFigures(curve).map((figure) => [figure.definition, figure]))

describe('the figures of a curve', () => {
  it('are put on a year from a year on, and none of them before', () => {
    const year = read(curveOf(days(365), [0.02, -0.01]))
    expect(year.get('cagr')?.value).toBeCloseTo(days(365).reduce((growth, value) => growth * (1 + value), 1) - 1, 12)
    expect(year.get('calmar')?.value).toBe(2.5)
    const short = read(curveOf(days(359), [0.02, -0.01]))
    for (const definition of ['cagr', 'calmar'] as const)
      expect(short.get(definition)).toMatchObject({
        value: null,
        why: 'Under a year of tests (359 days): not extrapolated.',
      })
  })

  it('say why, where a number is not kept, and never show what is not a number', () => {
    for (const curve of [curveOf(days(365), [0.02, -0.01]), curveOf(days(40), []), curveOf([], [])])
      for (const { definition, value, why } of curveFigures(curve)) {
        expect([definition, value === null || Number.isFinite(value)]).toEqual([definition, true])
        expect(why).toMatch(/^[A-Z].{10,}\.$/)
        expect(Object.keys(DEFINITIONS)).toContain(definition)
      }
  })

  it('without a trade: what needs one is not known for that reason', () => {
    const none = read(curveOf(days(365), []))
    for (const definition of ['sharpe', 'cagr', 'winRate', 'profitFactor', 'netExpectancy', 'positionSize'] as const)
      expect(none.get(definition)).toMatchObject({ value: null, why: 'There is no trade in the tests.' })
    expect(none.get('trades')?.value).toBe(0)
  })

  it('without a loss: a ratio has nothing to divide by, and says so', () => {
    const figures = read(curveOf(days(365), [0.02, 0.01]))
    expect(figures.get('profitFactor')).toMatchObject({
      value: null,
      why: expect.stringContaining('Nothing in it lost'),
    })
    expect(figures.get('winRate')?.value).toBe(1)
  })
})
