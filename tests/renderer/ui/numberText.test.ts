import { describe, expect, it } from 'vitest'
import { durationText, moneyText, numberText, percentText, sizeText } from '../../../src/renderer/ui/numberText.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('numberText', () => {
  it('says n/a of what is not known or not finite, in every kind', () => {
    for (const kind of ['money', 'percent', 'ratio', 'count', 'duration'] as const)
      for (const value of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY])
        expect(numberText(kind, value)).toBe('n/a')
  })
  it('writes a fraction as percent, a true minus, and no sign on zero', () => {
    expect(plain(percentText(0.1234))).toBe('12.34 %')
    expect(plain(percentText(-0.5, { digits: 0, signed: true }))).toBe('−50 %')
    expect(plain(percentText(0.5, { digits: 0, signed: true }))).toBe('+50 %')
    expect(plain(percentText(-0.000_01, { digits: 1 }))).toBe('0.0 %')
  })
  it('sets the currency behind the amount and drops cents of large ones', () => {
    expect(plain(moneyText(1234.5, { currency: 'USDT' }))).toBe('1,234.50 USDT')
    expect(moneyText(250_000.4)).toBe('250,000')
  })
  it('writes durations without 60 seconds or 24 hours in them', () => {
    const texts = [0, 350, 4_240, 59_960, 185_000, 3_599_600, 7_620_000, 86_399_999, 356_400_000].map((ms) =>
      plain(durationText(ms)),
    )
    expect(texts).toEqual([
      '0 ms',
      '350 ms',
      '4.2 s',
      '1 min 00 s',
      '3 min 05 s',
      '1 h 00 min',
      '2 h 07 min',
      '1 d 00 h',
      '4 d 03 h',
    ])
  })
  it('writes sizes', () => {
    expect([999, 1_500, 2_500_000].map((bytes) => plain(sizeText(bytes)))).toEqual(['999 B', '1.5 kB', '2.5 MB'])
  })
})
