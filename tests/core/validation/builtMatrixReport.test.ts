import { describe, expect, it } from 'vitest'
import { type BuiltMatrix, builtMatrixReport } from '../../../src/core/validation/builtMatrixReport.ts'
import { augmentedDickeyFuller } from '../../../src/core/validation/matrix/augmentedDickeyFuller.ts'
import type { BuildProbes } from '../../../src/core/validation/matrix/buildProbes.ts'
import { matrixOf, waves } from './matrixFixture.ts'

const CLEAN: BuildProbes = {
  lookAhead: { scanned: [], leaking: [], unproven: [] },
  target: { compared: 24, knownEarly: 0, unmoved: 9, movedLate: 0, stayByChance: 0 },
  recomputed: [{ name: 'a', compared: 4, differing: 0, largest: 1e-15 }],
  withoutDefinition: 1,
}

function codesOf(built: Partial<BuiltMatrix>): readonly string[] {
  const labelled = built.labelled ?? matrixOf(waves(400, 2))
  const rows = labelled.timeMs.length
  const work = builtMatrixReport({ labelled, task: 'classification', rows, probes: CLEAN, ...built })
  for (;;) {
    const step = work.next()
    if (step.done === true)
      return step.value.checks.flatMap(({ findings }) => findings.map(({ severity, code }) => `${severity} ${code}`))
  }
}

/** The same columns with a target that is a number. */
function regression(label: (row: number) => number) {
  const matrix = matrixOf(waves(400, 2))
  return { labelled: { ...matrix, label: matrix.label.map((_, row) => label(row)) }, task: 'regression' as const }
}

const wobble = (row: number) => Math.sin(row * row)

describe('the report of a built matrix', () => {
  it('finds nothing in a sound one', () => {
    expect(codesOf({})).toEqual([])
    expect(codesOf(regression(wobble))).toEqual([])
  })

  it('names a column that is the target, and one that is nearly', () => {
    const label = Float64Array.from({ length: 400 }, (_, row) => wobble(row))
    const columns = { copy: [...label], near: [...label].map((value, row) => value + 0.01 * Math.cos(row)) }
    const codes = codesOf({ labelled: matrixOf(columns, { label }), task: 'regression' })
    expect(codes).toContain('error feature-is-target')
    expect(codes).toContain('error feature-near-target')
  })

  it.each([
    ['error target-known-early', { target: { ...CLEAN.target, knownEarly: 1 } }],
    ['error target-from-the-past', { target: { ...CLEAN.target, unmoved: 24 } }],
    ['error label-end-too-early', { target: { ...CLEAN.target, movedLate: 1, stayByChance: 0 } }],
    ['error look-ahead', { lookAhead: { scanned: ['a'], leaking: ['a'], unproven: [] } }],
    [
      'warning look-ahead-unproven',
      { lookAhead: { scanned: [], leaking: [], unproven: [Object.keys(waves(1, 1))[0]!] } },
    ],
    ['error values-differ', { recomputed: [{ name: 'a', compared: 4, differing: 1, largest: 0.1 }] }],
  ])('says %s of what the building found', (code, probes: Partial<BuildProbes>) => {
    const labelled = matrixOf(waves(400, 2))
    const all = { ...CLEAN, ...probes }
    expect(codesOf({ labelled: { ...labelled, lookAhead: all.lookAhead }, probes: all })).toEqual([code])
  })

  it('does not take labels that are nearly all alike for labels of the past', () => {
    const labelled = matrixOf(waves(400, 2))
    const probes = { ...CLEAN, target: { ...CLEAN.target, unmoved: 24, stayByChance: 0.96 } }
    expect(codesOf({ labelled: { ...labelled, lookAhead: probes.lookAhead }, probes })).toEqual([])
  })

  it('judges a target that is a number by its values', () => {
    expect(codesOf(regression(() => 0.5))).toContain('error constant-target')
    expect(codesOf(regression((row) => (row === 3 ? Number.POSITIVE_INFINITY : wobble(row))))).toContain(
      'error odd-labels',
    )
    expect(codesOf(regression((row) => (row % 3 === 0 ? wobble(row) : 0)))).toContain('warning few-target-values')
  })

  it('says that no row has a target, or that some have none', () => {
    expect(codesOf({ rows: 405 })).toEqual(['note rows-without-target'])
    expect(codesOf({ labelled: matrixOf({ a: [] }), rows: 5 })).toContain('error empty-target')
  })

  it('hints at a column that wanders, within each instrument', () => {
    let level = 0
    const walk = Array.from({ length: 400 }, (_, row) => (level += (Math.sin(row * 12.9898) * 43_758.5453) % 1))
    const noise = Array.from({ length: 400 }, (_, row) => (Math.sin(row * 78.233) * 43_758.5453) % 1)
    const labelled = matrixOf({ walk, noise }, { label: Float64Array.from({ length: 400 }, (_, row) => (row * 7) % 2) })
    expect(codesOf({ labelled })).toContain('note unit-root')
  })
})

describe('the augmented Dickey-Fuller test', () => {
  /** A sequence without a seed of its own, the same in any language with the C library's sine. */
  const draw = (index: number) => {
    const value = Math.sin(index * 12.9898 + 4.1414) * 43_758.5453
    return value - Math.floor(value) - 0.5
  }
  const series = (persistence: number) => {
    let value = 100
    return Float64Array.from({ length: 400 }, (_, index) => {
      value = 100 + persistence * (value - 100) + draw(index)
      return value
    })
  }

  // statsmodels 0.13.5, adfuller(x, maxlag=lags, autolag=None) on these series.
  it.each([
    [1, 7, -0.8498129514529525, 0.8040504115175765],
    [1, 2, -0.9882887241207062, 0.7575117183001092],
    [0.97, 7, -2.095801157406398, 0.24620632579176893],
    [0.97, 2, -2.3838870093057265, 0.14633592012457514],
    [0.5, 7, -7.086503606731455, 4.5240551032306014e-10],
    [0.5, 2, -9.100522128868825, 3.616124935430252e-15],
  ])('agrees with statsmodels for persistence %d and %d lags', (persistence, lags, statistic, pValue) => {
    const test = augmentedDickeyFuller(series(persistence), lags)!
    expect(test.statistic).toBeCloseTo(statistic, 9)
    expect(Math.abs(test.pValue / pValue - 1)).toBeLessThan(1e-9)
    expect(test.count).toBe(399 - lags)
  })

  it('takes floor((n - 1)^(1/3)) lags, and gives up on what leaves nothing to fit', () => {
    expect(augmentedDickeyFuller(series(1))!.lags).toBe(7)
    expect(augmentedDickeyFuller(new Float64Array(400).fill(3))).toBeNull()
    expect(augmentedDickeyFuller(series(1).subarray(0, 49))).toBeNull()
  })
})
