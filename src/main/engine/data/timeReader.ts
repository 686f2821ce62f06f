import type { EpochUnit, SourceTime } from '../../../core/contract/layer.ts'
import type { TimeZones } from '../ports/timeZones.ts'
import { parseIsoTime } from './parseIsoTime.ts'
import { parseNumber } from './parseNumber.ts'
import { createWallClock, type WallClock } from './wallClock.ts'

const UNIT_MS: Readonly<Record<EpochUnit, number>> = { s: 1000, ms: 1, us: 1e-3, ns: 1e-6 }
/** 1900 to 2200: what lies outside is no time of a bar but a misread field. */
const EARLIEST_MS = -2_208_988_800_000
const LATEST_MS = 7_258_118_400_000

export type TimeReader = {
  /** UTC milliseconds, or NaN. Rows must come in file order where the zone puts its clock back. */
  read(text: string): number
  /** The text was a date without a clock. */
  wasDateOnly(): boolean
  readonly clock: WallClock | null
}

export function createTimeReader(
  time: SourceTime,
  timeZone: string | null,
  newestFirst: boolean,
  zones: TimeZones,
): TimeReader {
  const clock = timeZone === null ? null : createWallClock(zones.instants(timeZone), newestFirst)
  const parts = textTime(time, zones)
  const toUtc = (ms: number, hasOffset: boolean): number => {
    if (hasOffset) return ms
    return clock === null ? Number.NaN : clock.toUtcMs(ms)
  }
  return {
    clock,
    wasDateOnly: () => parts.state.dateOnly,
    read: (text) => {
      parts.parse(text)
      return credible(toUtc(parts.state.ms, parts.state.hasOffset))
    },
  }
}

/** NaN for what lies outside of 1900 to 2200. */
export function credible(timeMs: number): number {
  return timeMs >= EARLIEST_MS && timeMs <= LATEST_MS ? timeMs : Number.NaN
}

export function epochToMs(value: number, unit: EpochUnit): number {
  return unit === 's' ? Math.round(value * UNIT_MS.s) : Math.floor(value * UNIT_MS[unit])
}

type TextTime = {
  readonly state: { ms: number; hasOffset: boolean; dateOnly: boolean }
  parse(text: string): void
}

/** Reads one text into `state`: a wall-clock time as if it were UTC, or an instant where `hasOffset`. */
export function textTime(time: SourceTime, zones: TimeZones): TextTime {
  const state = { ms: Number.NaN, hasOffset: true, dateOnly: false }
  if (time.kind === 'iso') return { state, parse: (text) => parseIsoTime(text, state) }
  if (time.kind === 'epoch') {
    return {
      state,
      parse: (text) => {
        state.ms = epochToMs(parseNumber(text, '.'), time.unit)
      },
    }
  }
  if (time.kind === 'typed') return { state, parse: () => {} }
  const pattern = zones.pattern(time.tokens)
  state.hasOffset = pattern.carriesOffset
  state.dateOnly = !/[HhSsa]|mm?/.test(time.tokens.replace(/'[^']*'/g, '')) && !/[tTfFX x]/.test(time.tokens)
  return {
    state,
    parse: (text) => {
      state.ms = pattern.parse(text)
    },
  }
}
