import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compactNumber } from '../../../../src/core/charts/compactNumber.ts'
import { chartNumbers, NEUTRAL_NUMBERS } from '../../../../src/core/charts/workbench/chartNumbers.ts'

const german = chartNumbers((value, digits) =>
  new Intl.NumberFormat('de-DE', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value),
)
const anyNumber = fc.double({ min: -1e14, max: 1e14, noNaN: true })

test('digits are those of the picture, marks those of the language', () => {
  expect([NEUTRAL_NUMBERS.compact(12_345), german.compact(12_345)]).toEqual(['12.3k', '12,3k'])
  expect([NEUTRAL_NUMBERS.percent(0.1234), german.percent(0.1234, 2)]).toEqual(['12.3%', '12,34%'])
  expect([NEUTRAL_NUMBERS.grouped(-1_234_567.4), german.grouped(1_234_567.4)]).toEqual(['−1,234,567', '1.234.567'])
  expect([NEUTRAL_NUMBERS.fixed(1_234.5, 3), german.fixed(1_234.5, 3)]).toEqual(['1,234.500', '1.234,500'])
  expect([NEUTRAL_NUMBERS.significant(0.000_012_34, 2), german.significant(0.05, 3)]).toEqual(['0.000012', '0,05'])
})

test('what is not a number is not made one', () => {
  const { compact, percent, grouped, fixed, significant } = german
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY])
    expect([compact(value), percent(value), grouped(value), fixed(value, 2), significant(value, 3)]).toEqual(
      Array.from({ length: 5 }, () => 'n/a'),
    )
})

test('a compact number says three digits of the number, and as many significant ones as told', () => {
  const sizes: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, B: 1e9, T: 1e12 }
  fc.assert(
    fc.property(anyNumber, (value) => {
      const text = compactNumber(value)
      const said = Number(text.replace('−', '-').replace(/[kMBT]$/, '')) * (sizes[text.at(-1) ?? ''] ?? 1)
      expect(Math.abs(said - value)).toBeLessThanOrEqual(Math.max(1e-6, Math.abs(value) * 0.00501))
      const six = Number(NEUTRAL_NUMBERS.significant(value, 6).replaceAll(',', '').replace('−', '-'))
      expect(six).toBeCloseTo(Number(value.toPrecision(6)), 12)
    }),
  )
})
