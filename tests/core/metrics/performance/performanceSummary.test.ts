import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FIGURE_LIST, figureNamed } from '../../../../src/core/metrics/performance/figureNames.ts'
import { clockOf } from '../../../../src/core/metrics/performance/metricClock.ts'
import { performanceSummary } from '../../../../src/core/metrics/performance/performanceSummary.ts'
import { calendar24x7 } from '../../../../src/core/time/calendar24x7.ts'
import { usEquityCalendar } from '../../../../src/core/time/usEquityCalendar.ts'
import { accountOf, DAY, equityOf, HOUR } from './accountFixture.ts'

const ALWAYS = clockOf([calendar24x7])
const RTH = usEquityCalendar('us-equity-rth')
const EXCHANGE = clockOf([RTH])

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const deviation = (values: readonly number[]) =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1))

/** 40 days of returns that nobody chose for their moments. */
const RETURNS = Array.from({ length: 40 }, (_, day) => ((day * 37) % 11) / 500 - 0.009)

describe('clocks', () => {
  test('UTC days: hours are put into days, days without a bar count as 0, P = 365', () => {
    const first = Date.UTC(2023, 0, 1)
    const timeMs = [0, 1, 25, 26, 24 * 4].map((hour) => first + hour * HOUR)
    const summary = performanceSummary(accountOf([110, 121, 121, 99, 99], { timeMs }), ALWAYS, null)
    expect(summary).toMatchObject({ clock: 'utc-days', periodsPerYear: 365, periods: 5, bars: 5, barsPerYear: 365 })
    expect(summary.figures.totalReturn.value).toBeCloseTo(-0.01, 12)
    expect(summary.figures.maxDrawdown.value).toBeCloseTo(1 - 99 / 121, 12)
  })

  test('an intraday loss that is made good is in the drawdown of the bars alone', () => {
    const timeMs = [0, 1, 2].map((hour) => Date.UTC(2023, 0, 1) + hour * HOUR)
    const summary = performanceSummary(accountOf([100, 50, 100], { timeMs }), ALWAYS, null)
    expect(summary.figures.maxDrawdown.value).toBe(0)
    expect(summary.onBars.maxDrawdown.value).toBe(0.5)
  })

  test('exchange days: sessions, holidays out, P = 252; bars of a year are counted, not assumed', () => {
    // The week of Christmas 2023: Monday the 25th is closed. Hourly bars of regular hours: 7 a day.
    const bars = RTH.expectedBars(Date.UTC(2023, 11, 22), Date.UTC(2023, 11, 30), HOUR)
    expect(bars.length).toBe(35)
    const equity = equityOf(Array.from(bars, () => 0.001))
    const summary = performanceSummary(accountOf(equity, { timeMs: [...bars] }), EXCHANGE, null)
    expect(summary).toMatchObject({ clock: 'exchange-days', periodsPerYear: 252, periods: 5, barsPerYear: 1764 })
  })

  test('half days make fewer bars a year than 1764', () => {
    const bars = RTH.expectedBars(Date.UTC(2023, 0, 1), Date.UTC(2024, 0, 1), HOUR)
    const summary = performanceSummary(
      accountOf(
        [...bars].map(() => 100),
        { timeMs: [...bars] },
      ),
      EXCHANGE,
      null,
    )
    expect(summary.periods).toBe(250)
    // Two sessions of 2023 closed at 13:00: four bars instead of seven.
    expect(summary.barsPerYear).toBeCloseTo(((250 * 7 - 2 * 3) * 252) / 250, 9)
    expect(summary.figures.annualReturn.value).toBe(0)
  })

  test('a mixed book is on UTC days; a bar outside of all sessions is refused', () => {
    expect(clockOf([RTH, calendar24x7]).periodsPerYear).toBe(365)
    expect(clockOf([RTH, usEquityCalendar('us-equity-extended')]).kind).toBe('exchange-days')
    expect(() => EXCHANGE.periodStarts(Date.UTC(2023, 11, 25, 15), Date.UTC(2023, 11, 26, 15))).toThrow(/No session/)
    expect(() => clockOf([])).toThrow(RangeError)
  })
})

