import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compactNumber, percentText } from '../../../src/core/charts/compactNumber.ts'
import { drawdownLine } from '../../../src/core/charts/drawdownLine.ts'
import { histogramBins } from '../../../src/core/charts/histogramBins.ts'
import { logTicks, niceTicks } from '../../../src/core/charts/niceTicks.ts'
import { sampleLine, sampleLowest } from '../../../src/core/charts/sampleLine.ts'
import { timeTicks } from '../../../src/core/charts/timeTicks.ts'
import { wrapText } from '../../../src/core/charts/wrapText.ts'

const money = fc.double({ min: -1e9, max: 1e9, noNaN: true })

describe('numbers', () => {
  test.each([
    [0, '0'],
    [12_345, '12.3k'],
    [-12_345, '−12.3k'],
    [999_960, '1M'],
    [999.4, '999'],
    [0.05, '0.05'],
    [2_500_000, '2.5M'],
    [Number.NaN, 'n/a'],
  ])('%d is %s', (value, text) => expect(compactNumber(value)).toBe(text))

  test('percent keeps its sign only where a digit is left', () => {
    expect(percentText(-0.1234)).toBe('−12.3%')
    expect(percentText(-0.0001)).toBe('0.0%')
  })
})

describe('ticks', () => {
  test('round values that cover the range with few steps', () => {
    expect(niceTicks(9_500, 17_200, 5)).toEqual([8_000, 10_000, 12_000, 14_000, 16_000, 18_000])
    fc.assert(
      fc.property(money, money, (left, right) => {
        const ticks = niceTicks(left, right, 5)
        const slack = Math.max(Math.abs(left), Math.abs(right)) * 1e-9
        expect(ticks[0]!).toBeLessThanOrEqual(Math.min(left, right) + slack)
        expect(ticks.at(-1)!).toBeGreaterThanOrEqual(Math.max(left, right) - slack)
        expect(ticks.length).toBeGreaterThanOrEqual(2)
        expect(ticks.length).toBeLessThanOrEqual(9)
      }),
    )
  })

  test('log ticks stay inside and are not too many', () => {
    expect(logTicks(9_000, 60_000, 8)).toEqual([10_000, 15_000, 20_000, 30_000, 50_000])
    expect(logTicks(1, 1e6, 8)).toEqual([1, 10, 100, 1_000, 10_000, 100_000, 1_000_000])
  })

  test('time ticks stand at UTC months, whatever the zone of the machine', () => {
    const ticks = timeTicks(Date.UTC(2018, 2, 5), Date.UTC(2020, 10, 29), 9)
    expect(ticks.map((tick) => tick.label)).toEqual(['Jul 2018', 'Jan 2019', 'Jul 2019', 'Jan 2020', 'Jul 2020'])
    expect(ticks[0]!.value).toBe(Date.UTC(2018, 6, 1))
    const days = timeTicks(Date.UTC(2018, 2, 5), Date.UTC(2018, 2, 25), 9)
    expect(days[0]).toEqual({ value: Date.UTC(2018, 2, 5), label: '5 Mar' })
    expect(timeTicks(Date.UTC(1980, 0, 1), Date.UTC(2020, 0, 1), 9).length).toBeLessThanOrEqual(9)
  })
})

describe('lines', () => {
  test('drawdown counts a loss on the first day against the start capital', () => {
    expect(drawdownLine([90, 120, 60], 100).map((value) => Number(value.toFixed(6)))).toEqual([-0.1, 0, -0.5])
  })

  test('sampling keeps both ends, ascending rows, and at most the number asked for', () => {
    fc.assert(
      fc.property(fc.array(money, { minLength: 3, maxLength: 400 }), fc.integer({ min: 3, max: 50 }), (y, most) => {
        const rows = sampleLine(
          y.map((_, index) => index),
          y,
          most,
        )
        expect(rows.length).toBe(Math.min(y.length, most))
        expect(rows[0]).toBe(0)
        expect(rows.at(-1)).toBe(y.length - 1)
        for (let index = 1; index < rows.length; index++) expect(rows[index]!).toBeGreaterThan(rows[index - 1]!)
      }),
    )
  })

  test('the lowest value is never sampled away', () => {
    fc.assert(
      fc.property(fc.array(money, { minLength: 1, maxLength: 400 }), fc.integer({ min: 1, max: 50 }), (y, most) => {
        const kept = sampleLowest(y, most).map((row) => y[row]!)
        expect(Math.min(...kept)).toBe(Math.min(...y))
      }),
    )
  })

  test('a spike survives the line sampling', () => {
    const y = Array.from({ length: 1000 }, (_, index) => (index === 501 ? 50 : Math.sin(index / 90)))
    const rows = sampleLine(
      y.map((_, index) => index),
      y,
      60,
    )
    expect(rows).toContain(501)
  })
})

test('histogram counts every value once', () => {
  expect(histogramBins([0, 0.5, 1, 1.5, 2], 0, 2, 2).counts).toEqual([2, 3])
  expect(histogramBins([-5, 9], 0, 2, 4).counts).toEqual([1, 0, 0, 1])
})

test('wrapped lines are short enough and lose no word', () => {
  const text = 'the quick brown fox jumps over aVeryLongWordThatMustBeBrokenSomewhere and on'
  const lines = wrapText(text, 20)
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(20)
  expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
})
