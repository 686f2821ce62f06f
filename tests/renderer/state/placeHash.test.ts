import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOME, moved, parsePlace, placeHash, SECTIONS } from '../../../src/renderer/state/placeHash.ts'

describe('the place in the address', () => {
  it('comes back from its hash, whatever the names are', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 })
    const place = fc.record({
      workspace: text,
      section: fc.constantFrom(...SECTIONS),
      runId: fc.option(text),
      at: fc.option(text),
    })
    fc.assert(
      fc.property(place, (there) => {
        expect(parsePlace(placeHash(there))).toEqual(there)
      }),
    )
  })

  it('is home where the hash says nothing that is known', () => {
    for (const hash of ['', '#', '#/', '#/w', '#/w/', '#/nonsense/x', '#/%E0%A4%A'])
      expect(parsePlace(hash)).toEqual(HOME)
    expect(parsePlace('#/settings')).toEqual({ ...HOME, section: 'settings' })
    expect(parsePlace('#/settings/a%2Fb')).toEqual({ ...HOME, section: 'settings', workspace: 'a/b' })
    expect(placeHash({ ...HOME, section: 'settings', workspace: 'a/b' })).toBe('#/settings/a%2Fb')
    expect(parsePlace('#/w/a/nonsense').section).toBe('pipeline')
  })

  it('has the ledger of the home without a workspace', () => {
    const ledger = { ...HOME, section: 'ledger', at: 'BTC+ETH' } as const
    expect(parsePlace(placeHash(ledger))).toEqual(ledger)
    expect(placeHash(moved(HOME, { section: 'ledger' }))).toBe('#/ledger')
    expect(moved(ledger, { workspace: 'a' })).toEqual({ workspace: 'a', section: 'ledger', runId: null, at: null })
  })
})

describe('moved', () => {
  const here = { workspace: 'a', section: 'backtest', runId: 'r1', at: null } as const
  it('keeps run and section within a workspace', () => {
    expect(moved(here, { section: 'model' })).toEqual({ ...here, section: 'model' })
    expect(moved(here, { runId: 'r2' })).toEqual({ ...here, runId: 'r2' })
  })
  it('forgets the run of another workspace', () => {
    expect(moved(here, { workspace: 'b' })).toEqual({ workspace: 'b', section: 'backtest', runId: null, at: null })
    expect(moved(here, { workspace: 'b', runId: 'r9' }).runId).toBe('r9')
  })
  it('opens a workspace from home in its pipeline', () => {
    expect(moved(HOME, { workspace: 'b' })).toEqual({ workspace: 'b', section: 'pipeline', runId: null, at: null })
  })
  it('keeps what is open only where section and run stay', () => {
    const open = { ...here, at: 'selected.3' }
    expect(moved(open, { at: 'selected.4' }).at).toBe('selected.4')
    expect(moved(open, { section: 'backtest' }).at).toBe('selected.3')
    expect(moved(open, { section: 'data' }).at).toBeNull()
    expect(moved(open, { runId: 'r2' }).at).toBeNull()
    expect(moved(open, { workspace: 'b' }).at).toBeNull()
    expect(moved(open, { section: 'data', at: 'BTC.5' }).at).toBe('BTC.5')
  })
})
