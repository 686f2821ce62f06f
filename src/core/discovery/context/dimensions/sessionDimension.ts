import { DAY_MS, HOUR_MS } from '../../../time/durations.ts'
import type { ContextDimension } from '../../eventFamily.ts'

const EUROPE_FROM_HOUR = 8
const US_FROM_HOUR = 14
const ASIA_FROM_HOUR = 22

export const sessionDimension: ContextDimension = {
  id: 'session',
  title: 'Session',
  states: ['asia', 'europe', 'us'],
  formula:
    'hour of the close of the bar, UTC: asia from 22 to 8, europe from 8 to 14, us from 14 to 22; unknown for bars of a day or more',
  needs: [],
  readsOthers: false,
  classify: ({ timeMs, intervalMs }) =>
    Uint8Array.from(timeMs, (startMs) => {
      if (intervalMs >= DAY_MS) return 0
      const closeMs = startMs + intervalMs
      const hour = (closeMs - Math.floor(closeMs / DAY_MS) * DAY_MS) / HOUR_MS
      if (hour >= ASIA_FROM_HOUR || hour < EUROPE_FROM_HOUR) return 1
      return hour < US_FROM_HOUR ? 2 : 3
    }),
}
