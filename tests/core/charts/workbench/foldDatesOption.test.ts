import * as echarts from 'echarts'
import { describe, expect, it } from 'vitest'
import { NEUTRAL_NUMBERS } from '../../../../src/core/charts/workbench/chartNumbers.ts'
import { foldDatesHeight, foldDatesOption } from '../../../../src/core/charts/workbench/foldDatesOption.ts'

const DAY_MS = 86_400_000
const START = Date.UTC(2020, 0, 1)
const span = (from: number, to: number) => ({ fromMs: START + from * DAY_MS, toMs: START + to * DAY_MS })
const FOLDS = [
  {
    label: 'Fold 1 (anchored)',
    train: span(0, 100),
    validation: span(100, 120),
    test: span(120, 160),
    trainingRows: 1234,
    purgedRows: 3,
    purge: span(98, 100),
    embargoBars: 72,
    embargo: span(160, 163),
  },
  {
    label: 'Hold-out (rolling)',
    train: span(80, 140),
    validation: span(140, 160),
    test: span(160, 160),
    trainingRows: 500,
    purgedRows: 0,
    purge: null,
    embargoBars: 72,
    embargo: null,
  },
]
const OPTION = foldDatesOption({ folds: FOLDS, testRows: [41, null], theme: 'light', numbers: NEUTRAL_NUMBERS })

type Block = { readonly name: string; readonly value: readonly [number, number, number] }
function blocks(name: string): readonly Block[] {
  return JSON.parse(JSON.stringify(OPTION)).series.find((entry: { name: string }) => entry.name === name).data
}
const days = (name: string) =>
  blocks(name).map(({ value: [from, to, row] }) => [row, (from - START) / DAY_MS, (to - START) / DAY_MS])

describe('the folds in time', () => {
  it('puts every block at its dates, in the row of its fold', () => {
    expect(days('Train')).toEqual([
      [0, 0, 100],
      [1, 80, 140],
    ])
    expect(days('Validation')).toEqual([
      [0, 100, 120],
      [1, 140, 160],
    ])
    expect(days('Test')).toEqual([[0, 120, 160]])
    expect(days('Purge')).toEqual([[0, 98, 100]])
    expect(days('Embargo')).toEqual([[0, 160, 163]])
  })

  it('shows the hold-out after all development data only, and says that its length is not told', () => {
    const [sealed] = days('Sealed hold-out')
    expect(sealed!.slice(0, 2)).toEqual([1, 160])
    expect(blocks('Sealed hold-out')[0]!.name).toContain('from 9 Jun 2020 on')
    expect(blocks('Sealed hold-out')[0]!.name).toContain('not drawn to scale')
  })

  it('tells dates whose end still belongs to the block, and the rows', () => {
    expect(blocks('Train')[0]!.name).toContain('1 Jan 2020 to 9 Apr 2020')
    expect(blocks('Train')[0]!.name).toContain('1,234 rows, 3 purged')
    expect(blocks('Test')[0]!.name).toContain('41 events offered')
    expect(blocks('Purge')[0]!.name).toContain('3 training events left out')
    expect(blocks('Embargo')[0]!.name).toContain('72 bars')
  })

  it('draws purge and embargo to scale, and a zone too small for that still in sight, beside its block', () => {
    const rectangles = (folds: typeof FOLDS, block: number) => {
      const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 900, height: foldDatesHeight(2) })
      chart.setOption(foldDatesOption({ folds, testRows: [41, null], theme: 'light', numbers: NEUTRAL_NUMBERS }))
      const svg = chart.renderToSVGString()
      chart.dispose()
      for (const text of ['Fold 1 (anchored)', 'Hold-out (rolling)', 'Sealed hold-out', 'Purge', 'Embargo'])
        expect(svg).toContain(`>${text}<`)
      const path = new RegExp(`d="M([\\d.]+) [\\d.]+l([\\d.]+) [^>]*series_index="${block}"[^>]*ssr_type="chart"`)
      const [, left, width] = path.exec(svg) ?? []
      return { left: Number(left), width: Number(width), right: Number(left) + Number(width) }
    }
    const [train, test, purge, embargo] = [0, 2, 3, 4].map((block) => rectangles(FOLDS, block))
    expect(purge!.width / train!.width).toBeCloseTo(2 / 100, 3)
    expect(purge!.right).toBeCloseTo(train!.right, 0)
    expect(embargo!.width / test!.width).toBeCloseTo(3 / 40, 3)
    expect(embargo!.left).toBeCloseTo(test!.right, 0)
    const [first, last] = FOLDS
    const tiny = [{ ...first!, purge: span(99.99, 100), embargo: span(160, 160.01) }, last!]
    expect(rectangles(tiny, 3)).toMatchObject({ width: 2, right: expect.closeTo(train!.right, 0) })
    expect(rectangles(tiny, 4)).toMatchObject({ width: 2, left: expect.closeTo(test!.right, 0) })
  })
})
