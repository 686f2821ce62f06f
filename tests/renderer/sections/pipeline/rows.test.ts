import { describe, expect, it } from 'vitest'
import { readSelection } from '../../../../src/core/contract/workbench/stageShapesSelection.ts'
import { comparisonRows } from '../../../../src/renderer/sections/pipeline/comparisonRows.ts'
import { fallbackRows } from '../../../../src/renderer/sections/pipeline/fallbackRows.ts'

const CHOICE = {
  setting: { detectorId: 'lead-lag-shock', parameters: { shockRanges: 3 } },
  exit: { targetRanges: 8, stopRanges: 4, limitBars: 24 },
}
const SELECTION = {
  configurations: 900,
  winners: [
    { fold: 0, scheme: 'anchored', rung: 1, choice: CHOICE },
    { fold: 1, scheme: 'rolling', rung: 2, choice: null },
  ],
  attempts: [
    { fold: 0, rung: 0, name: 'standard', passed: 0 },
    { fold: 0, rung: 1, name: 'fewer trades', passed: 12 },
    { fold: 1, rung: 2, name: 'any', passed: 0 },
  ],
}

describe('fallbackRows', () => {
  it('counts folds from one, names the last the hold-out, and says what was frozen where', () => {
    const rows = fallbackRows(SELECTION)
    expect(rows.map(({ fold, used, chosen }) => [fold, used, chosen])).toEqual([
      ['1', false, ''],
      ['1', true, 'lead-lag-shock (shockRanges 3) · target 8, stop 4, 24 bars · anchored'],
      ['hold-out', true, 'nothing was eligible: the fold does not trade'],
    ])
    expect(new Set(rows.map(({ key }) => key)).size).toBe(3)
  })

  it('is told where the kept output has another shape', () => {
    expect(readSelection(SELECTION)).toMatchObject({ ok: true })
    expect(readSelection({ winners: [] })).toMatchObject({ ok: false, trouble: { code: 'stage-shape-unknown' } })
    expect(readSelection(null)).toMatchObject({ ok: false })
  })
})

describe('comparisonRows', () => {
  const comparison = {
    left: 'a',
    right: 'b',
    same: 3,
    differences: [
      { field: 'seed', left: 1, right: 2 },
      { field: 'gates.placebo.reason', left: 'Rare', right: 'Common' },
      { field: 'dsr', left: null, right: 0.5 },
    ],
  }

  it('finds every word, in field or value, in any case', () => {
    const fieldsOf = (search: string) => comparisonRows(comparison, search).map(({ field }) => field)
    expect(fieldsOf('')).toHaveLength(3)
    expect(fieldsOf('  PLACEBO common ')).toEqual(['gates.placebo.reason'])
    expect(fieldsOf('seed common')).toEqual([])
    expect(fieldsOf('(')).toEqual([])
  })

  it('takes the difference of two numbers only', () => {
    expect(comparisonRows(comparison, '').map(({ change }) => change)).toEqual([1, null, null])
  })
})
