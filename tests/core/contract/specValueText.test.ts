import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { JsonValue } from '../../../src/core/contract/jsonValue.ts'
import { specValueText } from '../../../src/core/contract/specValueText.ts'

describe('a value of a specification as text', () => {
  it.each([
    [['BTC', 'ETH'], '[BTC, ETH]'],
    [['1h', '4h'], '[1h, 4h]'],
    ['volatility:high', 'volatility:high'],
    ['2016-01-01', '2016-01-01'],
    [{ BTC: 20, ETH: 24.5 }, '{ BTC: 20, ETH: 24.5 }'],
    [true, 'true'],
    [null, 'null'],
    ['true', '"true"'],
    ['1e3', '"1e3"'],
    ['a: b', '"a: b"'],
    ['', '""'],
  ] satisfies readonly (readonly [JsonValue, string])[])('%j reads %s', (value, text) => {
    expect(specValueText(value)).toBe(text)
  })

  it('is read back as what it was, whatever stands in it', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[a-zA-Z0-9 :@./|+~#,-]{0,8}$/))
    const leaf = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null))
    const value = fc.oneof(
      leaf,
      fc.array(leaf),
      fc.dictionary(
        text.filter((name) => name !== '__proto__'),
        leaf,
      ),
    )
    fc.assert(
      fc.property(value, (written) => {
        const json: JsonValue = JSON.parse(JSON.stringify(written))
        expect(parse(specValueText(json))).toEqual(json)
      }),
      { numRuns: 500 },
    )
  })
})
