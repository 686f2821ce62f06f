import type { SampleLeg } from '../../../core/market/sampleMarket.ts'
import { createStream } from '../../../core/stats/seededStream.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../core/time/durations.ts'
import { weekdayOf } from '../../../core/time/weekday.ts'
import { joinSlots } from './barBuilder.ts'
import { newYorkWallMs } from './newYorkTime.ts'
import { slotMinutes } from './slotMinutes.ts'
import type { Slot, SlotScale } from './slotSeries.ts'
import { SLOT_FLAT, SLOT_MISSING, slotOf } from './slotSeries.ts'

export type InstrumentSeries = {
  readonly name: string
  readonly leg: (index: number) => SampleLeg
  readonly minutes: (index: number, slot: Slot, count: number) => readonly Slot[]
  readonly scale: SlotScale
  /** Length of a base bar; its edges stand on whole multiples in UTC. */
  readonly slotMs: number
  readonly indexOf: (slotStartMs: number) => number
  readonly stateOf: (index: number, slotStartMs: number) => number
}

/** What was traded within [fromMs, toMs), or null. Whole minutes count: an edge inside a minute leaves the whole minute out. */
export function tradedWithin(series: InstrumentSeries, fromMs: number, toMs: number): Slot | null {
  let bar: Slot | null = null
  const { slotMs } = series
  for (let startMs = Math.floor(fromMs / slotMs) * slotMs; startMs < toMs; startMs += slotMs) {
    const index = series.indexOf(startMs)
    const state = series.stateOf(index, startMs)
    if (state === SLOT_MISSING) continue
    const slot = slotOf(series.leg(index), index, state === SLOT_FLAT, series.scale)
    if (startMs >= fromMs && startMs + slotMs <= toMs) bar = joinSlots(bar, slot)
    else for (const minute of minutesWithin(series, slot, index, startMs, fromMs, toMs)) bar = joinSlots(bar, minute)
  }
  return bar
}

function minutesWithin(
  series: InstrumentSeries,
  slot: Slot,
  index: number,
  startMs: number,
  fromMs: number,
  toMs: number,
): Slot[] {
  return series.minutes(index, slot, series.slotMs / MINUTE_MS).filter((_, k) => {
    const minuteMs = startMs + k * MINUTE_MS
    return minuteMs >= fromMs && minuteMs + MINUTE_MS <= toMs
  })
}

/** Remembers the last base bar: minutes are asked for one after the other. */
export function minuteBook(seed: number, name: string): InstrumentSeries['minutes'] {
  let knownIndex = -1
  let known: readonly Slot[] = []
  return (index, slot, count) => {
    if (index !== knownIndex) {
      known = slotMinutes(slot, count, createStream(seed, `minutes.${name}.${index}`))
      knownIndex = index
    }
    return known
  }
}

/** Hours since the first bar. */
export function hourIndex(firstMs: number): (slotStartMs: number) => number {
  return (slotStartMs) => Math.round((slotStartMs - firstMs) / HOUR_MS)
}

export const HALF_HOUR_MS = 30 * MINUTE_MS
const HALF_HOURS_A_DAY = 32
const EQUITY_DAY_START_MS = 4 * HOUR_MS

/** Half hours of New York's weekdays, 04:00 to 20:00, since a Monday (given by its UTC midnight). */
export function equityIndex(mondayMs: number): (slotStartMs: number) => number {
  return (slotStartMs) => {
    const wallMs = newYorkWallMs(slotStartMs)
    const dateMs = Math.floor(wallMs / DAY_MS) * DAY_MS
    const weeks = Math.floor((dateMs - mondayMs) / (7 * DAY_MS))
    const days = weeks * 5 + (weekdayOf(dateMs) - 1)
    return days * HALF_HOURS_A_DAY + Math.round((wallMs - dateMs - EQUITY_DAY_START_MS) / HALF_HOUR_MS)
  }
}
