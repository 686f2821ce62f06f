import { describe, expect, test } from 'vitest'
import { EVIDENCE_HEIGHT, EVIDENCE_WIDTH, evidenceChart } from '../../../src/core/charts/evidenceChart.ts'
import {
  bootstrapChart,
  equityChart,
  expectancyChart,
  placeboChart,
  stressChart,
} from '../../../src/core/charts/panelChart.ts'
import { emptyFixture, evidenceFixture, ruinFixture, simulationFixture } from './evidenceFixture.ts'

function functionsIn(value: unknown, path = 'option'): readonly string[] {
  if (typeof value === 'function') return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => functionsIn(inner, `${path}.${key}`))
}

const textOf = (option: unknown) => JSON.stringify(option)

describe('evidenceChart', () => {
  const fixtures = {
    real: evidenceFixture(),
    simulation: simulationFixture(),
    empty: emptyFixture(),
    ruin: ruinFixture(),
    bare: evidenceFixture({
      lines: [],
      monthly: { monthStartMs: [], profit: [] },
      stress: [],
      bootstrap: null,
      notes: [],
    }),
  }

  test.each(Object.entries(fixtures))('%s: plain data that survives JSON, every number finite', (_, evidence) => {
    for (const theme of ['light', 'dark'] as const) {
      const option = evidenceChart(evidence, theme)
      expect(functionsIn(option)).toEqual([])
      expect(textOf(option)).not.toMatch(/:null|NaN|undefined/)
      expect(JSON.parse(textOf(option))).toEqual(option)
    }
  })

  test('the single panels hold no functions either', () => {
    const evidence = evidenceFixture()
    const cells = [{ label: 'a', mean: 0.001, low: -0.001, high: 0.003, qValue: 0.04 }]
    const charts = [
      equityChart(evidence, 'light'),
      stressChart(evidence.stress, 'USD', 'dark'),
      bootstrapChart(evidence.bootstrap, 'USD', 'light'),
      bootstrapChart(null, 'USD', 'light'),
      placeboChart({ real: 1, shifted: [0, 0.5, 0.2], pValue: 0.25 }, 'light'),
      placeboChart(null, 'light'),
      expectancyChart(cells, 'light'),
      expectancyChart([], 'light'),
    ]
    for (const chart of charts) expect(functionsIn(chart.option)).toEqual([])
  })

  test('five panels inside the picture that do not overlap', () => {
    for (const evidence of [evidenceFixture(), simulationFixture()]) {
      const grids = [evidenceChart(evidence, 'light').grid ?? []].flat().map((grid) => ({
        left: Number(grid.left),
        top: Number(grid.top),
        right: Number(grid.left) + Number(grid.width),
        bottom: Number(grid.top) + Number(grid.height),
      }))
      expect(grids).toHaveLength(5)
      for (const [index, grid] of grids.entries()) {
        expect(grid.left).toBeGreaterThan(60)
        expect(grid.right).toBeLessThan(EVIDENCE_WIDTH)
        expect(grid.bottom).toBeLessThan(EVIDENCE_HEIGHT - 20)
        for (const other of grids.slice(index + 1))
          expect(
            grid.right < other.left ||
              other.right < grid.left ||
              grid.bottom + 40 < other.top ||
              other.bottom + 40 < grid.top,
          ).toBe(true)
      }
    }
  })

  test('synthetic data and looking ahead are said in the picture', () => {
    const text = textOf(evidenceChart(simulationFixture(), 'light').graphic)
    expect(text).toContain('SYNTHETIC DATA')
    expect(text).toContain('UPPER BOUND')
    expect(textOf(evidenceChart(evidenceFixture(), 'light'))).not.toContain('SYNTHETIC')
  })

  test('every panel without trades says so', () => {
    const text = textOf(evidenceChart(emptyFixture(), 'light').title)
    expect(text.match(/No trades/g)).toHaveLength(4)
    expect(text).toContain('Too few days to resample')
  })

  test('the log axis is named as such, and only used where nothing reached zero', () => {
    expect(textOf(evidenceChart(simulationFixture(), 'light'))).toContain('(log scale)')
    expect(textOf(evidenceChart(ruinFixture(), 'light'))).not.toContain('(log scale)')
    expect(textOf(evidenceChart(evidenceFixture(), 'light'))).not.toContain('(log scale)')
  })
})
