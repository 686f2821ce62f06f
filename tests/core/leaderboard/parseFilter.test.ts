import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MEASURE_NAMES, measureNamed, SHORT_MEASURES } from '../../../src/core/leaderboard/boardMeasures.ts'
import { parseFilter } from '../../../src/core/leaderboard/parseFilter.ts'

const codeOf = (text: string) => {
  const parsed = parseFilter(text)
  return parsed.ok ? 'ok' : parsed.trouble.code
}
const troubleOf = (text: string) => {
  const parsed = parseFilter(text)
  if (parsed.ok) throw new Error(`It was read: ${text}`)
  return parsed.trouble
}

describe('what a filter says', () => {
  test('the filter of the plan', () => {
    const text = 'gate:pass,sharpe:>1.5,trades:>=50,profile:balanced,pack:"my, ""own"" pack",period:2020..2022'
    expect(parseFilter(text)).toEqual({
      ok: true,
      value: {
        gate: 'pass',
        profile: 'Balanced',
        conditions: [
          { kind: 'number', key: 'sharpeRatio', least: 1.5, leastOpen: true, most: Infinity, mostOpen: false },
          { kind: 'number', key: 'tradeCount', least: 50, leastOpen: false, most: Infinity, mostOpen: false },
          { kind: 'text', field: 'pack', value: 'my, "own" pack' },
          { kind: 'period', fromMs: Date.UTC(2020, 0, 1), toMs: Date.UTC(2023, 0, 1) },
        ],
      },
    })
  })

  test.each([
    ['drawdown:<20%', { least: -Infinity, most: 0.2, mostOpen: true }],
    ['drawdown:<=0.2', { most: 0.2, mostOpen: false }],
    ['win_rate:50%..60 %', { least: 0.5, leastOpen: false, most: 0.6, mostOpen: false }],
    ['sharpe:1..', { least: 1, most: Infinity }],
    ['sharpe:..-0.5e1', { least: -Infinity, most: -5 }],
    [' SHARPE : > 1 ', { least: 1, leastOpen: true }],
  ])('%s', (text, wanted) => {
    const parsed = parseFilter(text)
    expect(parsed.ok && parsed.value.conditions[0]).toMatchObject(wanted)
  })

  test.each([
    ['period:2021', Date.UTC(2021, 0, 1), Date.UTC(2022, 0, 1)],
    ['period:2020-02', Date.UTC(2020, 1, 1), Date.UTC(2020, 2, 1)],
    ['period:2020-02-29', Date.UTC(2020, 1, 29), Date.UTC(2020, 2, 1)],
    ['period:2020-12..2021-12-31', Date.UTC(2020, 11, 1), Date.UTC(2022, 0, 1)],
    ['period:2020..', Date.UTC(2020, 0, 1), Infinity],
    ['period:..2022-06', -Infinity, Date.UTC(2022, 6, 1)],
  ])('%s ends with its last day', (text, fromMs, toMs) => {
    const parsed = parseFilter(text)
    expect(parsed.ok && parsed.value.conditions[0]).toEqual({ kind: 'period', fromMs, toMs })
  })

  test('every figure can be filtered by, and every short name is one', () => {
    for (const name of [...MEASURE_NAMES, ...SHORT_MEASURES])
      expect([name, measureNamed(name)?.key]).not.toContain(undefined)
  })
})

describe('what is no filter', () => {
  test.each([
    ['', 'filter-invalid'],
    [',', 'filter-invalid'],
    ['gate:pass,', 'filter-invalid'],
    ['gate', 'filter-invalid'],
    ['gate:', 'filter-invalid'],
    ['gate:""', 'filter-invalid'],
    [':pass', 'filter-invalid'],
    ['sharpe:1.5', 'filter-invalid'],
    ['sharpe:>', 'filter-invalid'],
    ['sharpe:>>1', 'filter-invalid'],
    ['sharpe:>1 5', 'filter-invalid'],
    ['sharpe:>1e999', 'filter-invalid'],
    ['sharpe:>NaN', 'filter-invalid'],
    ['sharpe:>0x10', 'filter-invalid'],
    ['sharpe:2..1', 'filter-invalid'],
    ['sharpe:..', 'filter-invalid'],
    ['sharpe:>50%', 'filter-invalid'],
    ['win_rate:>55', 'filter-out-of-range'],
    ['drawdown:<-0.2', 'filter-out-of-range'],
    ['pack:"open', 'filter-invalid'],
    ['pack:"a"b', 'filter-invalid'],
    ['period:2021-02-30', 'filter-invalid'],
    ['period:2022..2020', 'filter-invalid'],
    ['period:2020..2021..2022', 'filter-invalid'],
    ['period:20', 'filter-invalid'],
    ['gate:pass,gate:fail', 'filter-twice'],
    ['__proto__:1', 'filter-invalid'],
    ['constructor:x', 'filter-key-unknown'],
    ['tostring:x', 'filter-key-unknown'],
    ["subject:x';drop table entries;--", 'ok'],
    ['profile:Balanced,sharpe:>1,sharpe:<3', 'ok'],
  ])('%j is %s', (text, code) => {
    expect(codeOf(text)).toBe(code)
  })

  test('an unknown key is told with the nearest', () => {
    expect(troubleOf('shrpe:>1').hint).toContain('Did you mean sharpe?')
    expect(troubleOf('profle:Balanced').hint).toContain('Did you mean profile?')
    expect(troubleOf('profile:Balancd').hint).toContain('Did you mean Balanced?')
    expect(troubleOf('gate:pass, sharpe').message).toContain('letter 12')
  })

  test('it is not read without end', () => {
    expect(codeOf('a'.repeat(2_001))).toBe('filter-too-long')
    expect(codeOf(Array.from({ length: 51 }, () => 'sharpe:>1').join(','))).toBe('filter-too-long')
  })

  test('whatever is written is read or refused, never thrown at', () => {
    const pieces = fc.constantFrom(
      'gate',
      'sharpe',
      'period',
      'pack',
      ':',
      ',',
      '"',
      '>',
      '..',
      '%',
      '1.5',
      'pass',
      ' ',
      '2020',
      '-',
      'é',
      '\n',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
        ),
        (text) => {
          const parsed = parseFilter(text)
          if (!parsed.ok) expect(parsed.trouble.code).toMatch(/^filter-/)
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
