import type { FeatureDefinition } from './featureDefinition.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** 1970-01-01 was a Thursday; Sunday is day 0. */
const EPOCH_WEEKDAY = 4

/** Hour of day and day of week of the bar's start, as points on a circle so that 23 h is next to 0 h. */
export function calendarFeatures(): readonly FeatureDefinition[] {
  return [
    onCircle('calendar_hour_sine', 'sin(2 pi hour / 24), UTC hour of the bar start', dayTurn, Math.sin),
    onCircle('calendar_hour_cosine', 'cos(2 pi hour / 24), UTC hour of the bar start', dayTurn, Math.cos),
    onCircle(
      'calendar_weekday_sine',
      'sin(2 pi weekday / 7), Sunday = 0, UTC day of the bar start',
      weekTurn,
      Math.sin,
    ),
    onCircle(
      'calendar_weekday_cosine',
      'cos(2 pi weekday / 7), Sunday = 0, UTC day of the bar start',
      weekTurn,
      Math.cos,
    ),
  ]
}

function onCircle(
  name: string,
  formula: string,
  turn: (timeMs: number) => number,
  coordinate: (radians: number) => number,
): FeatureDefinition {
  return {
    name,
    version: 1,
    formula,
    source: 'Circular coding of a periodic variable, Mardia & Jupp (2000)',
    unit: '-1 to 1',
    warmupBars: 0,
    signed: false,
    compute: (columns) => columns.timeMs.map((timeMs) => coordinate(2 * Math.PI * turn(timeMs))),
  }
}

function dayTurn(timeMs: number): number {
  const intoDayMs = timeMs - Math.floor(timeMs / DAY_MS) * DAY_MS
  return intoDayMs / DAY_MS
}

function weekTurn(timeMs: number): number {
  const day = Math.floor(timeMs / DAY_MS) + EPOCH_WEEKDAY
  return (day - Math.floor(day / 7) * 7) / 7
}
