import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import type { Completeness, TimeSpan } from '../../../core/contract/download.ts'
import type { DownloadJournal } from '../../../core/contract/downloadJournal.ts'
import type { Hash } from '../../../core/contract/hash.ts'
import { judgeCompleteness } from '../../../core/market/completeness.ts'
import type { Calendar } from '../../../core/time/calendar.ts'
import { isoTime } from '../../../core/time/isoTime.ts'

export type CompletenessFacts = {
  readonly hash: Hash
  readonly calendar: Calendar
  readonly intervalMs: number
  readonly simulated: boolean
  readonly journal: DownloadJournal
}

/** The proof that goes into the passport. `timeMs`: starts of the clean bars, ascending. */
export function completenessOf(
  { hash, calendar, intervalMs, simulated, journal }: CompletenessFacts,
  timeMs: Float64Array,
): Completeness {
  const { asked, terms, headTimeMs, sessions } = journal
  const span: TimeSpan = { fromMs: asked[0]?.fromMs ?? 0, toMs: asked.at(-1)?.toMs ?? 0 }
  const fromMs = Math.max(span.fromMs, headTimeMs === null ? (timeMs[0] ?? span.fromMs) : span.fromMs)
  const judged = judgeCompleteness({
    calendar,
    intervalMs,
    fromMs,
    toMs: span.toMs,
    timeMs,
    sessions: sessions?.sessions ?? null,
    ...(sessions === null ? {} : { sessionsSpan: { fromMs: sessions.fromMs, toMs: sessions.toMs } }),
    asked,
  })
  const proof: Omit<Completeness, 'hash'> = {
    source: simulated ? 'simulated' : 'ibkr',
    terms,
    adjustment: terms.contract.securityType === 'STK' ? 'split-adjusted' : 'none',
    headTime: headTimeMs === null ? null : isoTime(headTimeMs),
    from: isoTime(fromMs),
    to: isoTime(span.toMs),
    serverVersion: journal.serverVersion,
    sessionsKnown: sessions !== null,
    sessions: sessions?.sessions.filter((session) => session.toMs > fromMs && session.fromMs < span.toMs).length ?? 0,
    ...judged,
    holes: [...judged.holes],
    counts: journal.counts,
    notes: journal.notes,
  }
  return { ...proof, hash: hash(canonicalJson(proof)) }
}
