import type { EChartsOption } from 'echarts'
import * as echarts from 'echarts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calibrationOption } from '../../../../src/core/charts/workbench/calibrationOption.ts'
import { NEUTRAL_NUMBERS } from '../../../../src/core/charts/workbench/chartNumbers.ts'
import { importanceHeight, importanceOption } from '../../../../src/core/charts/workbench/importanceOption.ts'
import { importanceRows } from '../../../../src/core/charts/workbench/importanceRows.ts'
import { precisionRecallOption } from '../../../../src/core/charts/workbench/precisionRecallOption.ts'
import { rocOption } from '../../../../src/core/charts/workbench/rocOption.ts'
import { LEAST_TAKEN, thresholdOption } from '../../../../src/core/charts/workbench/thresholdOption.ts'

type Drawn = { readonly name: string; readonly data: readonly (readonly (number | string)[])[] }

function seriesOf(option: EChartsOption, name: string): Drawn {
  const found = JSON.parse(JSON.stringify(option)).series.find((entry: Drawn) => entry.name === name)
  if (found === undefined) throw new Error(`no series ${name}`)
  return found
}

function tooltipText(option: EChartsOption, items: unknown): string {
  const { tooltip } = option
  if (!tooltip || Array.isArray(tooltip) || typeof tooltip.formatter !== 'function') throw new Error('no formatter')
  return String(Reflect.apply(tooltip.formatter, null, [items]))
}

function drawn(option: EChartsOption, height = 400): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 520, height })
  chart.setOption(option)
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
}

describe('calibration', () => {
  const points = [
    {
      rows: 40,
      positives: 10,
      lowestProbability: 0.2,
      highestProbability: 0.4,
      meanProbability: 0.33,
      observedShare: 0.25,
      low: 0.142,
      high: 0.402,
    },
    {
      rows: 41,
      positives: 30,
      lowestProbability: 0.41,
      highestProbability: 0.6,
      meanProbability: 0.52,
      observedShare: 30 / 41,
      low: 0.58,
      high: 0.843,
    },
  ]
  const option = calibrationOption({ points, theme: 'dark', numbers: NEUTRAL_NUMBERS })

  it('puts each group where it was foretold and came true, with its interval, on axes of one scale', () => {
    expect(seriesOf(option, 'Events, 95 % interval').data).toEqual([
      [0.33, 0.25],
      [0.52, 30 / 41],
    ])
    expect(seriesOf(option, 'Intervals').data.slice(0, 3)).toEqual([
      [0.33, 0.142],
      [0.33, 0.402],
      ['-', '-'],
    ])
    const { xAxis, yAxis } = JSON.parse(JSON.stringify(option))
    expect([xAxis.min, xAxis.max]).toEqual([yAxis.min, yAxis.max])
    expect(xAxis.min).toBeLessThanOrEqual(0.142)
    expect(xAxis.max).toBeGreaterThanOrEqual(0.843)
    const [from, to] = seriesOf(option, 'As foretold').data
    expect([from![0], to![0]]).toEqual([from![1], to![1]])
  })

  it('tells counts and interval of a group', () => {
    const text = tooltipText(option, { dataIndex: 1 })
    for (const part of ['30 of 41 events', '52.0%', '73.2%', '58.0% to 84.3%']) expect(text).toContain(part)
    expect(drawn(option)).toContain('Foretold probability of a gain')
    expect(drawn(calibrationOption({ points: [], theme: 'light', numbers: NEUTRAL_NUMBERS }))).toContain('As foretold')
  })
})

