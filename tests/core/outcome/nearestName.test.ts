import { expect, test } from 'vitest'
import { nearestName } from '../../../src/core/outcome/nearestName.ts'

const KNOWN = ['sharpe_ratio', 'win_rate', 'profit_factor']

test('a slip of the pen is found, whatever its case; another word is not', () => {
  expect(nearestName('sharp_ratio', KNOWN)).toBe('sharpe_ratio')
  expect(nearestName('Win_Rat', KNOWN)).toBe('win_rate')
  expect(nearestName('volume', KNOWN)).toBeNull()
  expect(nearestName('', [])).toBeNull()
})