describe('figures of returns', () => {
  const summary = performanceSummary(accountOf(equityOf(RETURNS)), ALWAYS, null)

  test('volatility and Sharpe ratio by hand, with their periods a year', () => {
    const volatility = deviation(RETURNS) * Math.sqrt(365)
    expect(summary.figures.volatility.value).toBeCloseTo(volatility, 10)
    expect(summary.figures.sharpeRatio.value).toBeCloseTo((mean(RETURNS) * 365) / volatility, 9)
    expect(summary.figures.sharpeRatio.periodsPerYear).toBe(365)
    expect(summary.figures.totalReturn.periodsPerYear).toBeNull()
  })

  test('under a year there is no annual return and no Calmar ratio, and it says so', () => {
    expect(summary.figures.annualReturn).toMatchObject({ value: null, why: expect.stringContaining('40 days') })
    expect(summary.figures.calmarRatio.value).toBeNull()
    const year = performanceSummary(
      accountOf(equityOf(Array.from({ length: 365 }, (_, day) => (day % 2 ? 0.01 : -0.009)))),
      ALWAYS,
      null,
    )
    const growth = 1.01 ** 182 * 0.991 ** 183 - 1
    expect(year.figures.annualReturn.value).toBeCloseTo(growth, 10)
    expect(year.figures.maxDrawdown.value).toBeCloseTo(0.009, 12)
    expect(year.figures.calmarRatio.value).toBeCloseTo(growth / year.figures.maxDrawdown.value!, 10)
  })

  test('few periods give no ratio; a constant line none; each says why', () => {
    const few = performanceSummary(accountOf(equityOf(RETURNS.slice(0, 19))), ALWAYS, null)
    expect(few.figures.sharpeRatio).toMatchObject({ value: null, why: expect.stringContaining('Only 19 periods') })
    const enough = performanceSummary(accountOf(equityOf(RETURNS.slice(0, 20))), ALWAYS, null)
    expect(enough.figures.sharpeRatio.value).not.toBeNull()
    const still = performanceSummary(accountOf(equityOf(new Array(30).fill(0))), ALWAYS, null)
    expect(still.figures.sharpeRatio.why).toContain('never moved')
    const rising = performanceSummary(
      accountOf(equityOf(Array.from({ length: 30 }, (_, day) => (day % 2 ? 0.01 : 0.02)))),
      ALWAYS,
      null,
    )
    expect(rising.figures.sortinoRatio.why).toContain('No period lost')
    expect(rising.figures.omegaRatio.why).toContain('No period lost')
    expect(rising.figures.tailRatio.why).toContain('Only 30 periods')
    expect(rising.figures.maxDrawdown.value).toBe(0)
    expect(rising.figures.maxDrawdownDays.value).toBe(0)
  })

  test('tails by hand: 101 returns of -50 to 50 per mille', () => {
    const spread = Array.from({ length: 101 }, (_, i) => (((i * 37) % 101) - 50) / 1000)
    const { figures } = performanceSummary(accountOf(equityOf(spread)), ALWAYS, null)
    expect(figures.valueAtRisk.value).toBeCloseTo(-0.045, 12)
    expect(figures.tailRatio.value).toBeCloseTo(1, 10)
    expect(figures.conditionalValueAtRisk.value).toBeCloseTo(-0.0475, 10)
  })

  test('longest drawdown: peak to recovery in days, or still running', () => {
    const recovered = performanceSummary(accountOf([110, 105, 104, 110, 120]), ALWAYS, null)
    expect(recovered.figures.maxDrawdownDays.value).toBe(3)
    expect(recovered.drawdownStillRunning).toBe(false)
    // The start cash is a peak: lost on the first day, never seen again.
    const running = performanceSummary(accountOf([90, 95, 99, 98]), ALWAYS, null)
    expect(running.figures.maxDrawdownDays.value).toBe(4)
    expect(running.drawdownStillRunning).toBe(true)
    const both = performanceSummary(accountOf([90, 100, 110, 100, 100, 100]), ALWAYS, null)
    expect(both.figures.maxDrawdownDays.value).toBe(3)
    expect(both.drawdownStillRunning).toBe(true)
  })
})

test('ruin is final: a loss of all, however much more, is -1, and nothing moves after it', () => {
  const { figures } = performanceSummary(accountOf([100, -50, 20, ...new Array(20).fill(40)]), ALWAYS, null)
  expect(figures.totalReturn.value).toBe(-1)
  expect(figures.maxDrawdown.value).toBe(1)
  const returns = [0, -1, ...new Array(21).fill(0)]
  expect(figures.volatility.value).toBeCloseTo(deviation(returns) * Math.sqrt(365), 10)
  expect(figures.grossExposure.why).toContain('ruined')
})

