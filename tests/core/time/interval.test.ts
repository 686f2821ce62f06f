import { expect, test } from 'vitest'
import { parseInterval } from '../../../src/core/time/interval.ts'

test.each([
  ['1h', '1h', 3_600_000],
  ['60m', '1h', 3_600_000],
  ['15m', '15m', 900_000],
  ['90m', '90m', 5_400_000],
  ['1d', '1d', 86_400_000],
  ['24h', '1d', 86_400_000],
  ['30s', '30s', 30_000],
])('%s is %s of %d ms', (text, label, ms) => {
  expect(parseInterval(text)).toEqual({ ok: true, value: { label, ms } })
})

test.each([
  ['', 'interval-unreadable'],
  ['h', 'interval-unreadable'],
  ['0h', 'interval-unreadable'],
  ['-1h', 'interval-unreadable'],
  ['1.5h', 'interval-unreadable'],
  ['1 h', 'interval-unreadable'],
  ['1w', 'interval-unreadable'],
  ['toString', 'interval-unreadable'],
  ['7h', 'interval-unsupported'],
  ['2d', 'interval-unsupported'],
])('"%s" is refused as %s', (text, code) => {
  expect(parseInterval(text)).toMatchObject({ ok: false, trouble: { code } })
})
