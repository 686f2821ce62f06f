import type { TimeSpan } from '../../../core/contract/download.ts'
import type { KnownSessions } from '../../../core/contract/downloadJournal.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import { DAY_MS } from '../../../core/time/durations.ts'
import { contractKeyOf } from './findContract.ts'
import type { PendingDownload } from './pendingDownload.ts'
import type { Questioner } from './questioner.ts'

/** SCHEDULE came with this version. */
const LEAST_SERVER_VERSION = 165
/** A year's worth of a schedule reaches back at least this far. */
const SURE_MS = 360 * DAY_MS

type Progress = { readonly onAnswer: () => void; readonly onNote: (text: string) => void }

/** About how many questions are left before all sessions of `span` are known. */
export function sessionQuestions(span: TimeSpan, known: KnownSessions | null): number {
  if (known === null) return Math.ceil((span.toMs - span.fromMs) / SURE_MS)
  const leftMs = Math.max(0, span.toMs - known.toMs) + Math.max(0, known.fromMs - span.fromMs)
  return Math.ceil(leftMs / SURE_MS)
}

/**
 * The past sessions of the venue over `span`, from its SCHEDULE, kept as they come. Null where the gateway is too old or does not tell:
 * then nothing is known of closed sessions; where it tells only a part, the rest is not known.
 */
export async function fetchSessions(
  questioner: Questioner,
  pending: PendingDownload,
  span: TimeSpan,
  before: KnownSessions | null,
  serverVersion: number,
  progress: Progress,
): Promise<Outcome<KnownSessions | null>> {
  if (serverVersion < LEAST_SERVER_VERSION) {
    progress.onNote(
      `the sessions of the venue cannot be asked for: server version ${serverVersion}, needed ${LEAST_SERVER_VERSION}`,
    )
    return success(null)
  }
  let known = pending.sessions() ?? before
  for (let endMs = nextEnd(span, known); endMs !== null; endMs = nextEnd(span, known)) {
    const asked = await askYear(questioner, pending, endMs)
    if (!asked.ok) return asked
    if (asked.value === null) {
      progress.onNote('IBKR does not tell all sessions of the venue: closed hours cannot be told from holes there')
      return success(known)
    }
    known = joined(known, asked.value, { fromMs: endMs - SURE_MS, toMs: endMs })
    const kept = pending.keepSessions(known)
    if (!kept.ok) return kept
    progress.onAnswer()
  }
  return success(known)
}

async function askYear(
  questioner: Questioner,
  { plan }: PendingDownload,
  endMs: number,
): Promise<Outcome<readonly TimeSpan[] | null>> {
  const { contract, regularHours } = plan.terms
  const duration = '1 Y'
  for (let times = 0; times < DENIALS_BELIEVED; times++) {
    const asked = await questioner.ask({
      request: {
        kind: 'sessions',
        identity: `sessions ${contract.conId} ${contract.exchange} ${endMs} ${duration} ${regularHours}`,
        contractKey: contractKeyOf(plan.terms),
        smallBars: false,
        weight: 1,
      },
      venue: contract,
      hadBarsBefore: true,
      moreVenues: false,
      ask: (link, terms) => link.sessions({ contract, endMs, duration, regularHours }, terms),
    })
    if (!asked.ok) return CAN_DO_WITHOUT.has(asked.trouble.code) ? success(null) : asked
    if (asked.value.kind === 'answer' && asked.value.value.length > 0) return success(asked.value.value)
  }
  return success(null)
}

/** A year of a schedule without any session is asked again, and then not believed: something trades on a venue that has bars. */
const DENIALS_BELIEVED = 3

const CAN_DO_WITHOUT: ReadonlySet<string> = new Set([
  'ibkr-timeout',
  'ibkr-query-cancelled',
  'ibkr-request-rejected',
  'ibkr-unknown-answer',
  'ibkr-garbled',
  'ibkr-bad-request',
])

/** The end of the next question; what is known stays one span. Newer sessions first, then back year by year. */
function nextEnd(span: TimeSpan, known: KnownSessions | null): number | null {
  if (known === null) return span.toMs
  if (known.toMs < span.toMs) return Math.min(known.toMs + SURE_MS, span.toMs)
  return known.fromMs > span.fromMs ? known.fromMs : null
}

/** Sessions that touch stay apart: each is judged by itself. */
function joined(known: KnownSessions | null, sessions: readonly TimeSpan[], asked: TimeSpan): KnownSessions {
  const byStart = new Map([...(known?.sessions ?? []), ...sessions].map((session) => [session.fromMs, session]))
  return {
    fromMs: Math.min(known?.fromMs ?? asked.fromMs, asked.fromMs),
    toMs: Math.max(known?.toMs ?? asked.toMs, asked.toMs),
    sessions: [...byStart.values()].sort((a, b) => a.fromMs - b.fromMs),
  }
}
