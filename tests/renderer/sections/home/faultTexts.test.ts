import { expect, it } from 'vitest'
import { offsetOfLine, placeText } from '../../../../src/renderer/sections/home/faultTexts.ts'

it('says where a fault is', () => {
  expect(placeText({ line: 3, column: 7, message: '' })).toBe('line 3, column 7')
  expect(placeText({ line: 3, column: null, message: '' })).toBe('line 3')
  expect(placeText({ line: null, column: null, message: '' })).toBe('the text')
})

it('finds the place in the text, and never one beyond its line or its end', () => {
  const text = 'one\ntwo\n\nfour'
  expect(offsetOfLine(text, 1, 1)).toBe(0)
  expect(offsetOfLine(text, 2, 3)).toBe(6)
  expect(offsetOfLine(text, 2, 99)).toBe(7)
  expect(offsetOfLine(text, 3, 5)).toBe(8)
  expect(offsetOfLine(text, 4, 99)).toBe(text.length)
  expect(offsetOfLine(text, 99, 1)).toBe(text.length)
})
