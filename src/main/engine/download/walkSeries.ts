import type { AskedSpan, TimeSpan } from '../../../core/contract/download.ts'
import type { DownloadAnswer, DownloadJournal, KnownSessions } from '../../../core/contract/downloadJournal.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { ReceivedBars } from '../ports/brokerHistory.ts'
import { mergeAsked } from './askedSpans.ts'
import type { SeriesContext } from './downloadContext.ts'
import { type BarsAnswered, type BarsAsk, fetchBars } from './fetchBars.ts'
import { fetchSessions, sessionQuestions } from './fetchSessions.ts'
import { expectedStarts, nextHole, without } from './holes.ts'
import { lowerBound } from './lowerBound.ts'
import type { PendingDownload } from './pendingDownload.ts'
import { walkBack } from './walkBack.ts'

export type WalkFacts = {
  readonly journal: DownloadJournal | null
  readonly stored: ReceivedBars | null
  readonly confirmHoles: boolean
  /** There are venues that were not tried yet. */
  readonly moreVenues: boolean
}

export type WalkEnd =
  | { readonly kind: 'done'; readonly sessions: KnownSessions | null; readonly notes: readonly string[] }
  | Exclude<BarsAnswered, { kind: 'answer' }>

/** Answers everything that a plan still lacks: sessions, the walk back, the check of the newest bars, and the holes. */
export async function walkSeries(
  context: SeriesContext,
  pending: PendingDownload,
  facts: WalkFacts,
): Promise<Outcome<WalkEnd>> {
  const { spans } = pending.plan
  const whole = {
    fromMs: Math.min(...spans.map((span) => span.fromMs)),
    toMs: Math.max(...spans.map((span) => span.toMs)),
  }
  const tell = (phase: string) =>
    context.status.progress(phase, doneOf(pending), plannedOf(context, pending, whole, facts))
  tell('sessions of the venue')
  const sessions = await fetchSessions(
    context.questioner,
    pending,
    whole,
    facts.journal?.sessions ?? null,
    context.serverVersion(),
    { onAnswer: () => tell('sessions of the venue'), onNote: (text) => context.status.note(text) },
  )
  if (!sessions.ok) return sessions
  const notes: string[] = []
  const ask = async (question: BarsAsk): Promise<Outcome<WalkEnd | null>> => {
    const fetched = await fetchBars(context, pending, facts.stored, question)
    if (!fetched.ok) return fetched
    if (fetched.value.kind !== 'answer') return success(fetched.value)
    const kept = pending.keep(fetched.value.answer)
    return kept.ok ? success(null) : kept
  }
  const ended =
    (await walkSpans(context, pending, facts, ask, tell, notes)) ??
    (await checkTail(pending, facts, ask, tell)) ??
    (facts.confirmHoles ? await askHoles(context, pending, facts, sessions.value, ask, tell) : null)
  return ended ?? success({ kind: 'done', sessions: sessions.value, notes })
}

type AskOne = (question: BarsAsk) => Promise<Outcome<WalkEnd | null>>
type Ended = Outcome<WalkEnd> | null

async function walkSpans(
  context: SeriesContext,
  pending: PendingDownload,
  facts: WalkFacts,
  ask: AskOne,
  tell: (phase: string) => void,
  notes: string[],
): Promise<Ended> {
  const headIsKnown = pending.plan.headTimeMs !== null
  for (const [index, span] of pending.plan.spans.entries()) {
    for (;;) {
      const { frontierMs, nextEndMs, stoppedAtEmptiness } = walkBack(span, walked(pending, index), headIsKnown)
      if (stoppedAtEmptiness)
        notes.push(`The walk ended at ${new Date(frontierMs).toISOString()} after a year without a bar.`)
      if (nextEndMs === null) break
      tell('walking back')
      const source = sourceOf(pending, facts)
      const ended = endOf(await ask({ phase: 'walk', span: index, endMs: nextEndMs, frontierMs, ...source }))
      if (ended !== null) return ended
    }
  }
  context.status.progress('walked', doneOf(pending), doneOf(pending))
  return null
}

/** The newest bars have no newer neighbour that would confirm them: they are asked for twice. */
async function checkTail(
  pending: PendingDownload,
  facts: WalkFacts,
  ask: AskOne,
  tell: (phase: string) => void,
): Promise<Ended> {
  const { spans } = pending.plan
  const span = spans.findIndex((one) => one.toMs === Math.max(...spans.map(({ toMs }) => toMs)))
  const asked = pending.answers().some((answer) => answer.phase === 'tail')
  if (asked || !walked(pending, span).some((answer) => answer.timeMs.length > 0)) return null
  tell('checking the newest bars')
  const endMs = spans[span]!.toMs
  return endOf(await ask({ phase: 'tail', span, endMs, frontierMs: endMs, ...sourceOf(pending, facts) }))
}

