import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainFileName } from '../../../src/core/contract/plainFileName.ts'

describe('plainFileName', () => {
  test.each([
    ['XBTUSD_60.csv', 'XBTUSD_60.csv'],
    ['my data (2).csv.gz', 'my data (2).csv.gz'],
    ['Kurse München.csv', 'Kurse München.csv'],
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['/etc/cron.d/x', 'x'],
    ['C:\\data\\a.csv', 'a.csv'],
    ['..', 'file_'],
    ['...', 'file_'],
    ['', 'file_'],
    ['.hidden', 'hidden'],
    ['--columns=x', 'columns_x'],
    ['<img src=x onerror=alert(1)>.csv', '_img src_x onerror_alert(1)_.csv'],
    ['a\0b\n.csv', 'a_b_.csv'],
    ['$(rm -rf ~).csv', '_(rm -rf _).csv'],
    ['a.csv. . ', 'a.csv'],
    ['nul.csv', 'file_nul.csv'],
    ['COM1', 'file_COM1'],
    ['\u202Egnp.csv', '_gnp.csv'],
    ['\ud800.csv', '_.csv'],
  ])('%j', (given, name) => expect(plainFileName(given)).toBe(name))

  test('a long name keeps its ending', () => {
    expect(plainFileName(`${'x'.repeat(500)}.csv.gz`)).toBe(`${'x'.repeat(41)}.csv.gz`)
  })

  test('whatever is given, the name is plain', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const name = plainFileName(given)
        expect(name).toMatch(/^[\p{L}\p{N}_(+][\p{L}\p{N}._ ()+-]*$/u)
        expect(name).not.toMatch(/[. ]$/)
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200)
        expect(plainFileName(name)).toBe(name)
      }),
      { numRuns: 2_000 },
    )
  })
})
