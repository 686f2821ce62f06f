import { describe, expect, it } from 'vitest'
import {
  EVENT_FAMILIES,
  FAMILY_KINDS,
  familyOf,
  neighbourFamilies,
} from '../../../../src/core/discovery/families/familyRegistry.ts'

describe('the registry of families', () => {
  it('names each family once and tells formula, threshold and source', () => {
    const ids = EVENT_FAMILIES.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toHaveLength(29)
    for (const { formula, source, title } of EVENT_FAMILIES) {
      expect(formula).toMatch(/; k = [\d.]+ /)
      expect(source.length * title.length).toBeGreaterThan(0)
    }
  })

  it('keeps its own thresholds within their ranges', () => {
    for (const { threshold, name } of FAMILY_KINDS) {
      const { standard, minimum, maximum, whole, neighbours } = threshold
      for (const value of [standard, ...neighbours]) {
        expect(value, name).toBeGreaterThanOrEqual(minimum)
        expect(value, name).toBeLessThanOrEqual(maximum)
        expect(!whole || Number.isInteger(value), name).toBe(true)
      }
      expect(new Set([standard, ...neighbours]).size, name).toBe(3)
    }
  })

  it('finds a family by its id, and at another threshold', () => {
    expect(familyOf('volatility_shock_up')).toMatchObject({ ok: true, value: { id: 'volatility_shock_up' } })
    expect(familyOf('volatility_shock_up@2.5')).toMatchObject({ ok: true, value: { id: 'volatility_shock_up@2.5' } })
    expect(familyOf('volatility_shock_up@2.50')).toMatchObject({ ok: true, value: { id: 'volatility_shock_up@2.5' } })
    expect(familyOf('volatility_shock_up@3')).toMatchObject({ ok: true, value: { id: 'volatility_shock_up' } })
  })

  it.each([
    ['nothing_up', /Choose from: volatility_shock_up/],
    ['volatility_shock', /Choose from/],
    ['volatility_shock_up@', /a number from 1 to 20/],
    ['volatility_shock_up@x', /a number from 1 to 20/],
    ['volatility_shock_up@99', /a number from 1 to 20/],
    ['range_breakout_up@7.5', /a whole number from 2/],
    ['range_breakout_up@72@9', /Choose from/],
    ['', /Choose from/],
  ])('refuses "%s" with what to write', (id, hint) => {
    const refused = familyOf(id)
    expect(refused).toMatchObject({ ok: false, trouble: { code: 'unknown-family' } })
    expect(!refused.ok && refused.trouble.hint).toMatch(hint)
  })

  it('gives the neighbours of a threshold, without the family itself', () => {
    expect(neighbourFamilies('exhaustion_up').map(({ id }) => id)).toEqual(['exhaustion_up@4', 'exhaustion_up@6'])
    expect(neighbourFamilies('exhaustion_up@4').map(({ id }) => id)).toEqual(['exhaustion_up@6'])
    expect(neighbourFamilies('nothing')).toEqual([])
  })
})
