import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CONTEXT_DIMENSIONS } from '../../../../src/core/discovery/context/dimensionRegistry.ts'
import { EVENT_FAMILIES } from '../../../../src/core/discovery/families/familyRegistry.ts'
import { countHypotheses, enumerateHypotheses } from '../../../../src/core/discovery/grammar/enumerateHypotheses.ts'
import { standardGrammar, standardHorizons } from '../../../../src/core/discovery/grammar/standardGrammar.ts'
import type { DiscoveryGrammar } from '../../../../src/core/discovery/hypothesis.ts'

const HOUR_MS = 3_600_000
const CONDITIONS = ['any', ...CONTEXT_DIMENSIONS.flatMap(({ id, states }) => states.map((state) => `${id}:${state}`))]
const SMALL: DiscoveryGrammar = {
  symbols: ['BTC', 'ETH'],
  families: ['exhaustion_up'],
  conditions: ['any', 'trend:up'],
  directions: ['long', 'short'],
  horizonsBars: [1, 4],
}
const made = (grammar: DiscoveryGrammar, limit?: number) => {
  const outcome = enumerateHypotheses(grammar, limit)
  if (!outcome.ok) throw new Error(outcome.trouble.message)
  return outcome.value
}
const troubleOf = (grammar: DiscoveryGrammar, limit?: number) => {
  const outcome = enumerateHypotheses(grammar, limit)
  return outcome.ok ? null : outcome.trouble
}

describe('hypotheses of a grammar', () => {
  it('come in the stated order, the horizon fastest', () => {
    expect(made(SMALL).map(({ id }) => id)).toEqual([
      'BTC|exhaustion_up|any|long|1',
      'BTC|exhaustion_up|any|long|4',
      'BTC|exhaustion_up|any|short|1',
      'BTC|exhaustion_up|any|short|4',
      'BTC|exhaustion_up|trend:up|long|1',
      'BTC|exhaustion_up|trend:up|long|4',
      'BTC|exhaustion_up|trend:up|short|1',
      'BTC|exhaustion_up|trend:up|short|4',
      'ETH|exhaustion_up|any|long|1',
      'ETH|exhaustion_up|any|long|4',
      'ETH|exhaustion_up|any|short|1',
      'ETH|exhaustion_up|any|short|4',
      'ETH|exhaustion_up|trend:up|long|1',
      'ETH|exhaustion_up|trend:up|long|4',
      'ETH|exhaustion_up|trend:up|short|1',
      'ETH|exhaustion_up|trend:up|short|4',
    ])
  })

  it('are as many as were counted before, each once', () => {
    const some = (values: readonly string[]) =>
      fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(
        some(['BTC', 'ETH', 'SPY']),
        some(EVENT_FAMILIES.map(({ id }) => id)),
        some(CONDITIONS),
        fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 4 }),
        (symbols, families, conditions, horizonsBars) => {
          const grammar: DiscoveryGrammar = { symbols, families, conditions, directions: ['long'], horizonsBars }
          const ids = made(grammar).map(({ id }) => id)
          expect(ids).toHaveLength(countHypotheses(grammar))
          expect(new Set(ids).size).toBe(ids.length)
        },
      ),
      { numRuns: 60, seed: 1 },
    )
  })

  it('are not made twice where a part repeats itself, in whatever spelling', () => {
    const twice = { ...SMALL, symbols: ['BTC', 'BTC', 'ETH'], families: ['exhaustion_up', 'exhaustion_up@5'] }
    expect(made(twice)).toEqual(made(SMALL))
  })

  it('are counted and refused over the limit, with the part that multiplies most', () => {
    const families = EVENT_FAMILIES.map(({ id }) => id)
    const wide = { ...SMALL, families, symbols: Array.from({ length: 30 }, (_, place) => `S${place}`) }
    expect(countHypotheses(wide)).toBe(30 * 29 * 2 * 2 * 2)
    const trouble = troubleOf(wide)
    expect(trouble?.code).toBe('too-many-hypotheses')
    expect(trouble?.message).toBe(
      'This grammar makes 6960 hypotheses (30 symbols x 29 families x 2 conditions x 2 directions x 2 horizons), more than the limit of 5000.',
    )
    expect(trouble?.hint).toMatch(/^symbols multiply most \(30\)/)
    expect(made(wide, 6960)).toHaveLength(6960)
    expect(troubleOf(wide, 6959)?.code).toBe('too-many-hypotheses')
  })

  it.each([
    ['unknown-family', { families: ['exhaustion_up', 'magic'] }],
    ['unknown-condition', { conditions: ['moon:full'] }],
    ['bad-horizon', { horizonsBars: [4, 0] }],
    ['bad-horizon', { horizonsBars: [1.5] }],
    ['empty-grammar', { symbols: [] }],
    ['empty-grammar', { directions: [] }],
  ])('are refused with %s', (code, change) => {
    expect(troubleOf({ ...SMALL, ...change })?.code).toBe(code)
  })
})

describe('the standard grammar', () => {
  const request = { symbols: ['BTC', 'ETH'], sensors: ['funding'], intervalMs: HOUR_MS, hasSessions: false } as const

  it('asks 500 to 1,200 things of two coins with funding', () => {
    expect(countHypotheses(standardGrammar(request))).toBe(1_008)
    expect(made(standardGrammar(request))).toHaveLength(1_008)
  })

  it('asks only what these data can answer', () => {
    const families = standardGrammar({ ...request, symbols: ['BTC'], sensors: [] }).families
    expect(families).toHaveLength(14)
    expect(families.some((id) => /funding|lead_lag|correlation|gap|interest|liquidation|flow/.test(id))).toBe(false)
    expect(standardGrammar({ ...request, hasSessions: true }).families).toContain('opening_gap_up')
    const all = standardGrammar({
      ...request,
      hasSessions: true,
      sensors: ['funding', 'open-interest', 'liquidation', 'order-flow'],
    })
    expect(all.families).toEqual(EVENT_FAMILIES.map(({ id }) => id))
  })

  it('holds for an hour, four and a day, each at least a bar and each once', () => {
    expect(standardHorizons(900_000)).toEqual([4, 16, 96])
    expect(standardHorizons(HOUR_MS)).toEqual([1, 4, 24])
    expect(standardHorizons(4 * HOUR_MS)).toEqual([1, 6])
    expect(standardHorizons(24 * HOUR_MS)).toEqual([1, 5, 20])
  })
})