describe('ROC', () => {
  const curve = {
    threshold: [Number.POSITIVE_INFINITY, 0.8, 0.4, 0.1],
    falsePositiveRate: [0, 0, 0.5, 1],
    truePositiveRate: [0, 0.5, 0.75, 1],
  }

  it('draws the curve over the single ones and the diagonal, and tells the threshold at a point', () => {
    const option = rocOption({
      name: 'Pooled',
      curve,
      behind: [curve, curve],
      theme: 'light',
      numbers: NEUTRAL_NUMBERS,
    })
    expect(seriesOf(option, 'Pooled').data[2]).toEqual([0.5, 0.75, 0.4])
    expect(seriesOf(option, 'Chance').data).toEqual([
      [0, 0],
      [1, 1],
    ])
    const text = tooltipText(option, [
      { seriesName: 'Single folds', value: [0.5, 0.1] },
      { seriesName: 'Pooled', value: [0.5, 0.75, 0.4] },
    ])
    expect(text).toContain('Taken from 40.0% on')
    expect(text).toContain('75.0%')
    expect(tooltipText(option, [{ seriesName: 'Pooled', value: [0, 0, '-'] }])).toContain('Nothing taken')
    expect(drawn(option)).toContain('Single folds')
    expect(
      drawn(rocOption({ name: 'Fold 1', curve, behind: [], theme: 'dark', numbers: NEUTRAL_NUMBERS })),
    ).not.toContain('Single folds')
  })

  it('keeps a curve of many events drawable, its ends and all', () => {
    const rates = Array.from({ length: 50_001 }, (_, row) => row / 50_000)
    const long = { threshold: rates.map((rate) => 1 - rate), falsePositiveRate: rates, truePositiveRate: rates }
    const { data } = seriesOf(
      rocOption({ name: 'Long', curve: long, behind: [], theme: 'dark', numbers: NEUTRAL_NUMBERS }),
      'Long',
    )
    expect(data.length).toBeLessThanOrEqual(600)
    expect([data[0]!.slice(0, 2), data.at(-1)!.slice(0, 2)]).toEqual([
      [0, 0],
      [1, 1],
    ])
  })
})

describe('precision and recall', () => {
  const curve = { threshold: [0.8, 0.4, 0.2], precision: [1, 0.5, 0.6], recall: [0.25, 0.25, 1], taken: [1, 2, 5] }
  const option = precisionRecallOption({
    name: 'Gains found',
    curve,
    baseRate: 0.6,
    theme: 'light',
    numbers: NEUTRAL_NUMBERS,
  })

  it('steps from no recall on, with the area of the average precision, beside the base rate', () => {
    const { data } = seriesOf(option, 'Gains found')
    expect(data.map(([recall, precision]) => [recall, precision])).toEqual([
      [0, 1],
      [0.25, 1],
      [0.25, 0.5],
      [1, 0.6],
    ])
    expect(seriesOf(option, 'Base rate 60.0%').data).toEqual([
      [0, 0.6],
      [1, 0.6],
    ])
    const text = tooltipText(option, [{ seriesName: 'Gains found', value: [1, 0.6, 0.2, 5] }])
    for (const part of ['20.0%', '5 events', '60.0%', '100.0%']) expect(text).toContain(part)
    expect(drawn(option)).toContain('Base rate 60.0%')
  })
})

