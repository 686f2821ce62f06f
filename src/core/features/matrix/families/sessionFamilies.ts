import type { Session } from '../../../time/calendar.ts'
import { MINUTE_MS } from '../../../time/durations.ts'
import { closesOf } from '../barColumns.ts'
import type { FeatureFamily, FeatureInputs } from '../matrixFeature.ts'
import { monthPlaces } from '../sessionClock.ts'
import { familyOf, featureOf } from './familyParts.ts'

const SOURCE = "The exchange's calendar, half days and daylight time included; a session without end is the UTC day"

/** Trading days 1 to 3 of a month and its last one. */
const TURN_OF_MONTH_DAYS = 3

/** Where in its session, and its month of sessions, a bar is decided. A calendar is known in advance, so nothing here looks ahead. */
export const SESSION_FAMILIES: readonly FeatureFamily[] = [
  ofSession(
    'minutes_since_open',
    'Minutes since the open',
    'close of the bar less the open of its session',
    'minutes',
    ({ openMs }, closeMs) => (closeMs - openMs) / MINUTE_MS,
  ),
  ofSession(
    'minutes_until_close',
    'Minutes until the close',
    'close of its session less the close of the bar; 0 for the last bar',
    'minutes',
    ({ closeMs: endMs }, closeMs) => (endMs - closeMs) / MINUTE_MS,
  ),
  ofSession(
    'session_progress_sin',
    'Place in the session on a circle, sine',
    'sin(2 pi x share of the session gone by at the close of the bar)',
    '-1 to 1',
    (session, closeMs) => Math.sin(2 * Math.PI * share(session, closeMs)),
  ),
  ofSession(
    'session_progress_cos',
    'Place in the session on a circle, cosine',
    'cos(2 pi x share of the session gone by at the close of the bar)',
    '-1 to 1',
    (session, closeMs) => Math.cos(2 * Math.PI * share(session, closeMs)),
  ),
  ofSession(
    'first_bar',
    'First bar of the session',
    '1 where the bar begins with its session; 0 always where trading never stops',
    '0 or 1',
    (session, _closeMs, timeMs, inputs) => (!inputs.calendar.continuous && timeMs === session.openMs ? 1 : 0),
  ),
  ofSession(
    'last_bar',
    'Last bar of the session',
    '1 where the bar ends with its session; 0 always where trading never stops',
    '0 or 1',
    (session, closeMs, _timeMs, inputs) => (!inputs.calendar.continuous && closeMs === session.closeMs ? 1 : 0),
  ),
  ofMonth(
    'trading_day_of_month',
    'Trading day of the month',
    'number of the session in its month, from 1',
    'sessions',
    ({ tradingDay }) => tradingDay,
  ),
  ofMonth(
    'trading_days_left',
    'Trading days left in the month',
    'sessions of the month after this one',
    'sessions',
    ({ daysLeft }) => daysLeft,
  ),
  ofMonth(
    'turn_of_month',
    'Turn of the month',
    `1 on the last session of a month and the first ${TURN_OF_MONTH_DAYS} of the next, else 0; Lakonishok & Smidt (1988)`,
    '0 or 1',
    ({ tradingDay, daysLeft }) => (daysLeft === 0 || tradingDay <= TURN_OF_MONTH_DAYS ? 1 : 0),
  ),
]

function share({ openMs, closeMs: endMs }: Session, closeMs: number): number {
  return (closeMs - openMs) / (endMs - openMs)
}

function ofSession(
  name: string,
  title: string,
  formula: string,
  unit: string,
  at: (session: Session, closeMs: number, timeMs: number, inputs: FeatureInputs) => number,
): FeatureFamily {
  return ofClock(name, title, formula, unit, (inputs) => {
    const closeMs = closesOf(inputs)
    return inputs.market.timeMs.map((timeMs, row) => {
      const session = inputs.calendar.sessionAt(timeMs)
      return session === null ? Number.NaN : at(session, closeMs[row]!, timeMs, inputs)
    })
  })
}

function ofMonth(
  name: string,
  title: string,
  formula: string,
  unit: string,
  at: (place: { readonly tradingDay: number; readonly daysLeft: number }) => number,
): FeatureFamily {
  return ofClock(name, title, formula, unit, ({ market, calendar }) => {
    const placeAt = monthPlaces(calendar)
    return market.timeMs.map((timeMs) => {
      const place = placeAt(timeMs)
      return place === null ? Number.NaN : at(place)
    })
  })
}

function ofClock(
  name: string,
  title: string,
  formula: string,
  unit: string,
  compute: (inputs: FeatureInputs) => Float64Array,
): FeatureFamily {
  return familyOf({ name, title, kind: 'calendar' }, [], (_, asked) => [
    featureOf({ name: asked, formula, source: SOURCE, unit, inputs: ['time'], warmupBars: 0, compute }),
  ])
}
