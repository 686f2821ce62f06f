import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MatrixRecord } from '../../../../src/core/contract/matrixRecord.ts'
import type { FindingSeverity, MatrixCheck } from '../../../../src/core/contract/workbench/buildViews.ts'
import { featureCatalogue } from '../../../../src/core/features/featureCatalogue.ts'
import { buildAddress, readBuildAddress } from '../../../../src/renderer/sections/build/buildAddress.ts'
import { countBySeverity, countWords, findingsFirst } from '../../../../src/renderer/sections/build/checkOrder.ts'
import { filterFeatures, groupsOf } from '../../../../src/renderer/sections/build/featureRows.ts'
import { chosenMatrix, largestFirst } from '../../../../src/renderer/sections/build/matrixChoice.ts'

describe('the address', () => {
  it('comes back as it was, the hash by its first letters', () => {
    const column = fc.option(fc.stringMatching(/^[a-z][a-z0-9_.]{0,30}$/))
    const hash = fc.stringMatching(/^[0-9a-f]{64}$/)
    fc.assert(
      fc.property(column, hash, (name, sha256) => {
        const features = { tab: 'features', matrix: null, column: name } as const
        expect(readBuildAddress(buildAddress(features))).toEqual(features)
        const matrices = { tab: 'matrices', matrix: sha256, column: name } as const
        expect(readBuildAddress(buildAddress(matrices))).toEqual({ ...matrices, matrix: sha256.slice(0, 12) })
      }),
    )
  })

  it('is the list of features where it says nothing that is known', () => {
    for (const at of [null, '', 'trades', 'features.', 'matrix.12', 'featuresx'])
      expect(readBuildAddress(at)).toEqual({ tab: 'features', matrix: null, column: null })
    for (const at of ['matrices', 'matrices.nohash', 'matrices.xyz.column'])
      expect(readBuildAddress(at)).toEqual({ tab: 'matrices', matrix: null, column: null })
    expect(buildAddress({ tab: 'matrices', matrix: null, column: 'a' })).toBe('matrices')
  })
})

describe('the list of features', () => {
  const all = featureCatalogue()
  const names = (search: string, group: string | null = null) =>
    filterFeatures(all, search, group).map(({ name }) => name)

  it('is searched by every word in name, formula, source, unit and kind', () => {
    expect(names('').length).toBe(all.length)
    expect(names('  RSI secondary ')).toEqual(['secondary_rsi_14'])
    expect(names('gatev')).toEqual(['pair_ratio_z_72'])
    expect(names('nison engulfing')).toEqual(['primary_pattern_engulfing', 'secondary_pattern_engulfing'])
    expect(names('no such thing')).toEqual([])
  })

  it('is narrowed to one kind', () => {
    expect(groupsOf(all)).toContain('volume')
    expect(names('secondary', 'volume')).toEqual(['secondary_volume_ratio_24', 'secondary_volume_z_168'])
  })
})

describe('the matrices', () => {
  const matrix = (letter: string, rows: number): MatrixRecord => ({
    detector: 'd',
    exit: '8/8/24',
    rows,
    gains: 1,
    effectiveRows: 2,
    sha256: letter.repeat(64),
  })
  const matrices = [matrix('b', 5), matrix('c', 9), matrix('a', 9)]

  it('stand largest first, and the first is looked at where none is named', () => {
    expect(largestFirst(matrices).map(({ sha256 }) => sha256[0])).toEqual(['a', 'c', 'b'])
    expect(chosenMatrix(matrices, null)?.sha256[0]).toBe('a')
    expect(chosenMatrix(matrices, 'bbbb')?.sha256[0]).toBe('b')
    expect(chosenMatrix(matrices, 'ffff')?.sha256[0]).toBe('a')
    expect(chosenMatrix([], 'bbbb')).toBeNull()
  })
})

describe('the findings', () => {
  const check = (id: string, ...severities: readonly FindingSeverity[]): MatrixCheck => ({
    id,
    title: id,
    rule: 'a rule',
    made: true,
    scope: 'all',
    findings: severities.map((severity) => ({
      code: `${id}-${severity}`,
      severity,
      sentence: 'It is so.',
      advice: 'Do so.',
      items: [],
      itemCount: 0,
    })),
  })
  const checks = [check('a', 'note', 'warning'), check('b'), check('c', 'warning', 'error')]

  it('come worst first, in the order of the checks', () => {
    const codes = findingsFirst(checks).map(({ finding }) => finding.code)
    expect(codes).toEqual(['c-error', 'a-warning', 'c-warning', 'a-note'])
  })

  it('are counted in words', () => {
    expect(countBySeverity(checks)).toEqual({ error: 1, warning: 2, note: 1 })
    expect(countWords(checks)).toBe('1 error, 2 warnings, 1 note')
    expect(countWords([check('b')])).toBe('nothing found')
  })
})
