import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { type IsoTime, parseIsoTime } from './parseIsoTime.ts'

/** ISO 8601 date or time, UTC where no offset is said; null where nothing is said. Error: `bad-time`. */
export function parseTime(flag: string, text: string | undefined): Outcome<number | null> {
  if (text === undefined) return success(null)
  const time: IsoTime = { ms: Number.NaN, hasOffset: false, dateOnly: false }
  parseIsoTime(text, time)
  if (Number.isFinite(time.ms)) return success(time.ms)
  return failure(
    'bad-time',
    `${flag} ${JSON.stringify(text)} is no time.`,
    'Give a date or a time as in 2021-01-31 or 2021-01-31T14:00Z; without an offset it is UTC.',
  )
}
