import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { featureFamilies } from '../../../../src/main/engine/host/featureFamilies.ts'
import { builtAddress, readBuiltAddress } from '../../../../src/renderer/sections/build/builtAddress.ts'
import { filterFamilies } from '../../../../src/renderer/sections/build/familyRows.ts'
import {
  chosenFeatures,
  featureGroups,
  listOfFeature,
  withFeatures,
} from '../../../../src/renderer/sections/build/featureChoice.ts'
import { readTarget, targetText } from '../../../../src/renderer/sections/build/targetChoice.ts'

const view = featureFamilies()

describe('the address of the section Build', () => {
  it('comes back as it was', () => {
    const name = fc.option(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.]{0,20}$/))
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-f]{64}$/), name, (sha256, column) => {
        const built = { tab: 'built', matrix: sha256.slice(0, 12), column, isNew: false } as const
        expect(readBuiltAddress(builtAddress({ ...built, matrix: sha256 }))).toEqual(built)
        expect(readBuiltAddress(builtAddress({ tab: 'library', name: column }))).toEqual({
          tab: 'library',
          name: column,
        })
      }),
    )
    const form = { tab: 'built', matrix: null, column: null, isNew: true } as const
    expect(readBuiltAddress(builtAddress(form))).toEqual(form)
  })

  it('leads to what a run kept where it did before', () => {
    for (const at of ['features', 'features.primary_rsi_14', 'matrices.0123456789ab.x', 'matrices'])
      expect(readBuiltAddress(at)).toEqual({ tab: 'run' })
    for (const at of [null, '', 'built.xyz', 'nothing']) expect(readBuiltAddress(at)).toMatchObject({ tab: 'built' })
  })
})

describe('the features of a build', () => {
  const groups = featureGroups(view, ['calm'], 'ETH')
  const listOf = (name: string) => listOfFeature(groups, name)

  it('offers every definition that needs no table, pairs against the other instrument', () => {
    const items = groups.flatMap(({ items: names }) => names)
    expect(items).toContain('RSI_14')
    expect(items).toContain('hedge_ratio_60(ETH)')
    expect(items).not.toContain('quoted_spread')
    expect(featureGroups(view, [], null).some(({ group }) => group === 'pair')).toBe(false)
  })

  it('holds just what was chosen, each in the list of its kind, and leaves the rest of the text alone', () => {
    const all = groups.flatMap(({ items }) => items)
    const text = '# mine\nfeatures:\n  indicators: [MACD]\n  tables: [funding.rate]\ntarget: return_5\n'
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...all), { maxLength: 12 }), (names) => {
        const made = withFeatures(text, names, listOf)
        expect(new Set(chosenFeatures(made))).toEqual(new Set(names))
        expect(made).toContain('# mine\n')
        expect(made).toContain('target: return_5\n')
      }),
    )
    const made = withFeatures(text, ['MACD', 'funding.rate', 'close', 'hour', 'calm', 'hedge_ratio_60(ETH)'], listOf)
    expect(made).toContain('  price_data: [close]\n')
    expect(made).toContain('  calendar: [hour]\n')
    expect(made).toContain('  own: [calm]\n')
    expect(made).toContain('  pair: [hedge_ratio_60(ETH)]\n')
    expect(made).toContain('  tables: [funding.rate]\n')
  })

  it('is found by its words', () => {
    expect(filterFamilies(view.families, 'wilder rsi', null).map(({ name }) => name)).toContain('RSI')
    expect(filterFamilies(view.families, '', 'pair').every(({ kind }) => kind === 'pair')).toBe(true)
    expect(filterFamilies(view.families, 'no such feature', null)).toEqual([])
  })
})

describe('a target as a form has it', () => {
  it('is the text again', () => {
    fc.assert(
      fc.property(fc.constantFrom(...view.targets), fc.array(fc.integer({ min: 1, max: 99 })), (family, values) => {
        const numbers = family.parameters.map(({ standard }, at) => values[at] ?? standard)
        const choice = { family, numbers, rule: family.needsRule ? 'MACD_hist' : null }
        expect(readTarget(targetText(choice), view.targets)).toEqual(choice)
      }),
    )
  })

  it('has its standard numbers where none are said, and is none where nobody knows it', () => {
    expect(readTarget('direction', view.targets)?.numbers).toEqual([5])
    expect(readTarget('direction_5_6', view.targets)).toBeNull()
    expect(readTarget('tomorrow', view.targets)).toBeNull()
  })
})
