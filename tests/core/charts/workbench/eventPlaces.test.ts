import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { barAt, eventPlaces, missingTime, pairReturns } from '../../../../src/core/charts/workbench/eventPlaces.ts'
import type { EventView } from '../../../../src/core/contract/workbench/exploreViews.ts'
import { pairOutcomes } from '../../../../src/core/events/barrierOutcomes.ts'
import type { LegColumns } from '../../../../src/core/market/pairColumns.ts'
import { hourly, legEvent } from './eventFixture.ts'

describe('eventPlaces', () => {
  it('lays the decision on a close, the entry on the same line as an open, and the limit on an open', () => {
    expect(eventPlaces(legEvent())).toEqual({ decision: 3.5, entry: 3.5, limit: 7.5, exit: 6 })
  })

  it('ends at an open by the time limit, and within its bar by a barrier', () => {
    const event = legEvent()
    const atLimit = { ...event.outcome!, exitReason: 'time' as const, exitMs: event.barTimeMs[8]! }
    expect(eventPlaces({ ...event, outcome: atLimit }).exit).toBe(7.5)
    expect(eventPlaces({ ...event, role: 2 }).exit).toBe(5.5)
  })

  it('knows nothing of a trade that does not come', () => {
    expect(eventPlaces(legEvent({ barriers: null, outcome: null }))).toMatchObject({
      entry: null,
      limit: null,
      exit: null,
    })
  })
})

describe('bars and holes', () => {
  it('finds the bar of an instant, or the first later one', () => {
    const times = [10, 20, 40]
    expect([10, 15, 40, 41].map((timeMs) => barAt(times, timeMs))).toEqual([0, 1, 2, 3])
  })

  it('sees where time is missing', () => {
    expect(missingTime([0, 1, 2, 5, 6, 9])).toEqual([2.5, 4.5])
    expect(missingTime(hourly(5))).toEqual([])
    expect(missingTime([7])).toEqual([])
  })
})

const BARS = 30
const leg = fc
  .array(fc.tuple(fc.double({ min: 80, max: 120, noNaN: true }), fc.double({ min: 80, max: 120, noNaN: true })), {
    minLength: BARS,
    maxLength: BARS,
  })
  .map((bars): LegColumns => {
    const open = Float64Array.from(bars, ([first]) => first)
    const close = Float64Array.from(bars, ([, second]) => second)
    return { open, high: open, low: close, close, volume: open }
  })

describe('pairReturns', () => {
  it('ends at the gross return that the outcomes give, and before that passed no barrier', () => {
    fc.assert(
      fc.property(
        leg,
        leg,
        fc.constantFrom<1 | -1>(1, -1),
        fc.integer({ min: 2, max: 12 }),
        (primary, secondary, direction, limitBars) => {
          const columns = {
            intervalMs: 3_600_000,
            timeMs: Float64Array.from(hourly(BARS)),
            primary,
            secondary,
            sessionEnd: new Uint8Array(BARS),
          }
          const t = 5
          const unit = 0.02
          const rule = { targetRanges: 4, stopRanges: 3, limitBars }
          const outcomes = pairOutcomes(columns, new Float64Array(BARS).fill(unit), direction, rule)
          const points = pairReturns(pairEvent(primary, secondary, direction, t, limitBars, outcomes.exitBar[t]!))
          expect(points[0]).toEqual([t + 0.5, 0])
          expect(points.at(-1)?.[0]).toBe(outcomes.exitBar[t]! - 0.5)
          expect(points.at(-1)?.[1]).toBeCloseTo(outcomes.grossReturn[t]!, 12)
          // The last close decides, and the fill at the next open is drawn on the same line.
          const undecided = points.slice(1, -2).map(([, value]) => value)
          expect(undecided.every((value) => value < 4 * unit && value > -3 * unit)).toBe(true)
        },
      ),
    )
  })

  it('is nothing for an event without a trade', () => {
    expect(pairReturns(legEvent({ role: 2, barriers: null, outcome: null }))).toEqual([])
  })
})

function pairEvent(
  primary: LegColumns,
  secondary: LegColumns,
  direction: number,
  t: number,
  limitBars: number,
  exitBar: number,
): EventView {
  const barTimeMs = hourly(BARS)
  const bars = (role: number, columns: LegColumns) => ({
    role,
    symbol: `${role}`,
    open: [...columns.open],
    high: [...columns.high],
    low: [...columns.low],
    close: [...columns.close],
    volume: [...columns.volume],
  })
  const event = legEvent()
  return {
    ...event,
    role: 2,
    direction,
    timeMs: barTimeMs[t]!,
    barTimeMs,
    legs: [bars(0, primary), bars(1, secondary)],
    barriers: {
      ...event.barriers!,
      entryMs: barTimeMs[t + 1]!,
      limitMs: barTimeMs[t + 1 + limitBars]!,
      targetPrice: null,
      stopPrice: null,
    },
    outcome: { ...event.outcome!, exitMs: barTimeMs[exitBar]!, exitReason: 'time' },
  }
}
