import fc from 'fast-check'
import { expect, test } from 'vitest'
import { usEasternOffset } from '../../../src/core/time/usEasternOffset.ts'

const format = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
})

function intlOffset(timeMs: number): number {
  const part: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(timeMs)) part[type] = Number(value)
  return Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!) - timeMs
}

test('equals Intl on both sides of every change of clock from 1987 to 2050', () => {
  let changes = 0
  let offset = usEasternOffset(Date.UTC(1987, 0, 1, 12))
  for (let hourMs = Date.UTC(1987, 0, 1, 12); hourMs < Date.UTC(2051, 0, 1); hourMs += 3_600_000) {
    const next = usEasternOffset(hourMs)
    if (next === offset) continue
    changes++
    offset = next
    expect(next).toBe(intlOffset(hourMs))
    expect(usEasternOffset(hourMs - 1_000)).toBe(intlOffset(hourMs - 1_000))
  }
  expect(changes).toBe(128)
})

test('equals Intl at any second', () => {
  const from = Date.UTC(1987, 0, 1, 12) / 1_000
  const to = Date.UTC(2050, 0, 1) / 1_000
  fc.assert(
    fc.property(fc.integer({ min: from, max: to }), (second) => {
      expect(usEasternOffset(second * 1_000)).toBe(intlOffset(second * 1_000))
    }),
    { numRuns: 2_000, seed: 1 },
  )
})

test('refuses years whose rule it does not know', () => {
  expect(() => usEasternOffset(Date.UTC(1980, 5, 1))).toThrow(RangeError)
  expect(() => usEasternOffset(Number.NaN)).toThrow(RangeError)
})
