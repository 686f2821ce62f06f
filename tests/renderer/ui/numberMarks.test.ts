import { expect, test } from 'vitest'
import { numberMarks, pastedNumber } from '../../../src/renderer/ui/numberMarks.ts'

const [german, english] = [numberMarks('de-DE'), numberMarks('en')]

test('marks are those of the language, or plain where it writes other digits', () => {
  expect(german).toEqual({ decimal: ',', group: '.' })
  expect(english).toEqual({ decimal: '.', group: ',' })
  expect(numberMarks('ar-EG')).toEqual({ decimal: '.', group: '' })
})

test('a pasted decimal never loses its mark, whichever language wrote it', () => {
  expect(pastedNumber('0,25', english)).toBe(0.25)
  expect(pastedNumber('0.25', german)).toBe(0.25)
  expect(pastedNumber(' −1.5 ', german)).toBe(-1.5)
  expect(pastedNumber('.5', english)).toBe(0.5)
})

test('groups are read as the language has them', () => {
  expect(pastedNumber('1.234.567,8', german)).toBe(1_234_567.8)
  expect(pastedNumber('1,234,567.8', english)).toBe(1_234_567.8)
  expect(pastedNumber('12,345', english)).toBe(12_345)
})

test('what is no number is left to the field', () => {
  for (const text of ['', 'ten', '1.2.3', '1,2,3', '1e3', '12 bps']) expect(pastedNumber(text, english)).toBeNull()
})
