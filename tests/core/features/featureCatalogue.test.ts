import { describe, expect, it } from 'vitest'
import { featureCatalogue } from '../../../src/core/features/featureCatalogue.ts'
import { FEATURES } from '../../../src/core/features/featureRegistry.ts'
import { PATTERN_FEATURES } from '../../../src/core/features/patternFeatures.ts'

const catalogue = featureCatalogue()

describe('featureCatalogue', () => {
  it('lists every definition once and as it is, in the order of a matrix', () => {
    const defined = catalogue.filter(({ version }) => version !== null)
    const expected = [...FEATURES, ...PATTERN_FEATURES].map(({ compute: _, ...definition }) => definition)
    expect(defined.map(({ group: _group, subject: _subject, given: _given, ...definition }) => definition)).toEqual(
      expected,
    )
    expect(catalogue.slice(-3).map(({ name }) => name)).toEqual(['event_role', 'event_direction', 'path_likeness'])
    expect(new Set(catalogue.map(({ name }) => name)).size).toBe(61)
  })

  it('knows of what each column speaks', () => {
    for (const { name, subject } of catalogue) {
      const first = name.split('_')[0]!
      expect(subject).toBe({ calendar: 'clock', path: 'event' }[first] ?? first)
    }
    const counts = Map.groupBy(catalogue, ({ group }) => group)
    expect([...counts].map(([group, { length }]) => [group, length])).toEqual([
      ['momentum', 16],
      ['volatility', 8],
      ['volume', 4],
      ['candle shape', 4],
      ['pair', 6],
      ['calendar', 4],
      ['pattern', 16],
      ['event', 3],
    ])
    expect(catalogue.filter(({ given }) => given === 'pattern-aid').length).toBe(17)
  })
})