describe('against a benchmark', () => {
  test('twice the benchmark and a little more: beta 2, alpha the rest, information ratio by hand', () => {
    const benchmark = { name: 'Buy and hold', startCash: 50, equity: Float64Array.from(equityOf(RETURNS, 50)) }
    const own = RETURNS.map((value) => 2 * value + 0.001)
    const { figures } = performanceSummary(accountOf(equityOf(own)), ALWAYS, benchmark)
    expect(figures.beta.value).toBeCloseTo(2, 9)
    expect(figures.alpha.value).toBeCloseTo(0.365, 8)
    const difference = own.map((value, day) => value - RETURNS[day]!)
    expect(figures.informationRatio.value).toBeCloseTo((mean(difference) / deviation(difference)) * Math.sqrt(365), 8)
  })

  test('without one, or with one that never moved, there is no such figure', () => {
    const none = performanceSummary(accountOf(equityOf(RETURNS)), ALWAYS, null)
    expect(none.figures.beta.why).toContain('no benchmark')
    const flat = { name: 'Cash', startCash: 1, equity: new Float64Array(40).fill(1) }
    const still = performanceSummary(accountOf(equityOf(RETURNS)), ALWAYS, flat)
    expect(still.figures.alpha.why).toContain('never moved')
    expect(() =>
      performanceSummary(accountOf(equityOf(RETURNS)), ALWAYS, { ...flat, equity: flat.equity.slice(1) }),
    ).toThrow(RangeError)
  })
})

describe('trades and costs', () => {
  const trades = [
    { entry: 10, exit: 12, profit: 30, before: 100 },
    { entry: 12, exit: 13, profit: -10, before: 130 },
    { entry: 13, exit: 13, profit: 0, before: 120 },
    { entry: 14, exit: -1, profit: 500, before: 120 },
  ]
  const fills = [
    { side: 1, units: 2, reference: 100, price: 101, fee: 1 },
    { side: -1, units: 2, reference: 121, price: 120, fee: 2 },
  ] as const
  const account = accountOf([100, 130, 130, 120, 120], {
    trades,
    fills,
    financing: 3,
    fromBar: 10,
    gross: [50, 130, 0, 0, 240],
  })
  const { figures, trades: counts } = performanceSummary(account, ALWAYS, null)

  test('closed trades only; scratches apart', () => {
    expect(counts).toEqual({ closed: 3, open: 1, wins: 1, losses: 1, scratches: 1 })
    expect(figures.tradeCount.value).toBe(3)
    expect(figures.winRate.value).toBe(0.5)
    expect(figures.profitFactor.value).toBe(3)
    expect(figures.expectancy.value).toBeCloseTo(20 / 3, 12)
    expect(figures.tradeReturn.value).toBeCloseTo((0.3 - 10 / 130) / 3, 12)
    expect(figures.averageHoldingBars.value).toBe(1)
    expect(figures.averageHoldingHours.value).toBe(24)
    expect(figures.systemQuality.why).toContain('Only 3 closed trades')
  })

  test('exposure, turnover and costs by hand', () => {
    expect(figures.exposure.value).toBe(0.6)
    expect(figures.grossExposure.value).toBeCloseTo((0.5 + 1 + 2) / 5, 12)
    expect(figures.turnover.value).toBeCloseTo(((202 + 240) * 365) / 5 / 120, 10)
    // Fees 3, slippage 2 + 2, financing 3.
    expect(figures.costs.value).toBe(10)
    expect(figures.costShareOfGross.value).toBeCloseTo(10 / 30, 12)
    expect(figures.costPaidBps.value).toBeCloseTo((10 / 442) * 10_000, 9)
    expect(figures.breakEvenCostBps.value).toBeCloseTo((30 / 442) * 10_000, 9)
  })

  test('system quality number by hand from 30 trades on, not capped at 100', () => {
    const many = Array.from({ length: 120 }, (_, row) => ({
      entry: 0,
      exit: 0,
      profit: row % 3 === 0 ? 2 : -0.5,
      before: 100,
    }))
    const summary = performanceSummary(accountOf([100, 100], { trades: many }), ALWAYS, null)
    const results = many.map(({ profit }) => profit / 100)
    expect(summary.figures.systemQuality.value).toBeCloseTo((Math.sqrt(120) * mean(results)) / deviation(results), 10)
  })

  test('no trade, no loss, a loss before costs: null and why', () => {
    const none = performanceSummary(accountOf([100, 100]), ALWAYS, null).figures
    expect(none.winRate).toMatchObject({ value: null, why: 'No trade was closed.' })
    expect(none.costShareOfGross.why).toBe('Nothing was traded.')
    expect(none.tradeCount.value).toBe(0)
    const won = performanceSummary(
      accountOf([101], { trades: [{ entry: 0, exit: 0, profit: 1, before: 100 }] }),
      ALWAYS,
      null,
    ).figures
    expect(won.profitFactor.why).toContain('No trade lost')
    const lost = performanceSummary(accountOf([80], { fills: [fills[0]] }), ALWAYS, null).figures
    expect(lost.breakEvenCostBps.why).toContain('loses before costs')
  })
})

