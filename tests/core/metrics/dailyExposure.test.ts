import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dailyExposure } from '../../../src/core/metrics/dailyExposure.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const days = [0, 1, 2, 3].map((day) => day * DAY_MS)

test('a holding is spread over the days that it touches', () => {
  const trades = { decisionMs: [12 * HOUR_MS, 60 * HOUR_MS], exitMs: [36 * HOUR_MS, 66 * HOUR_MS], weight: [0.5, 1] }
  const { gross, share } = dailyExposure(trades, days)
  expect([...gross]).toEqual([0.25, 0.25, 0.25, 0])
  expect(share).toBeCloseTo(30 / 96, 12)
})

test('what lies outside the days does not count', () => {
  const trades = { decisionMs: [-5 * DAY_MS, 3.5 * DAY_MS], exitMs: [-4 * DAY_MS, 9 * DAY_MS], weight: [1, 1] }
  const { gross, share } = dailyExposure(trades, days)
  expect([...gross]).toEqual([0, 0, 0, 0.5])
  expect(share).toBeCloseTo(0.125, 12)
  expect(dailyExposure(trades, []).share).toBe(0)
})

test('weight times duration is kept', () => {
  const held = fc.record({ from: fc.integer({ min: 0, max: 95 }), hours: fc.integer({ min: 0, max: 96 }) })
  fc.assert(
    fc.property(fc.array(held, { maxLength: 20 }), (list) => {
      const decisionMs = list.map(({ from }) => from * HOUR_MS)
      const exitMs = list.map(({ from, hours }) => Math.min(96, from + hours) * HOUR_MS)
      const weight = list.map((_, row) => (row % 7) / 7)
      const { gross } = dailyExposure({ decisionMs, exitMs, weight }, days)
      const expected = exitMs.reduce((sum, exit, row) => sum + (weight[row]! * (exit - decisionMs[row]!)) / DAY_MS, 0)
      expect(gross.reduce((sum, value) => sum + value, 0)).toBeCloseTo(expected, 9)
    }),
  )
})
