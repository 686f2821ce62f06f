import * as echarts from 'echarts'
import { describe, expect, it } from 'vitest'
import { palette } from '../../../../src/core/charts/palette.ts'
import { NEUTRAL_NUMBERS } from '../../../../src/core/charts/workbench/chartNumbers.ts'
import {
  expectancyForestOption,
  type ForestCell,
} from '../../../../src/core/charts/workbench/expectancyForestOption.ts'

const CELLS: readonly ForestCell[] = [
  { label: 'gain, found', mean: 0.02, low: 0.01, high: 0.03, events: 40, q: 0.05 },
  { label: 'gain, not found', mean: 0.01, low: -0.01, high: 0.03, events: 12, q: 0.4 },
  { label: 'loss', mean: -0.02, low: -0.05, high: 0.01, events: 11, q: null },
]

function seriesNamed(name: string): { readonly data: readonly unknown[] } {
  const { series } = expectancyForestOption(CELLS, palette('light'), NEUTRAL_NUMBERS)
  const found = (Array.isArray(series) ? series : []).find((entry) => entry.name === name)
  return { data: found !== undefined && Array.isArray(found.data) ? found.data : [] }
}

describe('the forest plot of expectancy cells', () => {
  it('draws every interval from its lower to its upper end in its own row, gains and losses apart', () => {
    expect(seriesNamed('Interval of a gain').data).toEqual([
      [0.01, 0],
      [0.03, 0],
      ['-', '-'],
      [-0.01, 1],
      [0.03, 1],
      ['-', '-'],
    ])
    expect(seriesNamed('Interval of a loss').data).toEqual([
      [-0.05, 2],
      [0.01, 2],
      ['-', '-'],
    ])
  })

  it('fills only the dots whose q is known and at most 0.10', () => {
    const { gain, loss, background } = palette('light')
    expect(seriesNamed('Mean').data).toEqual([
      { value: [0.02, 0], itemStyle: { color: gain, borderColor: gain, borderWidth: 2 } },
      { value: [0.01, 1], itemStyle: { color: background, borderColor: gain, borderWidth: 2 } },
      { value: [-0.02, 2], itemStyle: { color: background, borderColor: loss, borderWidth: 2 } },
    ])
  })

  it('names every row, and the zero line crosses all of them', () => {
    const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 700, height: 180 })
    chart.setOption(expectancyForestOption(CELLS, palette('dark'), NEUTRAL_NUMBERS))
    const svg = chart.renderToSVGString()
    chart.dispose()
    for (const { label } of CELLS) expect(svg).toContain(`>${label}<`)
    expect(seriesNamed('Zero').data).toEqual([
      [0, -0.6],
      [0, 2.6],
    ])
  })
})
