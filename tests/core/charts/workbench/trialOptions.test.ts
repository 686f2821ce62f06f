import { describe, expect, it } from 'vitest'
import { NEUTRAL_NUMBERS } from '../../../../src/core/charts/workbench/chartNumbers.ts'
import { overfittingRanksOption } from '../../../../src/core/charts/workbench/overfittingRanksOption.ts'
import { parallelTrialsOption } from '../../../../src/core/charts/workbench/parallelTrialsOption.ts'
import { tradeCandlesOption } from '../../../../src/core/charts/workbench/tradeCandlesOption.ts'
import { trialMapOption } from '../../../../src/core/charts/workbench/trialMapOption.ts'
import { trialScatterOption } from '../../../../src/core/charts/workbench/trialScatterOption.ts'

const marks = [
  { kind: 'plateau', row: 2 },
  { kind: 'best', row: 1 },
] as const
/** As a page that draws it sees it. */
const plain = (option: object) => JSON.parse(JSON.stringify(option))

describe('parallelTrialsOption', () => {
  const option = plain(
    parallelTrialsOption({
      axes: [
        { column: 'fast', title: 'fast', choices: null, isShare: false },
        { column: 'average_choice', title: 'average', choices: ['sma', 'ema'], isShare: false },
        { column: 'sharpe', title: 'Sharpe', choices: null, isShare: false },
      ],
      rows: [0, 1, 2],
      values: { fast: [5, 6, 7], average_choice: [0, 1, null], sharpe: [1, 2, null] },
      colored: 'sharpe',
      marks,
      theme: 'dark',
      numbers: NEUTRAL_NUMBERS,
    }),
  )

  it('draws the marked trials apart from the others, and breaks a line where a value is missing', () => {
    expect(option.series.map(({ name, data }: { name: string; data: unknown }) => [name, data])).toEqual([
      ['Trials', [[5, 'sma', 1]]],
      ['Plateau', [[7, '-', '-']]],
      ['Best found', [[6, 'ema', 2]]],
    ])
  })

  it('colours by the chosen column, over its known values, and numbers its axes', () => {
    expect(option.visualMap).toMatchObject({ dimension: 2, min: 1, max: 2 })
    expect(option.parallelAxis.map(({ id, type }: { id: string; type: string }) => [id, type])).toEqual([
      ['axis 0', 'value'],
      ['axis 1', 'category'],
      ['axis 2', 'value'],
    ])
  })
})

describe('trialScatterOption', () => {
  const axis = (values: readonly (number | null)[], luck: number | null) => ({
    title: '<T>',
    values,
    text: String,
    luck,
  })
  const option = trialScatterOption({
    rows: [0, 1, 2],
    x: axis([0.1, 0.2, null], null),
    y: axis([1, 2, 3], 1.5),
    marks,
    theme: 'light',
    numbers: NEUTRAL_NUMBERS,
  })

  it('leaves out what lacks a value, keeps the row with each point, and draws what luck alone would show', () => {
    const [points, plateau, best] = plain(option).series
    expect(points.data).toEqual([
      [0.1, 1, 0],
      [0.2, 2, 1],
    ])
    expect(points.markLine.data).toEqual([{ yAxis: 1.5, label: { formatter: 'best by luck alone 1.50' } }])
    expect(plateau.data).toEqual([])
    expect(best.data).toEqual([[0.2, 2, 1]])
  })

  it('escapes names in its tooltip', () => {
    const { tooltip } = option
    if (tooltip === undefined || Array.isArray(tooltip) || typeof tooltip.formatter !== 'function')
      throw new Error('none')
    const text = Reflect.apply(tooltip.formatter, null, [{ value: [0.1, 1, 0] }])
    expect(text).toBe('Trial 1<br>&lt;T&gt; <b>0.1</b><br>&lt;T&gt; <b>1</b>')
  })
})

