import { describe, expect, it } from 'vitest'
import { INDICATOR_FAMILIES } from '../../../../src/core/features/matrix/families/indicatorFamilies.ts'
import { featureNamed, indicatorBars, inputsOf } from './indicatorBars.ts'
import golden from './taLibColumns.golden.json' with { type: 'json' }

const inputs = inputsOf(indicatorBars(2, 700))

/** Columns of ours that begin before TA-Lib shows them: it holds back %K and MACD until the line beside them begins. */
const EARLIER = new Set(['MACD', 'STOCH_k', 'STOCHF_k', 'STOCHRSI_k', 'CDL_ENGULFING'])

describe('against TA-Lib', () => {
  it.each(
    golden.columns.map((column) => [`${column.name}${column.suffix} ${column.numbers.join(' ')}`, column] as const),
  )('%s', (_, { name, suffix, numbers, first, rows, hits }) => {
    const feature = featureNamed(INDICATOR_FAMILIES, name, numbers, suffix)
    const column = feature.compute(inputs)
    if (EARLIER.has(`${name}${suffix}`)) expect(feature.warmupBars).toBeLessThan(first)
    else expect(feature.warmupBars).toBe(first)
    const size = column.reduce((most, value) => (Math.abs(value) > most ? Math.abs(value) : most), 0)
    for (const [row, value] of rows ?? []) expect(Math.abs(column[row!]! - value!)).toBeLessThan(1e-11 * size)
    if (hits) {
      const ours = Array.from(column, (value, row) => [row, value] as const)
      expect(ours.filter(([row, value]) => row >= first && !Number.isNaN(value) && value !== 0)).toEqual(hits)
    }
  })

  it('holds every function that is the same there', () => {
    expect(golden.columns.length).toBe(73)
    expect(golden.columns.filter(({ hits }) => hits !== undefined && hits.length > 0).length).toBeGreaterThan(11)
  })
})
