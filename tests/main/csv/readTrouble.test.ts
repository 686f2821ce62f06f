import { describe, expect, it } from 'vitest'
import { readTrouble } from '../../../src/main/adapters/csv/readTrouble.ts'

describe('readTrouble', () => {
  it.each([
    ['EACCES', 'file-unreadable'],
    ['EPERM', 'file-unreadable'],
    ['EIO', 'file-unreadable'],
    ['ENOENT', 'file-missing'],
    ['EISDIR', 'not-a-file'],
    ['Z_BUF_ERROR', 'gzip-broken'],
    ['Z_DATA_ERROR', 'gzip-broken'],
    ['ERR_ENCODING_INVALID_ENCODED_DATA', 'encoding-needed'],
  ])('%s is %s', (code, trouble) => {
    expect(readTrouble(Object.assign(new Error('x'), { code }), '/some/file.csv').trouble.code).toBe(trouble)
  })

  it('throws on what is a bug', () => {
    expect(() => readTrouble(new TypeError('bug'), '/some/file.csv')).toThrow('bug')
  })
})