describe('trialMapOption', () => {
  const map = (values: readonly (number | null)[]) =>
    plain(
      trialMapOption({
        map: {
          x: { name: 'fast', from: [5, 10], to: [5, 10], isBinned: false },
          y: { name: 'slow', from: [0, 50], to: [50, 100], isBinned: true },
          cells: values.map((value, at) => ({ x: at % 2, y: Math.floor(at / 2), value, trials: 1 })),
        },
        titles: { x: 'fast', y: 'slow', figure: 'Sharpe' },
        choices: { x: null, y: null },
        text: String,
        marks: [
          { kind: 'best', x: 10, y: 100 },
          { kind: 'plateau', x: 7, y: 20 },
        ],
        theme: 'light',
        numbers: NEUTRAL_NUMBERS,
      }),
    )

  it('colours both signs symmetrically about zero, one sign from its least to its most', () => {
    expect(map([-1, 3]).visualMap).toMatchObject({ min: -3, max: 3 })
    expect(map([1, 3]).visualMap).toMatchObject({ min: 1, max: 3 })
  })

  it('leaves a cell without a value empty, and marks only what has a place; a range holds its upper end', () => {
    const { series, yAxis } = map([1, null, 2])
    expect(series[0].data).toEqual([
      [0, 0, 1, 1],
      [0, 1, 2, 1],
    ])
    expect(series.slice(1).map(({ name, data }: { name: string; data: unknown }) => [name, data])).toEqual([
      ['Best found', [[1, 1]]],
    ])
    expect(yAxis.data).toEqual(['0–50', '50–100'])
  })
})

describe('tradeCandlesOption', () => {
  const bars = {
    timeMs: [0, 1, 2],
    open: [1, 2, 3],
    high: [2, 3, 4],
    low: [0, 1, 2],
    close: [2, 3, 4],
    volume: [1, 1, 1],
  }
  const fill = { row: 0, timeMs: 1, side: 1, units: 1, reference: 2, price: 2.1, fee: 0, reason: 'entry' }
  const text = String
  const texts = { price: text, tick: text, volume: text, time: text, axisTime: text }
  const seriesOf = (exitMs: number | null) =>
    plain(tradeCandlesOption({ trade: { entryMs: 1, exitMs, fills: [fill] }, bars, texts, theme: 'light' })).series

  it('shades where it was held, up to the last bar where it still is, and puts fills at their prices', () => {
    expect(seriesOf(2)[0].markArea.data).toEqual([[{ xAxis: 1 }, { xAxis: 2 }]])
    expect(seriesOf(null)[0].markArea.data).toEqual([[{ xAxis: 1 }, { xAxis: 2 }]])
    expect(seriesOf(2)[1].data).toEqual([{ value: [1, 2.1], symbol: 'triangle', symbolRotate: 0 }])
    expect(seriesOf(2)[0].data[1]).toEqual([2, 3, 1, 3])
  })
})

describe('overfittingRanksOption', () => {
  it('puts a bar in the middle of each step of ranks, and parts them at the middle by colour', () => {
    const option = plain(overfittingRanksOption([5, 1, 0, 6], 'light', NEUTRAL_NUMBERS))
    const [{ data, markLine }] = option.series
    expect(data.map(({ value }: { value: unknown }) => value)).toEqual([
      [0.125, 5],
      [0.375, 1],
      [0.625, 0],
      [0.875, 6],
    ])
    const [a, b, c, d] = data.map(({ itemStyle }: { itemStyle: { color: string } }) => itemStyle.color)
    expect([b, d]).toEqual([a, c])
    expect(a).not.toBe(c)
    expect(markLine.data).toEqual([{ xAxis: 0.5 }])
  })

  it('says how many splits a bar holds', () => {
    const { tooltip } = overfittingRanksOption([5, 1, 0, 6], 'dark', NEUTRAL_NUMBERS)
    if (!tooltip || Array.isArray(tooltip) || typeof tooltip.formatter !== 'function') throw new Error('no formatter')
    expect(Reflect.apply(tooltip.formatter, null, [{ dataIndex: 3 }])).toContain('<b>6</b> splits, 50%')
  })
})