test('scaling cash and equity together changes no figure but the money', () => {
  const money = new Set(['expectancy', 'costs'])
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -0.2, max: 0.2, noNaN: true }), { minLength: 20, maxLength: 150 }),
      (returns) => {
        const one = performanceSummary(accountOf(equityOf(returns)), ALWAYS, null).figures
        const thousand = performanceSummary(
          accountOf(equityOf(returns, 102_400), { startCash: 102_400 }),
          ALWAYS,
          null,
        ).figures
        for (const { key } of FIGURE_LIST) {
          if (money.has(key)) continue
          const left = one[key].value
          const right = thousand[key].value
          if (left === null || right === null) expect(right).toBe(left)
          else expect(right).toBeCloseTo(left, 12)
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('hourly and daily agree on total and annual return; the drawdown of the bars is never shallower', () => {
  const hourly = fc.array(fc.double({ min: -0.05, max: 0.05, noNaN: true }), { minLength: 48, maxLength: 400 })
  fc.assert(
    fc.property(hourly, (returns) => {
      const timeMs = returns.map((_, hour) => Date.UTC(2023, 0, 1) + hour * HOUR * 24)
      const first = Date.UTC(2023, 0, 1)
      const spread = returns.map((_, bar) => first + bar * 7 * HOUR)
      const summary = performanceSummary(accountOf(equityOf(returns), { timeMs: spread }), ALWAYS, null)
      expect(summary.onBars.totalReturn.value).toBeCloseTo(summary.figures.totalReturn.value!, 9)
      expect(summary.onBars.maxDrawdown.value!).toBeGreaterThanOrEqual(summary.figures.maxDrawdown.value! - 1e-12)
      const year = performanceSummary(
        accountOf(equityOf(returns), { timeMs: timeMs.map((time) => first + (time - first) * 8) }),
        ALWAYS,
        null,
      )
      expect(year.onBars.annualReturn.value).toBeCloseTo(year.figures.annualReturn.value!, 9)
    }),
    { numRuns: 40 },
  )
})

test('every figure has a value or a reason, and every name leads back to its figure', () => {
  const { figures } = performanceSummary(accountOf(equityOf(RETURNS)), ALWAYS, null)
  expect(Object.keys(figures).sort()).toEqual(FIGURE_LIST.map(({ key }) => key).sort())
  for (const { key, name } of FIGURE_LIST) {
    const figure = figures[key]
    expect((figure.value === null) !== (figure.why === null)).toBe(true)
    if (figure.why !== null) expect(figure.why).toMatch(/\.$/)
    expect(figureNamed(name)?.key).toBe(key)
  }
  expect(figureNamed('sharpe')?.key).toBe('sharpeRatio')
  expect(figureNamed('trades')?.key).toBe('tradeCount')
  expect(figureNamed('toString')).toBeNull()
})
test('times out of order and equity that is no number are refused', () => {
  expect(() => performanceSummary(accountOf([1, 2], { timeMs: [DAY, DAY] }), ALWAYS, null)).toThrow(/ascend/)
  expect(() => performanceSummary(accountOf([1, Number.NaN]), ALWAYS, null)).toThrow(/finite/)
  expect(() => performanceSummary(accountOf([]), ALWAYS, null)).toThrow(RangeError)
})
