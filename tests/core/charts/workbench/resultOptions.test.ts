import { describe, expect, test } from 'vitest'
import { NEUTRAL_NUMBERS } from '../../../../src/core/charts/workbench/chartNumbers.ts'
import { dailyLineOption } from '../../../../src/core/charts/workbench/dailyLineOption.ts'
import { canBeLogarithmic, equityDrawdownOption } from '../../../../src/core/charts/workbench/equityDrawdownOption.ts'
import { labelledBarsOption } from '../../../../src/core/charts/workbench/labelledBarsOption.ts'
import { dayText, escapeText } from '../../../../src/core/charts/workbench/resultStyle.ts'
import { simulatedFilterOption } from '../../../../src/core/charts/workbench/simulatedFilterOption.ts'
import { trialsOption } from '../../../../src/core/charts/workbench/trialsOption.ts'

const DAY_MS = 86_400_000
const days = (count: number) => Array.from({ length: count }, (_, day) => Date.UTC(2020, 0, 1) + day * DAY_MS)
const seriesOf = (option: object) => JSON.parse(JSON.stringify(option)).series
const picture = {
  curves: [
    { id: 'a', name: 'A', dayStartMs: days(4), equity: [110, 99, 120, 60], startCapital: 100 },
    { id: 'b', name: 'B', dayStartMs: days(4), equity: [100, 90, 100, 100], startCapital: 100 },
  ],
  main: 'b',
  currency: 'USD',
  logarithmic: false,
  theme: 'dark' as const,
  numbers: NEUTRAL_NUMBERS,
}

describe('equity and drawdown', () => {
  test('the drawdown is of the main curve and one zoom moves both', () => {
    const option = equityDrawdownOption(picture)
    const [a, b, drawdown] = seriesOf(option)
    expect(drawdown.data.map((point: number[]) => point[1])).toEqual([0, expect.closeTo(-0.1, 12), 0, 0])
    expect(b.lineStyle.width).toBeGreaterThan(a.lineStyle.width)
    expect(a.lineStyle.type).not.toEqual(b.lineStyle.type)
    expect(option.dataZoom).toMatchObject([{ xAxisIndex: [0, 1] }, { xAxisIndex: [0, 1] }])
  })

  test('a long line keeps its worst drawdown', () => {
    const equity = Array.from({ length: 20_000 }, (_, day) => (day === 7_777 ? 40 : 100))
    const curve = { id: 'a', name: 'A', dayStartMs: days(20_000), equity, startCapital: 100 }
    const [line, drawdown] = seriesOf(equityDrawdownOption({ ...picture, curves: [curve], main: 'a' }))
    expect(line.data.length).toBeLessThanOrEqual(3_000)
    expect(Math.min(...drawdown.data.map((point: number[]) => point[1]!))).toBeCloseTo(-0.6, 12)
  })

  test('a logarithm only where every value is above zero', () => {
    expect(canBeLogarithmic(picture.curves)).toBe(true)
    expect(canBeLogarithmic([{ ...picture.curves[0]!, equity: [100, 0] }])).toBe(false)
  })

  test('names that somebody chose are text in a tooltip', () => {
    const { tooltip } = equityDrawdownOption(picture)
    if (!tooltip || Array.isArray(tooltip) || typeof tooltip.formatter !== 'function') throw new Error('no formatter')
    const items: unknown = [{ seriesName: '<img src=x>', color: 'red', value: [Date.UTC(2020, 0, 2), 12_345.6] }]
    const text = Reflect.apply(tooltip.formatter, null, [items])
    expect(text).toContain('2 Jan 2020')
    expect(text).toContain('12,346 USD')
    expect(text).not.toContain('<img')
  })
})

test('days and escaped text', () => {
  expect(dayText(Date.UTC(2019, 2, 5))).toBe('5 Mar 2019')
  expect(escapeText('<a href="x">&</a>')).toBe('&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;')
})

test('days without a value are left out of a line', () => {
  const option = dailyLineOption({
    name: 'Rolling',
    dayStartMs: days(4),
    values: [Number.NaN, Number.NaN, 1, 2],
    text: String,
    filled: false,
    level: null,
    scaled: false,
    theme: 'light',
  })
  expect(seriesOf(option)[0].data).toEqual([
    [days(4)[2], 1],
    [days(4)[3], 2],
  ])
})

test('a bar that is not known says so', () => {
  const bars = [
    { label: 'one', value: -5, tone: 'loss' as const },
    { label: 'two', value: null, tone: 'plain' as const },
  ]
  const option = labelledBarsOption(bars, (value) => `${value}`, 'dark')
  const [series] = seriesOf(option)
  expect(series.data.map((bar: { label: { formatter: string } }) => bar.label.formatter)).toEqual(['-5', 'n/a'])
  expect(series.data[0].label.position).toBe('left')
  expect(option.xAxis).toMatchObject({ min: expect.closeTo(-6.1, 9) })
})

test('the run stands on the curve of luck at its own count', () => {
  const luck = { trials: [1, 10, 100], expected: [0, 1, 2] }
  const [curve, run] = seriesOf(
    trialsOption({ luck, trials: 10, expectedNow: 1, observed: 3.2, theme: 'light', numbers: NEUTRAL_NUMBERS }),
  )
  expect(curve.data).toEqual([
    [1, 0],
    [10, 1],
    [100, 2],
  ])
  expect(run.data).toEqual([[10, 1]])
  expect(curve.markLine.data).toEqual([{ yAxis: 3.2 }])
})

test('the band of simulated filters is stacked row by row', () => {
  const values = { withoutModel: [1, 2], low: [1, 2], median: [2, 3], high: [4, 7] }
  const option = simulatedFilterOption({
    dayStartMs: days(2),
    ...values,
    currency: 'USD',
    theme: 'dark',
    numbers: NEUTRAL_NUMBERS,
  })
  const [low, width] = seriesOf(option)
  expect(low.data.map((point: number[]) => point[1])).toEqual([1, 2])
  expect(width.data.map((point: number[]) => point[1])).toEqual([3, 5])
})

describe('a logarithmic equity axis', () => {
  const ticksOf = (equity: readonly number[]) => {
    const curve = { id: 'a', name: 'A', dayStartMs: days(equity.length), equity, startCapital: equity[0]! }
    const option = equityDrawdownOption({
      ...picture,
      curves: [curve],
      main: 'a',
      logarithmic: true,
      numbers: NEUTRAL_NUMBERS,
    })
    const [axis] = JSON.parse(JSON.stringify(option.yAxis))
    return axis
  }

  test('holds the data closely and has round values inside', () => {
    const axis = ticksOf([10_000, 15_200])
    expect(axis.min).toBeGreaterThan(9_700)
    expect(axis.max).toBeLessThan(15_600)
    expect(axis.axisTick.customValues).toEqual([10_000, 11_000, 12_000, 13_000, 14_000, 15_000])
    expect(ticksOf([10_000, 900_000]).axisLabel.customValues).toEqual([
      10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000,
    ])
  })

  test('a flat line has room around it', () => {
    const { min, max } = ticksOf([100, 100])
    expect(min).toBeLessThan(100)
    expect(max).toBeGreaterThan(100)
  })
})
