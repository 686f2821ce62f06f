import { expect, it } from 'vitest'
import { compareCells } from '../../../src/renderer/ui/compareCells.ts'

it('sorts numbers by size before texts by code unit', () => {
  expect([10, 'b', 9, 'B', -1, 'a'].sort(compareCells)).toEqual([-1, 9, 10, 'B', 'a', 'b'])
})
