import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { yamlSpecFiles } from '../../../src/main/adapters/yaml/specFiles.ts'
import { unwrap } from '../data/dataBench.ts'

const TEXT = `# What nobody said is assumed.
strategy:
  id: moving-average-cross # a rule
  parameters: {fast: 20, slow: 50}
risk_management:
  stop_loss: 0.05
`

const edited = (text: string, path: readonly (string | number)[], value?: unknown) =>
  unwrap(yamlSpecFiles.edit(text, path, value))

describe('a specification with one place set', () => {
  it('keeps every comment and everything else', () => {
    const text = edited(TEXT, ['strategy', 'parameters', 'fast'], 5)
    expect(text).toBe(TEXT.replace('fast: 20', 'fast: 5'))
  })

  it('gets the groups above a new place, in one line where they are short', () => {
    expect(edited('', ['execution', 'fill'], 'next_close')).toBe('execution:\n  fill: next_close\n')
    expect(edited('', ['position_sizing'], { method: 'kelly' })).toBe('position_sizing: {method: kelly}\n')
    expect(edited('execution:\n', ['execution', 'slippage'], 0.001)).toBe('execution:\n  slippage: 0.001\n')
    expect(edited('', ['execution', 'commission_tiers', 0], { from_value: 0, rate: 0.001 })).toBe(
      'execution:\n  commission_tiers:\n    - {from_value: 0, rate: 0.001}\n',
    )
  })

  it('loses a group of which nothing is left', () => {
    expect(edited(TEXT, ['risk_management', 'stop_loss'])).not.toContain('risk_management')
    expect(edited('a: 1\n', ['a'])).toBe('')
    expect(edited(TEXT, ['execution', 'fill'])).toBe(TEXT)
  })

  it('is refused where a plain value stands in the way, and where the text is no YAML', () => {
    expect(yamlSpecFiles.edit('execution: next\n', ['execution', 'fill'], 'x')).toMatchObject({
      ok: false,
      trouble: { code: 'spec-no-place' },
    })
    expect(yamlSpecFiles.edit('a: [', ['b'], 1)).toMatchObject({ ok: false, trouble: { code: 'spec-unreadable' } })
  })

  it('says at that place what was set, and elsewhere what it said', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd')
    const leaf = fc.oneof(
      fc.integer(),
      fc.boolean(),
      fc.string(),
      fc.constant(null),
      fc.array(fc.integer(), { maxLength: 4 }),
    )
    fc.assert(
      fc.property(fc.dictionary(name, fc.dictionary(name, leaf)), name, name, leaf, (values, group, field, value) => {
        const before = edited('', ['whole'], values)
        const after = parse(edited(before, ['whole', group, field], value))
        expect(after).toEqual({ whole: { ...values, [group]: { ...values[group], [field]: value } } })
      }),
    )
  })
})
