import fc from 'fast-check'
import { expect, it } from 'vitest'
import { barAddress, readBarAddress } from '../../../src/renderer/state/barAddress.ts'

it('comes back from its text, whatever the symbol is', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z0-9._/-]+$/), fc.integer({ min: -1e13, max: 1e13 }), (symbol, timeMs) => {
      expect(readBarAddress(barAddress({ symbol, timeMs }))).toEqual({ symbol, timeMs })
    }),
  )
})

it('is nothing where the text is none', () => {
  for (const at of [null, '', 'BTC', 'BTC.', '.5', 'BTC.x']) expect(readBarAddress(at)).toBeNull()
})