describe('importance', () => {
  const fold = (number: number, meanRise: number[]) => ({
    fold: number,
    names: ['a', 'b', 'c'],
    meanRise,
    deviation: [0.1, 0.2, 0.3],
  })
  const folds = [fold(0, [1, 5, 0]), fold(2, [3, 4, 0])]

  it('orders features by their mean over the folds and keeps each fold’s own value', () => {
    const rows = importanceRows(folds, 2)
    expect(rows.map(({ name, mean }) => [name, mean])).toEqual([
      ['b', 4.5],
      ['a', 2],
    ])
    expect(rows[1]!.deviation).toBeCloseTo(Math.SQRT2, 12)
    expect(rows[1]!.folds).toEqual([
      { fold: 0, rise: 1 },
      { fold: 2, rise: 3 },
    ])
    expect(importanceRows([folds[0]!], 9).map(({ deviation }) => deviation)).toEqual([0.2, 0.1, 0.3])
    expect(importanceRows([], 9)).toEqual([])
  })

  it('does not depend on the order of the folds, and leaves nothing out of a mean', () => {
    const rise = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(fc.array(rise, { minLength: 1, maxLength: 6 }), (values) => {
        const made = values.map((value, index) => fold(index, value))
        const rows = importanceRows(made, 3)
        const turned = importanceRows([...made].reverse(), 3)
        expect(turned.map(({ name }) => name)).toEqual(rows.map(({ name }) => name))
        for (const { name, mean } of rows) {
          const column = ['a', 'b', 'c'].indexOf(name)
          expect(mean * values.length).toBeCloseTo(
            values.reduce((sum, value) => sum + value[column]!, 0),
            9,
          )
        }
        for (let row = 1; row < 3; row++) expect(rows[row]!.mean).toBeLessThanOrEqual(rows[row - 1]!.mean)
      }),
    )
  })

  it('draws mean, spread and points in the row of their feature', () => {
    const option = importanceOption({
      rows: importanceRows(folds, 3),
      spreadOver: 'folds',
      theme: 'dark',
      numbers: NEUTRAL_NUMBERS,
    })
    expect(seriesOf(option, 'Mean').data).toEqual([
      [4.5, 0],
      [2, 1],
      [0, 2],
    ])
    expect(seriesOf(option, 'A fold').data.filter(([, row]) => row === 1)).toEqual([
      [1, 1, 0],
      [3, 1, 2],
    ])
    const [low, high] = seriesOf(option, 'One standard deviation over folds').data
    expect(Number(low![0])).toBeCloseTo(4.5 - Math.SQRT1_2, 12)
    expect(Number(high![0])).toBeCloseTo(4.5 + Math.SQRT1_2, 12)
    expect(tooltipText(option, { value: [2, 1] })).toContain('Fold 3: 3')
    expect(drawn(option, importanceHeight(3))).toContain('>b<')
    const single = importanceOption({
      rows: importanceRows([folds[0]!], 3),
      spreadOver: 'shuffles',
      theme: 'dark',
      numbers: NEUTRAL_NUMBERS,
    })
    expect(seriesOf(single, 'A fold').data).toEqual([])
  })
})

describe('the threshold', () => {
  const point = (threshold: number, taken: number, totalNet: number) => ({
    threshold,
    taken,
    shareTaken: taken / 40,
    totalNet,
    meanNet: totalNet / taken,
  })
  const points = [point(0, 40, 0.4), point(0.31, 40, 0.4), point(0.45, 20, 0.6), point(0.6, LEAST_TAKEN - 1, 0.9)]
  const frozen = [{ threshold: 0.35, label: 'Folds 1–3' }]
  const option = thresholdOption({ points, frozen, theme: 'light', numbers: NEUTRAL_NUMBERS })

  it('has mean, total and share over one axis, and leaves out means of too few events', () => {
    const mean = seriesOf(option, 'Net return per taken event').data
    const total = seriesOf(option, 'Total net return').data
    const share = seriesOf(option, 'Share of events taken').data
    expect(mean.map(([, value]) => value)).toEqual([0.01, 0.01, 0.03, '-'])
    expect(total.map(([, value]) => value)).toEqual([0.4, 0.4, 0.6, 0.9])
    expect(share.map(([, value]) => value)).toEqual([1, 1, 0.5, 9 / 40])
    expect(mean.map(([threshold]) => threshold)).toEqual([0.2, 0.31, 0.45, 0.6])
    const { xAxis } = JSON.parse(JSON.stringify(option))
    expect(xAxis.map(({ min, max }: { min: number; max: number }) => [min, max])).toEqual([
      [0.2, 0.6],
      [0.2, 0.6],
      [0.2, 0.6],
    ])
  })

  it('marks what was frozen, and takes all where a fold did', () => {
    const svg = drawn(option)
    for (const text of ['Folds 1–3', 'Taken from this probability on', 'Total net return']) expect(svg).toContain(text)
    const all = thresholdOption({
      points,
      frozen: [{ threshold: 0, label: 'Fold 1' }],
      theme: 'dark',
      numbers: NEUTRAL_NUMBERS,
    })
    expect(seriesOf(all, 'Total net return').data[0]![0]).toBe(0)
    expect(drawn(all)).toContain('Fold 1')
  })

  it('tells how few events a point rests on', () => {
    const text = tooltipText(option, [{ seriesName: 'Total net return', value: [0.6, 0.9, 3] }])
    for (const part of ['<b>9</b> events', '10.000%', `under ${LEAST_TAKEN} events`, '90.0%'])
      expect(text).toContain(part)
    expect(tooltipText(option, [])).toBe('')
  })
})
