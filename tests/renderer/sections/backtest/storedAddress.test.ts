import { expect, it } from 'vitest'
import { readStoredAddress, storedAddress } from '../../../../src/renderer/sections/backtest/storedAddress.ts'

it('an address comes back as it was; one of a curve of the run is none', () => {
  for (const address of [
    { backtestId: null, row: null },
    { backtestId: '0123456789abcdef', row: null },
    { backtestId: '0123456789abcdef', row: 0 },
  ])
    expect(readStoredAddress(storedAddress(address))).toEqual(address)
  for (const text of [null, '', 'selected.12', 'stored.', 'stored.xyz', 'stored.01.x'])
    expect(readStoredAddress(text)).toBeNull()
})
