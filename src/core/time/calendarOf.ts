import { assertNever } from '../outcome/outcome.ts'
import type { Calendar } from './calendar.ts'
import { calendar24x7 } from './calendar24x7.ts'
import { usEquityCalendar } from './usEquityCalendar.ts'

export function calendarOf(name: Calendar['name']): Calendar {
  switch (name) {
    case '24x7':
      return calendar24x7
    case 'us-equity-rth':
    case 'us-equity-rth-clock':
    case 'us-equity-extended':
      return usEquityCalendar(name)
    default:
      return assertNever(name)
  }
}
