import { describe, expect, it } from 'vitest'
import { NEUTRAL_NUMBERS } from '../../../../src/core/charts/workbench/chartNumbers.ts'
import { columnHistogramOption } from '../../../../src/core/charts/workbench/columnHistogramOption.ts'
import {
  correlationMapHeight,
  correlationMapOption,
} from '../../../../src/core/charts/workbench/correlationMapOption.ts'
import type { ColumnSummary } from '../../../../src/core/contract/workbench/buildViews.ts'

const COLUMN: ColumnSummary = {
  name: 'a',
  count: 6,
  missing: 0,
  infinite: 0,
  mean: 0.5,
  deviation: 1,
  min: -9,
  lowerQuartile: 0.25,
  median: 0.5,
  upperQuartile: 0.75,
  max: 12,
  histogram: { low: 0, width: 0.5, counts: [2, 4] },
  labelCorrelation: null,
}

/** The one series, as ECharts gets it; functions are kept beside. */
function seriesOf(option: ReturnType<typeof columnHistogramOption>) {
  const series: unknown = JSON.parse(JSON.stringify(option?.series))
  if (!Array.isArray(series)) throw new Error('no series')
  return series[0]
}

function tooltipOf(option: ReturnType<typeof columnHistogramOption>, item: object): unknown {
  const tooltip = option?.tooltip
  if (tooltip === undefined || Array.isArray(tooltip) || typeof tooltip.formatter !== 'function')
    throw new Error('none')
  return Reflect.apply(tooltip.formatter, null, [item])
}

describe('columnHistogramOption', () => {
  it('puts each count on the middle of its bin and says how far the end bars reach', () => {
    const option = columnHistogramOption(COLUMN, 'dark', NEUTRAL_NUMBERS)
    expect(seriesOf(option).data).toEqual([
      [0.25, 2],
      [0.75, 4],
    ])
    expect(tooltipOf(option, { dataIndex: 0 })).toBe('−9 to 0.5<br><b>2</b> rows')
    expect(tooltipOf(option, { dataIndex: 1 })).toBe('0.5 to 12<br><b>4</b> rows')
  })

  it('marks the quartiles that lie in the picture', () => {
    const marks = (column: ColumnSummary) =>
      seriesOf(columnHistogramOption(column, 'light', NEUTRAL_NUMBERS)).markLine.data.map(
        ({ xAxis }: { xAxis: number }) => xAxis,
      )
    expect(marks(COLUMN)).toEqual([0.25, 0.5, 0.75])
    expect(marks({ ...COLUMN, lowerQuartile: -1, upperQuartile: null })).toEqual([0.5])
  })

  it('is nothing for a column that has no value or only one', () => {
    expect(columnHistogramOption({ ...COLUMN, histogram: null }, 'light', NEUTRAL_NUMBERS)).toBeNull()
    expect(
      columnHistogramOption({ ...COLUMN, histogram: { low: 1, width: 0, counts: [6] } }, 'light', NEUTRAL_NUMBERS),
    ).toBeNull()
  })
})

describe('correlationMapOption', () => {
  const map = { names: ['<a>', 'b'], values: [1, -0.5, -0.5, 1], rows: 10, step: 1 }

  it('has a cell for each pair that has a value, and tells it by name', () => {
    const option = correlationMapOption({ ...map, values: [1, null, -0.5, 1] }, 'dark', NEUTRAL_NUMBERS)
    expect(seriesOf(option).data).toEqual([
      [0, 0, 1],
      [0, 1, -0.5],
      [1, 1, 1],
    ])
    expect(tooltipOf(option, { value: [0, 1, -0.5] })).toBe('b<br>&lt;a&gt;<br>r = <b>−0.500</b>')
    expect(correlationMapHeight(map)).toBeGreaterThan(40)
  })

  it('writes the numbers short and leaves the diagonal free', () => {
    const { series } = correlationMapOption(map, 'light', NEUTRAL_NUMBERS)
    const one = Array.isArray(series) ? series[0] : series
    const label: unknown = one === undefined ? null : Reflect.get(one, 'label')
    const formatter: unknown = Reflect.get(Object(label), 'formatter')
    if (typeof formatter !== 'function') throw new Error('none')
    const texts = [-0.5, 0.934, -0.001, 1].map((r) => formatter({ value: [0, 1, r] }))
    expect(texts).toEqual(['−.50', '.93', '.00', '1.00'])
    expect(formatter({ value: [1, 1, 1] })).toBe('')
  })
})
