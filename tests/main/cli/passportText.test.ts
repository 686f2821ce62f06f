import { expect, test } from 'vitest'
import { cleanBars } from '../../../src/core/market/cleanBars.ts'
import { buildPassport, type Passport } from '../../../src/core/market/passport.ts'
import { calendarOf } from '../../../src/core/time/calendarOf.ts'
import { passportText } from '../../../src/main/doors/cli/texts/passportText.ts'
import { bar, rawRows } from '../../core/market/rawRows.ts'
import { completenessFixture } from '../../core/report/reportFixture.ts'

const HOUR = 3_600_000

function passport(completeness: Passport['completeness']): Passport {
  const rows = rawRows([0, 1, 4].map((hour) => bar(Date.UTC(2024, 0, 1) + hour * HOUR, hour)))
  const options = { symbol: 'BTC', intervalMs: HOUR, calendar: calendarOf('24x7'), receivedAtMs: null }
  return buildPassport({
    symbol: 'BTC',
    intervalMs: HOUR,
    calendar: '24x7',
    sources: [{ file: 'ibkr', sha256: 'ab', layer: 1 }],
    quality: cleanBars(rows, options).quality,
    contentHash: 'cd',
    synthetic: null,
    completeness,
  })
}

test('a downloaded series shows its proof below the passport; a file shows the passport only', () => {
  const lines = passportText(passport(completenessFixture())).split('\n')
  const plain = passportText(passport(null)).split('\n')
  expect(lines.slice(0, plain.length)).toEqual(plain)
  expect(lines[plain.length]).toBe('  download')
  expect(lines[plain.length + 1]).toBe('    complete  no: 3 expected bars are missing without an explanation')
  expect(lines.filter((line) => line.startsWith('    hole  '))).toHaveLength(5)
  expect(plain.join('\n')).not.toContain('download')
})

test('words of the broker cannot draw on the terminal', () => {
  const text = passportText(passport(completenessFixture({ notes: ['a\u001b[2Jb\r\nc'] })))
  expect(text).toContain('    note      a [2Jb c')
  expect(text).not.toContain('\u001b')
})
