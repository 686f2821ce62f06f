const DAY_MS = 86_400_000

/** Wall clock of a zone to UTC milliseconds. The wall clock comes as if it were UTC. */
export type ZoneInstant = (localMs: number) => number

/**
 * Null: the zone is not known. A wall clock that occurs twice means the earlier instant; one that never occurs is read with the offset
 * before the change (RFC 5545, 3.3.5). NaN stays NaN.
 */
export function zoneInstant(zone: string): ZoneInstant | null {
  const offsetMs = zoneOffset(zone)
  if (offsetMs === null) return null
  return (localMs) => {
    if (Number.isNaN(localMs)) return Number.NaN
    const before = offsetMs(localMs - DAY_MS)
    const after = offsetMs(localMs + DAY_MS)
    const earlier = localMs - Math.max(before, after)
    const later = localMs - Math.min(before, after)
    if (offsetMs(earlier) === localMs - earlier) return earlier
    if (offsetMs(later) === localMs - later) return later
    return localMs - before
  }
}

function zoneOffset(zone: string): ((timeMs: number) => number) | null {
  const format = formatOf(zone)
  if (format === null) return null
  return (timeMs) => {
    const read = new Map(format.formatToParts(timeMs).map(({ type, value }) => [type, Number(value)]))
    const part = (type: Intl.DateTimeFormatPartTypes) => read.get(type) ?? Number.NaN
    const localMs = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
    return localMs - timeMs
  }
}

function formatOf(zone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
  } catch {
    return null
  }
}
