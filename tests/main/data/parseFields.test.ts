import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseIsoTime } from '../../../src/main/engine/data/parseIsoTime.ts'
import { parseNumber } from '../../../src/main/engine/data/parseNumber.ts'

describe('parseNumber', () => {
  it('agrees with the language to the last bit on every decimal', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer({ min: 0, max: 12 }),
        (value, digits) => {
          expect(Object.is(parseNumber(String(value), '.'), Number(String(value)))).toBe(true)
          const fixed = value.toFixed(digits)
          expect(Object.is(parseNumber(fixed, '.'), Number(fixed))).toBe(true)
          if (!/e/.test(fixed)) expect(parseNumber(fixed.replace('.', ','), ',')).toBe(parseNumber(fixed, '.'))
        },
      ),
    )
  })

  it('takes nothing for a number that is none', () => {
    for (const text of ['', ' ', '-', '.', '1.2.3', '0x10', 'Infinity', 'NaN', '1e', '1,5', '1_000', '12abc'])
      expect([text, parseNumber(text, '.')]).toEqual([text, Number.NaN])
    expect(parseNumber('1.5', ',')).toBeNaN()
    expect(parseNumber(' 1.5 ', '.')).toBe(1.5)
    expect(parseNumber('+2.5E3', '.')).toBe(2500)
  })
})

describe('parseIsoTime', () => {
  const parse = (text: string) => {
    const result = { ms: 0, hasOffset: false, dateOnly: false }
    parseIsoTime(text, result)
    return result
  }

  it('agrees with the language', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_000_000_000_000, max: 250_000_000_000_000 }), (ms) => {
        const text = new Date(ms).toISOString()
        if (!/^\d{4}-/.test(text)) return
        expect(parse(text)).toEqual({ ms, hasOffset: true, dateOnly: false })
        expect(parse(text.slice(0, -1).replace('T', ' '))).toEqual({ ms, hasOffset: false, dateOnly: false })
      }),
    )
  })

  it('reads offsets, dates and fractions', () => {
    expect(parse('2024-08-30T13:30:00+02:00').ms).toBe(Date.UTC(2024, 7, 30, 11, 30))
    expect(parse('2024-08-30 13:30-0530').ms).toBe(Date.UTC(2024, 7, 30, 19, 0))
    expect(parse('2024-08-30 13:30:00.123456').ms).toBe(Date.UTC(2024, 7, 30, 13, 30, 0, 123))
    expect(parse('2024-02-29')).toEqual({ ms: Date.UTC(2024, 1, 29), hasOffset: false, dateOnly: true })
  })

  it('takes no impossible time', () => {
    for (const text of [
      '2023-02-29',
      '2024-13-01',
      '2024-00-10',
      '2024-01-01 24:00',
      '2024-01-01 12:60',
      '2024-01-01 12:00x',
      '20240101',
      '2024-01-01 1:00',
      '',
    ])
      expect([text, parse(text).ms]).toEqual([text, Number.NaN])
  })
})
