import { expect, it } from 'vitest'
import { readSweepAddress, sweepAddress } from '../../../../src/renderer/sections/sweeps/sweepAddress.ts'
import { withFilter } from '../../../../src/renderer/sections/sweeps/trialFilters.ts'

it('an address comes back as it was, and what is none opens nothing', () => {
  for (const address of [
    { sweepId: null, row: null },
    { sweepId: '0123456789abcdef', row: null },
    { sweepId: '0123456789abcdef', row: 12 },
  ])
    expect(readSweepAddress(sweepAddress(address))).toEqual(address)
  for (const text of ['.12', 'xyz', '0123.x', '../..', '0123456789abcdef0'])
    expect(readSweepAddress(text)).toEqual({ sweepId: null, row: null })
})

it('a column has one filter, and none where nothing bounds it', () => {
  const one = withFilter([], { column: 'a', least: 1, most: null })
  expect(withFilter(one, { column: 'a', least: 2, most: 3 })).toEqual([{ column: 'a', least: 2, most: 3 }])
  expect(withFilter(one, { column: 'a', least: null, most: null })).toEqual([])
  expect(withFilter(one, { column: 'b', least: null, most: 0 })).toHaveLength(2)
})
