import { expect, test } from 'vitest'
import { folderForRun } from '../../../../src/renderer/sections/outputs/folderForRun.ts'

test.each([
  ['/home/me', '/home/me/assay-pair-01234567'],
  ['/home/me/', '/home/me/assay-pair-01234567'],
  ['/', '/assay-pair-01234567'],
  ['C:\\data', 'C:\\data\\assay-pair-01234567'],
  ['C:\\', 'C:\\assay-pair-01234567'],
  ['\\\\server\\share', '\\\\server\\share\\assay-pair-01234567'],
])('a new folder in %s', (chosen, folder) => {
  expect(folderForRun(chosen, 'pair', '0123456789abcdef')).toBe(folder)
})
