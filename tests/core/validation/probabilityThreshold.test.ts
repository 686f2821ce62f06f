import { describe, expect, it } from 'vitest'
import { chooseThreshold } from '../../../src/core/validation/probabilityThreshold.ts'

const probability = Float64Array.of(0.2, 0.4, 0.6, 0.8)

describe('probability threshold', () => {
  it('maximises net return per OFFERED event: skipped events count 0, so a lucky few do not win', () => {
    const netReturn = Float64Array.of(-0.02, 0.01, 0.01, 0.015)
    const choice = chooseThreshold({ probability, netReturn, candidates: [0.3, 0.5, 0.7] })
    // By mean of the TAKEN events 0.7 would win (0.015 against 0.0117).
    expect(choice).toEqual({ threshold: 0.3, taken: 3, offered: 4, netReturnPerOffered: expect.closeTo(0.00875, 12) })
  })

  it('always considers taking all, and breaks ties downwards', () => {
    const allGood = chooseThreshold({ probability, netReturn: Float64Array.of(1, 1, 1, 1), candidates: [0.5] })
    expect([allGood.threshold, allGood.taken]).toEqual([0, 4])
    const tie = chooseThreshold({ probability, netReturn: Float64Array.of(-1, 0, 0, 1), candidates: [0.7, 0.5, 0.3] })
    expect(tie.threshold).toBe(0.3)
  })

  it('may take none, unless a minimum is asked for', () => {
    const netReturn = Float64Array.of(-1, -2, -1, -1)
    expect(chooseThreshold({ probability, netReturn, candidates: [0.5, 0.9] }).taken).toBe(0)
    expect(chooseThreshold({ probability, netReturn, candidates: [0.5, 0.9], minimumTaken: 2 }).threshold).toBe(0.5)
    expect(chooseThreshold({ probability, netReturn, candidates: [0.9], minimumTaken: 5 }).threshold).toBe(0)
  })

  it('is null a event where none is offered, and throws on NaN', () => {
    const none = chooseThreshold({
      probability: new Float64Array(0),
      netReturn: new Float64Array(0),
      candidates: [0.5],
    })
    expect(none.netReturnPerOffered).toBeNull()
    const netReturn = Float64Array.of(0, 0, Number.NaN, 0)
    expect(() => chooseThreshold({ probability, netReturn, candidates: [] })).toThrow('NaN')
  })
})
