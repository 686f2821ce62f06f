import * as echarts from 'echarts'
import { describe, expect, test } from 'vitest'
import { type CandlesPicture, candlesOption } from '../../../../src/core/charts/workbench/candlesOption.ts'
import {
  coverageCell,
  coverageGrade,
  coverageHeight,
  coverageOption,
  coverageYears,
} from '../../../../src/core/charts/workbench/coverageOption.ts'

const HOUR = 3_600_000
const START = Date.UTC(2021, 2, 1)

function picture(changes: Partial<CandlesPicture> = {}): CandlesPicture {
  const candles = {
    timeMs: [START, START + HOUR, START + 4 * HOUR],
    open: [10, 12, 11],
    high: [13, 12.5, 14],
    low: [9, 10, 10.5],
    close: [12, 11, 13],
    volume: [100, 0, 250],
  }
  return {
    candles,
    overview: candles,
    whole: { fromMs: START, toMs: START + 5 * HOUR },
    visible: { fromMs: START, toMs: START + 5 * HOUR },
    mark: { fromMs: START + 2 * HOUR, toMs: START + 4 * HOUR },
    intervalMs: HOUR,
    stepMs: HOUR,
    isLog: false,
    texts: {
      price: (v) => v.toFixed(2),
      tick: String,
      volume: (v) => v.toFixed(0),
      time: (ms) => new Date(ms).toISOString(),
      axisTime: null,
    },
    theme: 'dark',
    ...changes,
  }
}

function drawn(option: echarts.EChartsOption, height = 400): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 800, height })
  chart.setOption(option)
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
}

function seriesOf(option: echarts.EChartsOption): readonly Record<string, unknown>[] {
  expect(Array.isArray(option.series)).toBe(true)
  return JSON.parse(JSON.stringify(option.series))
}

describe('candlesOption', () => {
  test('open, close, low and high stand where ECharts looks for them', () => {
    const [, candles, volume] = seriesOf(candlesOption(picture()))
    expect(candles!.data).toEqual([
      [START, 10, 12, 9, 13],
      [START + HOUR, 12, 11, 10, 12.5],
      [START + 4 * HOUR, 11, 13, 10.5, 14],
    ])
    expect(volume!.data).toEqual([
      [START, 100],
      [START + HOUR, 0],
      [START + 4 * HOUR, 250],
    ])
  })

  test('the axis is the whole series and the zoom is what is visible', () => {
    const visible = { fromMs: START + HOUR, toMs: START + 3 * HOUR }
    const option = candlesOption(picture({ visible }))
    expect(option.xAxis).toMatchObject([
      { type: 'time', min: START, max: START + 5 * HOUR },
      { type: 'time', min: START, max: START + 5 * HOUR },
    ])
    expect(option.dataZoom).toMatchObject([
      { type: 'inside', startValue: visible.fromMs, endValue: visible.toMs },
      { type: 'slider', startValue: visible.fromMs, endValue: visible.toMs },
    ])
  })

  test('long prices have room beside the picture', () => {
    const rightOf = (close: number) => {
      const { grid } = candlesOption(picture({ overview: { timeMs: [START], close: [close] } }))
      return Array.isArray(grid) ? Number(grid[0]?.right) : 0
    }
    expect(rightOf(99)).toBe(64)
    expect(rightOf(123_456_789_012)).toBeGreaterThan(6 * '123456789012.00'.length)
  })

  test('a gap is marked, and unmarked again', () => {
    const marked = seriesOf(candlesOption(picture()))[1]!
    expect(marked.markArea).toMatchObject({ data: [[{ xAxis: START + 2 * HOUR }, { xAxis: START + 4 * HOUR }]] })
    expect(seriesOf(candlesOption(picture({ mark: null })))[1]!.markArea).toMatchObject({ data: [] })
  })

  test.each(['dark', 'light'] as const)('draws in %s, empty too', (theme) => {
    expect(drawn(candlesOption(picture({ theme })))).toContain('<svg')
    expect(drawn(candlesOption(picture({ theme, isLog: true })))).toContain('<svg')
    const none = { timeMs: [], open: [], high: [], low: [], close: [], volume: [] }
    expect(drawn(candlesOption(picture({ theme, candles: none, overview: none })))).toContain('<svg')
  })
})

describe('coverageOption', () => {
  const coverage = {
    dayMs: [
      Date.UTC(2020, 11, 31),
      Date.UTC(2021, 0, 1),
      Date.UTC(2021, 0, 2),
      Date.UTC(2021, 0, 3),
      Date.UTC(2021, 0, 4),
    ],
    expected: [24, 24, 24, 24, 0],
    received: [24, 0, 12, 23, 0],
  }
  const text = (dayMs: number, received: number, expected: number) => `${dayMs} ${received}/${expected}`

  test.each([
    [0, 0, null],
    [0, 24, 'none'],
    [12, 24, 'part'],
    [23, 24, 'most'],
    [24, 24, 'all'],
    [25, 24, 'all'],
  ] as const)('%d of %d: %s', (received, expected, grade) => expect(coverageGrade(received, expected)).toBe(grade))

  test('a calendar a year, the newest first; UTC days; no cell where nothing is expected', () => {
    expect(coverageYears(coverage)).toEqual([2021, 2020])
    const option = coverageOption({ coverage, text, theme: 'light' })
    expect(option.calendar).toMatchObject([{ range: '2021' }, { range: '2020' }])
    const [newer, older] = seriesOf(option)
    expect(newer!.data).toEqual([
      ['2021-01-01', 0, Date.UTC(2021, 0, 1), 0, 24],
      ['2021-01-02', 1, Date.UTC(2021, 0, 2), 12, 24],
      ['2021-01-03', 2, Date.UTC(2021, 0, 3), 23, 24],
    ])
    expect(older!.data).toEqual([['2020-12-31', 3, Date.UTC(2020, 11, 31), 24, 24]])
  })

  test('every year has room, and it draws', () => {
    expect(coverageHeight(coverage)).toBeGreaterThan(2 * 77)
    expect(drawn(coverageOption({ coverage, text, theme: 'dark' }), coverageHeight(coverage))).toContain('2020')
    const none = { dayMs: [], expected: [], received: [] }
    expect(drawn(coverageOption({ coverage: none, text, theme: 'dark' }))).toContain('<svg')
  })

  test('a click on a cell is read, anything else is not', () => {
    expect(coverageCell({ data: ['2021-01-02', 1, 5, 12, 24] })).toEqual({ dayMs: 5, received: 12, expected: 24 })
    for (const thing of [null, undefined, 1, {}, { data: 'x' }, { data: [1] }]) expect(coverageCell(thing)).toBeNull()
  })
})
