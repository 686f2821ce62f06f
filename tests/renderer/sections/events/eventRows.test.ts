import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utcHourOfWeek } from '../../../../src/core/charts/workbench/hourWeekday.ts'
import type { EventsView } from '../../../../src/core/contract/workbench/exploreViews.ts'
import { eventAddress, readEventAddress } from '../../../../src/renderer/sections/events/eventAddress.ts'
import {
  ALL,
  EVERY_EVENT,
  eventRows,
  filterEvents,
  inSlot,
  meanNet,
  NO_TRADE,
  namedPaths,
} from '../../../../src/renderer/sections/events/eventRows.ts'

const MONDAY_MS = Date.UTC(2024, 4, 13)
const HOUR_MS = 3_600_000
const path = { role: 0, direction: 1, events: 2, offsetBars: [0], mean: [0], lower: [0], upper: [0] }
const events: EventsView = {
  setting: { detector: 'd', title: 'D', parameters: [], exit: { targetRanges: 1, stopRanges: 1, limitBars: 1 } },
  regimeNames: ['calm', 'wild'],
  partNames: ['night', 'day'],
  timeMs: [MONDAY_MS, MONDAY_MS + HOUR_MS, MONDAY_MS + 5 * HOUR_MS],
  role: [0, 2, 0],
  direction: [1, -1, 1],
  strength: [1, null, 3],
  regime: [0, null, 1],
  part: [1, 0, 1],
  exitMs: [MONDAY_MS + HOUR_MS, null, MONDAY_MS + 9 * HOUR_MS],
  exitReason: ['target', null, 'stop'],
  grossReturn: [0.03, null, -0.01],
  netReturn: [0.02, null, -0.012],
  paths: [path, { ...path, direction: -1, events: 0 }],
}
const rows = eventRows(events)

describe('eventRows', () => {
  it('names role, side, regime and part, and keeps what is not known unknown', () => {
    expect(rows[0]).toMatchObject({ legSide: 'primary long', regime: 'calm', part: 'day', netReturn: 0.02 })
    expect(rows[1]).toMatchObject({
      legSide: 'pair short',
      regime: null,
      part: 'night',
      netReturn: null,
      strength: null,
    })
    expect(new Set(rows.map((row) => row.key)).size).toBe(3)
  })

  it('is filtered by each of its words', () => {
    const times = (filter: object) =>
      filterEvents(rows, { ...EVERY_EVENT, ...filter }).map((row) => (row.timeMs - MONDAY_MS) / HOUR_MS)
    expect(times({})).toEqual([0, 1, 5])
    expect(times({ legSide: 'primary long' })).toEqual([0, 5])
    expect(times({ regime: 'wild' })).toEqual([5])
    expect(times({ part: 'night' })).toEqual([1])
    expect(times({ end: NO_TRADE })).toEqual([1])
    expect(times({ end: 'stop', regime: 'calm' })).toEqual([])
  })

  it('is listed by the hours of a cell, from the first on', () => {
    const hours = (slot: { firstHour: number; hours: number } | null) =>
      inSlot(rows, slot, utcHourOfWeek).map((row) => (row.timeMs - MONDAY_MS) / HOUR_MS)
    expect(hours(null)).toEqual([0, 1, 5])
    expect(hours({ firstHour: 0, hours: 1 })).toEqual([0])
    expect(hours({ firstHour: 0, hours: 4 })).toEqual([0, 1])
    expect(hours({ firstHour: 4, hours: 4 })).toEqual([5])
  })

  it('has a mean of those that trade, none where none does', () => {
    expect(meanNet(rows).traded).toBe(2)
    expect(meanNet(rows).mean).toBeCloseTo(0.004, 12)
    expect(meanNet(rows.slice(1, 2))).toEqual({ traded: 0, mean: null })
  })

  it('draws paths that have events', () => {
    expect(namedPaths(events.paths, ALL).map(({ name }) => name)).toEqual(['primary long'])
    expect(namedPaths(events.paths, 'primary short')).toEqual([])
  })
})

describe('the address of an event', () => {
  it('comes back from its text', () => {
    const event = fc.record({
      timeMs: fc.integer({ min: -1e13, max: 1e13 }),
      role: fc.constantFrom(0, 1, 2),
      direction: fc.constantFrom<1 | -1>(1, -1),
    })
    const detector = fc.stringMatching(/^[a-z][a-z-]*$/)
    fc.assert(
      fc.property(detector, fc.option(event), (name, one) => {
        const address = { detector: name, event: one }
        expect(readEventAddress(eventAddress(address))).toEqual(address)
      }),
    )
  })

  it('is nothing without a detector, and no event where one is not named whole', () => {
    expect(readEventAddress(null)).toBeNull()
    expect(readEventAddress('')).toBeNull()
    expect(readEventAddress('burst.12.5.1')).toEqual({ detector: 'burst.12.5.1', event: null })
  })
})
