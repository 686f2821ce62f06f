import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../../src/core/contract/canonicalJson.ts'

test('keys are sorted by code unit, at every depth, and undefined properties are left out', () => {
  const value = { b: [1, { z: null, Z: true, é: 'x' }], a: 'q"', c: undefined, '10': 0.1, '9': -0 }
  expect(canonicalJson(value)).toBe('{"10":0.1,"9":0,"a":"q\\"","b":[1,{"Z":true,"z":null,"é":"x"}]}')
})

test('what JSON would change is refused', () => {
  for (const value of [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    [undefined],
    new Array(1),
    new Date(0),
    new Float64Array(1),
    1n,
    () => 1,
  ]) {
    expect(() => canonicalJson({ value })).toThrow()
  }
})

test('it reads back as the same value, and the order of keys makes no difference', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value)
      expect(canonicalJson(JSON.parse(text))).toBe(text)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(canonicalJson(reversed(value))).toBe(text)
    }),
  )
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  )
}