/**
 * Bars that are missing from open sessions are asked for again until the source has said often enough that there are none. The question
 * ends with the missing bar: whatever the source makes of its length, an answer then speaks of that bar.
 */
async function askHoles(
  context: SeriesContext,
  pending: PendingDownload,
  facts: WalkFacts,
  sessions: KnownSessions | null,
  ask: AskOne,
  tell: (phase: string) => void,
): Promise<Ended> {
  for (const [index, span] of pending.plan.spans.entries()) {
    const wanted = walkedPart(pending, index, span)
    const expected = expectedStarts(context.calendar, context.subject.interval.ms, wanted, sessions)
    let missing = without(expected, Float64Array.from(pending.answers().flatMap(({ timeMs }) => timeMs)).sort())
    for (;;) {
      const asked = askedBy(pending.answers())
      const holeMs = nextHole(missing, expected, asked)
      if (holeMs === null) break
      tell(`asking again for ${missing.length} missing bars`)
      const endMs = context.calendar.barEnd(holeMs, context.subject.interval.ms)
      const source = sourceOf(pending, facts)
      const ended = endOf(await ask({ phase: 'hole', span: index, endMs, frontierMs: holeMs, ...source }))
      if (ended !== null) return ended
      missing = without(missing, pending.answers().at(-1)!.timeMs)
    }
  }
  return null
}

/** A walk that ended at emptiness did not reach the start of its span. */
function walkedPart(pending: PendingDownload, index: number, span: TimeSpan): TimeSpan {
  const { frontierMs } = walkBack(span, walked(pending, index), pending.plan.headTimeMs !== null)
  const oldest = walked(pending, index).reduce((least, { timeMs }) => Math.min(least, timeMs[0] ?? least), span.toMs)
  const fromMs = pending.plan.headTimeMs === null ? oldest : Math.max(span.fromMs, frontierMs)
  return { fromMs, toMs: span.toMs }
}

/** What the answers say together. That nothing is there, of a span in which another answer found bars, is no answer. */
export function askedBy(answers: readonly DownloadAnswer[]): readonly AskedSpan[] {
  const foundBars = (fromMs: number, toMs: number) =>
    answers.some(({ timeMs }) => (timeMs[lowerBound(timeMs, fromMs)] ?? Number.POSITIVE_INFINITY) < toMs)
  return mergeAsked(
    answers.map(({ fromMs, endMs, empty }) => ({
      fromMs,
      toMs: endMs,
      answers: empty && foundBars(fromMs, endMs) ? 0 : 1,
      empties: empty ? 1 : 0,
    })),
  )
}

function endOf(outcome: Outcome<WalkEnd | null>): Ended {
  if (!outcome.ok) return outcome
  return outcome.value === null ? null : success(outcome.value)
}

function walked(pending: PendingDownload, index: number): readonly DownloadAnswer[] {
  return pending.answers().filter((answer) => answer.phase === 'walk' && answer.span === index)
}

function sourceOf(pending: PendingDownload, { journal, stored, moreVenues }: WalkFacts) {
  const hadBarsBefore =
    journal !== null || stored !== null || pending.answers().some((answer) => answer.timeMs.length > 0)
  return { hadBarsBefore, moreVenues: moreVenues && !hadBarsBefore }
}

function doneOf(pending: PendingDownload): number {
  return pending.answers().length
}

/** Questions in all, as far as can be told: the answers so far and what the walk still has before it. */
function plannedOf(context: SeriesContext, pending: PendingDownload, whole: TimeSpan, facts: WalkFacts): number {
  const { spans, headTimeMs } = pending.plan
  let left = sessionQuestions(whole, pending.sessions() ?? facts.journal?.sessions ?? null)
  for (const [index, span] of spans.entries()) {
    const { frontierMs, nextEndMs } = walkBack(span, walked(pending, index), headTimeMs !== null)
    if (nextEndMs !== null) left += Math.ceil((frontierMs - span.fromMs) / context.barSize.chunkMs)
  }
  const tail = pending.answers().some((answer) => answer.phase === 'tail') ? 0 : 1
  return doneOf(pending) + left + tail
}
