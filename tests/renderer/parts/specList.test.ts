import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { specList, withSpecList } from '../../../src/renderer/parts/specList.ts'

const PATH = ['features', 'indicators'] as const

describe('a list on one line of a specification', () => {
  it('is what was put there, whatever else stands in the text', () => {
    const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,12}(\([A-Z]{1,5}\))?$/)
    const text = fc.constantFrom('', 'target: return_5\n', 'features:\n  own: [calm]\n', '# nothing\ntarget: no\n')
    fc.assert(
      fc.property(text, fc.array(name, { minLength: 1, maxLength: 6 }), (written, items) => {
        const made = withSpecList(written, PATH, items)
        expect(specList(made, PATH)).toEqual(items)
        for (const line of written.split('\n')) expect(made).toContain(line)
      }),
    )
  })

  it('is empty where nothing is said, and nothing where it stands on several lines', () => {
    expect(specList('target: x\n', PATH)).toEqual([])
    expect(specList('features:\n  indicators:\n    - RSI_14\n', PATH)).toBeUndefined()
    expect(specList('features: { indicators: [RSI_14] }\n', PATH)).toBeUndefined()
    expect(specList('features:\n  indicators: [\'no\', "BTC", RSI_14] # three\n', PATH)).toEqual([
      'no',
      'BTC',
      'RSI_14',
    ])
  })

  it('is taken out with its last item, and words that YAML takes for something else are quoted', () => {
    expect(withSpecList('tickers: [A, B]\ntarget: x\n', ['tickers'], [])).toBe('target: x\n')
    expect(withSpecList('', ['tickers'], ['NO', 'ON', 'BTC'])).toBe('tickers: ["NO", "ON", BTC]\n')
  })
})
