import { expect, it } from 'vitest'
import { timeText } from '../../../src/renderer/ui/timeText.ts'

it('shows an instant in the zone of display, and in UTC where nobody knows the zone', () => {
  const instant = Date.UTC(2024, 11, 31, 23, 30, 5)
  expect(timeText(instant, 'UTC', 'second')).toBe('2024-12-31 23:30:05')
  expect(timeText(instant, 'Asia/Tokyo')).toBe('2025-01-01 08:30')
  expect(timeText(instant, 'Nowhere/Land', 'day')).toBe('2024-12-31')
  expect(timeText('2024-06-01T00:00:00.000Z', 'UTC')).toBe('2024-06-01 00:00')
  expect(timeText(null, 'UTC')).toBe('n/a')
  expect(timeText('not a time', 'UTC')).toBe('n/a')
  for (const beyond of [8.64e15 + 1, -8.64e15 - 1, Number.POSITIVE_INFINITY])
    for (const zone of ['UTC', 'Asia/Tokyo']) expect(timeText(beyond, zone)).toBe('n/a')
})
