import { slotText } from '../../../core/charts/workbench/hourWeekdayOption.ts'
import type { EventPath, EventsView, ExitReason } from '../../../core/contract/workbench/exploreViews.ts'
import { ROLE_NAMES, sideWord } from '../../parts/eventWords.ts'

export type EventName = { readonly timeMs: number; readonly role: number; readonly direction: 1 | -1 }

export type EventRow = EventName & {
  readonly key: string
  readonly legSide: string
  readonly strength: number | null
  readonly regime: string | null
  readonly part: string | null
  readonly exitMs: number | null
  readonly exitReason: ExitReason | null
  readonly grossReturn: number | null
  readonly netReturn: number | null
}

export const ALL = 'all'

/** Hours of the week in the zone of display, from the first on. */
export type Slot = { readonly firstHour: number; readonly hours: number }

/** What is left in of the events of a detector; `slot` null: every hour. */
export type EventFilter = {
  readonly legSide: string
  readonly regime: string
  readonly part: string
  readonly end: string
  readonly slot: Slot | null
}

export const EVERY_EVENT: EventFilter = { legSide: ALL, regime: ALL, part: ALL, end: ALL, slot: null }
export const NO_TRADE = 'no trade'

export function eventKey({ timeMs, role, direction }: EventName): string {
  return `${timeMs}.${role}.${direction}`
}

export function legSideOf(role: number, direction: number): string {
  return `${ROLE_NAMES[role] ?? 'n/a'} ${sideWord(direction)}`
}

export function eventRows(events: EventsView): readonly EventRow[] {
  return events.timeMs.map((timeMs, row) => {
    const role = events.role[row]!
    const direction = events.direction[row]! > 0 ? 1 : -1
    const regime = events.regime[row] ?? null
    const part = events.part[row] ?? null
    return {
      key: eventKey({ timeMs, role, direction }),
      timeMs,
      role,
      direction,
      legSide: legSideOf(role, direction),
      strength: events.strength[row] ?? null,
      regime: regime === null ? null : (events.regimeNames[regime] ?? null),
      part: part === null ? null : (events.partNames[part] ?? null),
      exitMs: events.exitMs[row] ?? null,
      exitReason: events.exitReason[row] ?? null,
      grossReturn: events.grossReturn[row] ?? null,
      netReturn: events.netReturn[row] ?? null,
    }
  })
}

/** Rows that the filter leaves in, whatever their hour. */
export function filterEvents(rows: readonly EventRow[], filter: EventFilter): readonly EventRow[] {
  const fits = (wanted: string, value: string | null) => wanted === ALL || wanted === value
  return rows.filter(
    (row) =>
      fits(filter.legSide, row.legSide) &&
      fits(filter.regime, row.regime) &&
      fits(filter.part, row.part) &&
      fits(filter.end, row.exitReason ?? NO_TRADE),
  )
}

/** Rows that begin in these hours of the week. */
export function inSlot(
  rows: readonly EventRow[],
  slot: Slot | null,
  hourOfWeek: (timeMs: number) => number,
): readonly EventRow[] {
  if (slot === null) return rows
  const { firstHour, hours } = slot
  return rows.filter((row) => {
    const hour = hourOfWeek(row.timeMs)
    return hour >= firstHour && hour < firstHour + hours
  })
}

/** Mean net return and count of the rows that have an outcome. */
export function meanNet(rows: readonly EventRow[]): { readonly traded: number; readonly mean: number | null } {
  const known = rows.flatMap(({ netReturn }) => (netReturn === null ? [] : [netReturn]))
  if (known.length === 0) return { traded: 0, mean: null }
  return { traded: known.length, mean: known.reduce((sum, value) => sum + value, 0) / known.length }
}

/** The paths of the chosen leg and side, or all that have events, named. */
export function namedPaths(paths: readonly EventPath[], legSide: string) {
  return paths
    .map((path) => ({ ...path, name: legSideOf(path.role, path.direction) }))
    .filter(({ name, events }) => (legSide === ALL ? events > 0 : name === legSide && events > 0))
}

export function slotWords({ firstHour, hours }: Slot, timeZone: string): string {
  return `${slotText(firstHour, hours)} ${timeZone}`
}
