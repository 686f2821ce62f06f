import { weekdayOf } from '../../../time/weekday.ts'
import type { ContextDimension } from '../../eventFamily.ts'

const SUNDAY = 0
const SATURDAY = 6

export const weekDimension: ContextDimension = {
  id: 'week',
  title: 'Part of the week',
  states: ['weekday', 'weekend'],
  formula: 'day on which the bar starts, UTC: Saturday and Sunday are the weekend',
  needs: [],
  readsOthers: false,
  classify: ({ timeMs }) =>
    Uint8Array.from(timeMs, (startMs) => {
      const weekday = weekdayOf(startMs)
      return weekday === SUNDAY || weekday === SATURDAY ? 2 : 1
    }),
}
