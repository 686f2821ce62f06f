import * as echarts from 'echarts'
import { describe, expect, it } from 'vitest'
import { palette } from '../../../../src/core/charts/palette.ts'
import { type FoldRow, foldPlanOption } from '../../../../src/core/charts/workbench/foldPlanOption.ts'

const ROWS: readonly FoldRow[] = [
  { label: 'Fold 1', trainFrom: 0, validationFrom: 0.5, testFrom: 0.6, testTo: 0.8 },
  { label: 'Fold 2', trainFrom: 0.2, validationFrom: 0.7, testFrom: 0.8, testTo: 1 },
  { label: 'Hold-out', trainFrom: 0, validationFrom: 0.9, testFrom: 1, testTo: 2 },
]
const OPTION = foldPlanOption(ROWS, [{ share: 1, label: '2020-10-19' }], palette('light'))

/** Start and end of a block in each row, as the bars stack up to it; null where the row has none. */
function spans(name: string): readonly (readonly [number, number] | null)[] {
  const series = (Array.isArray(OPTION.series) ? OPTION.series : []).filter((entry) => 'stack' in entry)
  return ROWS.map((_, row) => {
    let at = 0
    for (const entry of series) {
      const size = Number(Array.isArray(entry.data) ? entry.data[row] : 0) || 0
      if (entry.name === name) return size > 0 ? [rounded(at), rounded(at + size)] : null
      at += size
    }
    return null
  })
}

function rounded(value: number): number {
  return Number(value.toFixed(9))
}

describe('the folds in time', () => {
  it('puts every block where its fold has it', () => {
    expect(spans('Train')).toEqual([
      [0, 0.5],
      [0.2, 0.7],
      [0, 0.9],
    ])
    expect(spans('Validation')).toEqual([
      [0.5, 0.6],
      [0.7, 0.8],
      [0.9, 1],
    ])
    expect(spans('Test')).toEqual([[0.6, 0.8], [0.8, 1], null])
  })

  it('shows as hold-out only what lies beyond the development bars', () => {
    const [first, second, holdOut] = spans('Sealed hold-out')
    expect([first, second]).toEqual([null, null])
    expect(holdOut?.[0]).toBe(1)
  })

  it('writes the known dates and every fold', () => {
    const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 900, height: 220 })
    chart.setOption(OPTION)
    const svg = chart.renderToSVGString()
    chart.dispose()
    for (const text of ['2020-10-19', 'Fold 1', 'Fold 2', 'Hold-out', 'Sealed hold-out', '100%'])
      expect(svg).toContain(`>${text}<`)
  })
})
