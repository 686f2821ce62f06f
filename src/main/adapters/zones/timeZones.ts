import { DateTime, FixedOffsetZone, IANAZone } from 'luxon'
import type { TimePattern, TimeZones, WallClockInstants } from '../../engine/ports/timeZones.ts'

const DAY_MS = 86_400_000
const QUARTER_MS = 900_000

export const luxonTimeZones: TimeZones = {
  has: (name) => IANAZone.isValidZone(name),
  instants: (name) => (isUtc(name) ? utcInstants : zoneInstants(IANAZone.create(name))),
  pattern,
}

function isUtc(name: string): boolean {
  return name === 'UTC' || name === 'Etc/UTC'
}

const utcInstants: WallClockInstants = (localMs, instants) => {
  instants[0] = localMs
  return 1
}

/** Offsets change on a quarter of an hour at most (true of every zone since 1972), so one answer serves a quarter. */
function zoneInstants(zone: IANAZone): WallClockInstants {
  const known = new Map<number, readonly number[]>()
  let lastQuarter = Number.NaN
  let lastOffsets: readonly number[] = []
  return (localMs, instants) => {
    const quarter = Math.floor(localMs / QUARTER_MS)
    if (quarter !== lastQuarter) {
      lastQuarter = quarter
      lastOffsets = known.get(quarter) ?? offsetsAt(zone, quarter * QUARTER_MS)
      known.set(quarter, lastOffsets)
    }
    const [first, second] = lastOffsets
    if (first === undefined) return 0
    instants[0] = localMs - first
    if (second === undefined) return 1
    instants[1] = localMs - second
    return 2
  }
}

/** Offsets in ms, larger (earlier instant) first: those of a day before and a day after that the zone confirms. */
function offsetsAt(zone: IANAZone, localMs: number): readonly number[] {
  const before = zone.offset(localMs - DAY_MS) * 60_000
  const after = zone.offset(localMs + DAY_MS) * 60_000
  const candidates = before === after ? [before] : [Math.max(before, after), Math.min(before, after)]
  return candidates.filter((offset) => zone.offset(localMs - offset) * 60_000 === offset)
}

function pattern(tokens: string): TimePattern {
  const carriesOffset = /[Zz]/.test(tokens.replace(/'[^']*'/g, ''))
  const parser = DateTime.buildFormatParser(tokens, { locale: 'en-US' })
  return {
    carriesOffset,
    parse: (text) => {
      const read = DateTime.fromFormatParser(text.trim(), parser, {
        zone: FixedOffsetZone.utcInstance,
        locale: 'en-US',
      })
      return read.isValid ? read.toMillis() : Number.NaN
    },
  }
}
