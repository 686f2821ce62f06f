import type { TimeSpan } from '../../../core/contract/download.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { askTrouble } from './askTrouble.ts'
import { readWireTime } from './wireTime.ts'
import { zoneInstant } from './zoneInstant.ts'

export type RawSession = { readonly startDateTime: string; readonly endDateTime: string }

/** Ascending. A session without length is left out: it holds no time. Errors: `ibkr-garbled`. */
export function decodeSessions(zone: string, raw: readonly RawSession[]): Outcome<readonly TimeSpan[]> {
  const instant = zoneInstant(zone)
  if (instant === null)
    return askTrouble('ibkr-garbled', `the schedule is in the time zone "${zone}", which is unknown`)
  const spans: TimeSpan[] = []
  for (const { startDateTime, endDateTime } of raw) {
    const fromMs = instant(readWireTime(startDateTime))
    const toMs = instant(readWireTime(endDateTime))
    if (!(fromMs <= toMs)) {
      return askTrouble('ibkr-garbled', `the schedule holds a session from "${startDateTime}" to "${endDateTime}"`)
    }
    if (fromMs < toMs) spans.push({ fromMs, toMs })
  }
  return success(spans.sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs))
}
