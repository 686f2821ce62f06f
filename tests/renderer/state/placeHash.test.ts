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
    expect(parsePlace('#/w/a/nonsense').section).toBe('pipeline')
  })
})

describe('moved', () => {
  const here = { workspace: 'a', section: 'backtest', runId: 'r1' } as const
  it('keeps run and section within a workspace', () => {
    expect(moved(here, { section: 'model' })).toEqual({ ...here, section: 'model' })
    expect(moved(here, { runId: 'r2' })).toEqual({ ...here, runId: 'r2' })
  })
  it('forgets the run of another workspace', () => {
    expect(moved(here, { workspace: 'b' })).toEqual({ workspace: 'b', section: 'backtest', runId: null })
    expect(moved(here, { workspace: 'b', runId: 'r9' }).runId).toBe('r9')
  })
  it('opens a workspace from home in its pipeline', () => {
    expect(moved(HOME, { workspace: 'b' })).toEqual({ workspace: 'b', section: 'pipeline', runId: null })
  })
})
