import * as echarts from 'echarts'
import { describe, expect, it } from 'vitest'
import { palette } from '../../../../src/core/charts/palette.ts'
import { detectorCountsOption } from '../../../../src/core/charts/workbench/detectorCountsOption.ts'

describe('the bars of detector counts', () => {
  it('stacks longs and shorts of each detector in the order given and names all of them', () => {
    const option = detectorCountsOption(
      [
        { label: 'volume-burst, primary', long: 7, short: 5 },
        { label: 'volume-burst, secondary', long: 0, short: 3 },
      ],
      palette('light'),
    )
    const series = Array.isArray(option.series) ? option.series : []
    expect(series.map(({ name, data }) => [name, data])).toEqual([
      ['Long', [7, 0]],
      ['Short', [5, 3]],
    ])
    const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 600, height: 120 })
    chart.setOption(option)
    const svg = chart.renderToSVGString()
    chart.dispose()
    expect(svg).toContain('>volume-burst, primary<')
    expect(svg).toContain('>volume-burst, secondary<')
  })
})
