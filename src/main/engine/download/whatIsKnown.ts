import type { DownloadTerms, TimeSpan } from '../../../core/contract/download.ts'
import { type DownloadJournal, readDownloadJournal } from '../../../core/contract/downloadJournal.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Calendar } from '../../../core/time/calendar.ts'
import type { ReceivedBars } from '../ports/brokerHistory.ts'
import type { SeriesContext } from './downloadContext.ts'
import { readJson } from './jsonFile.ts'
import { readStoredRows } from './storedRows.ts'

/** What is known of a series before a download. All null: nothing is stored. `journal` null beside rows: it was lost. */
export type Known = {
  readonly journal: DownloadJournal | null
  readonly rows: ReceivedBars | null
  readonly terms: DownloadTerms | null
}

/**
 * Without what the download `exceptPlan` has stored already. A journal counts only as far as it can be true: not of the future (the clock
 * was wrong), and not without any layer (they were removed). Errors: those of `readStoredRows`, `journal-mismatch`.
 */
export async function whatIsKnown(context: SeriesContext, exceptPlan: string | null): Promise<Outcome<Known>> {
  const stored = await readStoredRows(context, exceptPlan)
  if (!stored.ok) return stored
  if (stored.value === null) return success({ journal: null, rows: null, terms: null })
  const { rows, download } = stored.value
  const kept = storedJournal(context)
  if (kept === null) return success({ journal: null, rows, terms: download.terms })
  if (!sameTerms(kept.terms, download.terms)) return otherTerms(context, download.terms, kept.terms)
  const { toMs } = spanOfRows(rows.timeMs, context.calendar, context.subject.interval.ms)
  const journal = { ...kept, asked: credible(kept.asked, context.ports.clock.nowMs(), toMs) }
  return success({ journal, rows, terms: download.terms })
}

export function storedJournal({ ports, paths }: SeriesContext): DownloadJournal | null {
  return readJson(ports.files, paths.journal, readDownloadJournal)
}

/** Who asked for the future knows nothing of what came after the newest bar. */
function credible(asked: DownloadJournal['asked'], nowMs: number, storedToMs: number): DownloadJournal['asked'] {
  if ((asked.at(-1)?.toMs ?? nowMs) <= nowMs) return asked
  const untilMs = Math.min(nowMs, storedToMs)
  return asked.filter(({ fromMs }) => fromMs < untilMs).map((span) => ({ ...span, toMs: Math.min(span.toMs, untilMs) }))
}

export function sameTerms(a: DownloadTerms, b: DownloadTerms): boolean {
  return (
    a.contract.conId === b.contract.conId &&
    a.contract.exchange === b.contract.exchange &&
    a.whatToShow === b.whatToShow &&
    a.regularHours === b.regularHours
  )
}

export function otherTerms(
  { subject, paths }: SeriesContext,
  stored: DownloadTerms,
  told: DownloadTerms,
): Outcome<never> {
  return failure(
    'journal-mismatch',
    `The stored bars of ${subject.instrument.symbol} are ${kindText(stored)}, but ${paths.folder} tells of ${kindText(told)}.`,
    'The folder belongs to another series. Remove it: the same command then asks again and compares.',
  )
}

function kindText({ contract, whatToShow, regularHours }: DownloadTerms): string {
  return `${whatToShow} of ${contract.exchange}, conId ${contract.conId}, in ${regularHours ? 'regular hours' : 'all hours'}`
}

export function spanOfRows(timeMs: Float64Array, calendar: Calendar, intervalMs: number): TimeSpan {
  const lastMs = timeMs.at(-1)!
  const endMs = calendar.barEnd(lastMs, intervalMs)
  return { fromMs: timeMs[0]!, toMs: Number.isNaN(endMs) ? lastMs + intervalMs : endMs }
}
