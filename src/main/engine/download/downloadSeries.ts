import type { DownloadTerms, TimeSpan } from '../../../core/contract/download.ts'
import type { DownloadJournal, DownloadPlan } from '../../../core/contract/downloadJournal.ts'
import type { LayerManifest } from '../../../core/contract/layer.ts'
import type { Passport } from '../../../core/market/passport.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import { listLayers } from '../data/layers.ts'
import { readStoredPassport } from '../data/storedPassport.ts'
import { commitDownload, showUnfinished } from './commitDownload.ts'
import type { SeriesContext } from './downloadContext.ts'
import { askHead, type FoundSeries, findSeries } from './findContract.ts'
import { beginPending, openPending, type PendingDownload } from './pendingDownload.ts'
import { type PlanFacts, spansToWalk, type WantedRange, wantedSpan } from './planDownload.ts'
import type { SeriesAsk } from './seriesTerms.ts'
import { type WalkEnd, walkSeries } from './walkSeries.ts'
import { type Known, otherTerms, sameTerms, spanOfRows, storedJournal, whatIsKnown } from './whatIsKnown.ts'

export type SeriesRequest = {
  readonly ask: SeriesAsk
  readonly currency: string
  readonly range: WantedRange
  readonly confirmHoles: boolean
  readonly role: LayerManifest['role']
}

export type SeriesReport = { readonly symbol: string; readonly passport: Passport; readonly isNew: boolean }

const NEVER = new Float64Array(0)
const MOST_RESTARTS = 3
const JOURNAL_LOST =
  'The journal of the series was lost or cannot be read: what was asked before is asked again, and the counts of requests begin anew.'

/**
 * Brings one series up to the wanted range: what an earlier session left is finished first, then what is still missing is planned and
 * walked. Errors: those of the questioner, of the plan, `series-of-other-kind`, `ibkr-no-data`, and of the disk.
 */
export async function downloadSeries(context: SeriesContext, request: SeriesRequest): Promise<Outcome<SeriesReport>> {
  const left = leftBefore(context)
  if (!left.ok) return left
  const before = left.value
  const skipped: string[] = []
  if (before !== null) {
    const fitting = sameKind(context, before.plan.terms, request.ask)
    if (!fitting.ok) return fitting
    context.status.note(`continuing an unfinished download: ${before.answers().length} answers are kept`)
    const logged = before.log({ event: 'resumed', atMs: context.ports.clock.nowMs() })
    if (!logged.ok) return logged
    const finished = await finishPending(context, request, before, [])
    if (!finished.ok) return finished
    if (finished.value.kind === 'next-venue') skipped.push(finished.value.venue)
  }
  for (let round = 0; ; round++) {
    const begun = await beginDownload(context, request, skipped)
    if (!begun.ok) return begun
    if (begun.value === null) return asStored(context, before !== null)
    const finished = await finishPending(context, request, begun.value, skipped)
    if (!finished.ok) return finished
    if (finished.value.kind === 'done') return success({ ...finished.value.report, isNew: true })
    if (round > request.ask.venues.length + MOST_RESTARTS) throw new Error('A download began anew without end')
    skipped.push(finished.value.venue)
  }
}

/** What an earlier session left to do. One that was killed when all was done but for tidying up left nothing. */
function leftBefore(context: SeriesContext): Outcome<PendingDownload | null> {
  const { ports, paths, status } = context
  const opened = openPending(ports.files, paths)
  if (!opened.ok) return opened
  if (opened.value === null) {
    if (ports.files.exists(paths.plan))
      status.note('an unfinished download cannot be read (another version of Assay made it): it is begun anew')
    return opened
  }
  if (opened.value.plan.id !== storedJournal(context)?.plan) return opened
  const removed = opened.value.remove()
  return removed.ok ? success(null) : removed
}

type Finished = { kind: 'done'; report: SeriesReport } | { kind: 'next-venue'; venue: string }

async function finishPending(
  context: SeriesContext,
  request: SeriesRequest,
  first: PendingDownload,
  skipped: readonly string[],
): Promise<Outcome<Finished>> {
  const known = await whatIsKnown(context, first.plan.id)
  if (!known.ok) return known
  const { journal, rows: stored, terms } = known.value
  if (terms !== null && !sameTerms(terms, first.plan.terms)) return otherTerms(context, terms, first.plan.terms)
  let pending = first
  const moreVenues = request.ask.venues.length > skipped.length + 1
  for (let restart = 0; restart <= MOST_RESTARTS; restart++) {
    const logging = context.status.logTo((line) => pending.log(line))
    if (!logging.ok) return logging
    const facts = { journal, stored, confirmHoles: request.confirmHoles, moreVenues }
    const walked = await walkOrShow(context, request, pending, facts)
    if (!walked.ok) return walked
    context.status.logTo(null)
    if (walked.value.kind === 'done') {
      const { sessions, notes } = walked.value
      const commit = { journal, stored, sessions, notes, role: request.role }
      const passport = await commitDownload(context, pending, commit)
      if (!passport.ok) return passport
      return success({ kind: 'done', report: { symbol: symbolOf(context), passport: passport.value, isNew: true } })
    }
    if (walked.value.kind === 'next-venue') {
      context.status.note(walked.value.why)
      const removed = pending.remove()
      return removed.ok ? success({ kind: 'next-venue', venue: pending.plan.terms.contract.exchange }) : removed
    }
    const restarted = restartAll(context, pending, known.value, walked.value.scale)
    if (!restarted.ok) return restarted
    pending = restarted.value
  }
  return failure(
    'ibkr-scale-unstable',
    `The prices of ${symbolOf(context)} changed their scale again and again while they were fetched.`,
    'Wait a day and run the command again.',
  )
}

/** What was received stays usable however the walk ends; only a cancel, which must be quick, leaves it for the next session. */
async function walkOrShow(
  context: SeriesContext,
  request: SeriesRequest,
  pending: PendingDownload,
  facts: Parameters<typeof walkSeries>[2],
): Promise<Outcome<WalkEnd>> {
  const walked = await walkSeries(context, pending, facts)
  if (walked.ok) return walked
  const { journal, stored: series } = facts
  const sessions = pending.sessions()
  const shown = await showUnfinished(context, pending, {
    journal,
    stored: series,
    sessions,
    notes: [],
    role: request.role,
  })
  if (!shown.ok) context.status.note(`what was received so far is kept, but cannot be shown: ${shown.trouble.message}`)
  else if (shown.value !== null)
    context.status.note(
      `${shown.value.clean} bars are there already and can be used; the same command continues the download`,
    )
  return walked
}

/** Prices of another scale: everything is fetched anew, and the layers of the old scale no longer count. */
function restartAll(
  context: SeriesContext,
  { plan }: PendingDownload,
  { journal, rows }: Known,
  scale: number,
): Outcome<PendingDownload> {
  const { calendar, subject } = context
  const spans: TimeSpan[] = [...plan.spans, ...(journal?.asked ?? [])]
  if (rows !== null) spans.push(spanOfRows(rows.timeMs, calendar, subject.interval.ms))
  const whole = {
    fromMs: Math.min(...spans.map((span) => span.fromMs)),
    toMs: Math.max(...spans.map((span) => span.toMs)),
  }
  const note = `All prices changed by the factor ${Number(scale.toPrecision(6))} (a split, or another unit): the whole series is fetched anew.`
  context.status.note(note)
  const { files } = context.ports
  const log = files.exists(context.paths.log) ? files.readText(context.paths.log) : success('')
  if (!log.ok) return log
  const restarted = { ...plan, spans: [whole], replaces: rows !== null, notes: [...plan.notes, note] }
  return begin(context, restarted, log.value)
}

/** Null: everything that is wanted is there. */
async function beginDownload(
  context: SeriesContext,
  request: SeriesRequest,
  skipped: readonly string[],
): Promise<Outcome<PendingDownload | null>> {
  const known = await whatIsKnown(context, null)
  if (!known.ok) return known
  const { journal, rows, terms } = known.value
  const found =
    terms === null ? await foundSeries(context, request, skipped) : await knownSeries(context, request, terms, journal)
  if (!found.ok) return found
  const facts: PlanFacts = {
    symbol: symbolOf(context),
    calendar: context.calendar,
    intervalMs: context.subject.interval.ms,
    nowMs: context.nowMs(),
    headTimeMs: found.value.headTimeMs,
    asked: journal?.asked ?? [],
    storedMs: rows?.timeMs ?? NEVER,
  }
  const wanted = wantedSpan(request.range, facts)
  if (!wanted.ok) return wanted
  const spans = spansToWalk(wanted.value, facts)
  if (spans.length === 0) return success(null)
  return begin(context, {
    schemaVersion: 1,
    id: '',
    terms: found.value.terms,
    interval: context.subject.interval.label,
    headTimeMs: found.value.headTimeMs,
    spans: [...spans],
    replaces: false,
    notes: [...found.value.notes, ...cutNote(request.range, found.value.headTimeMs)],
  })
}

function cutNote({ fromMs }: WantedRange, headTimeMs: number | null): readonly string[] {
  if (fromMs === null || headTimeMs === null || fromMs >= headTimeMs) return []
  return [`History was asked for from ${isoTime(fromMs)}; at this venue it begins at ${isoTime(headTimeMs)}.`]
}

/** The id tells this download from any other of the series: it holds what came before it. */
function begin(context: SeriesContext, plan: DownloadPlan, log = ''): Outcome<PendingDownload> {
  const { ports, paths } = context
  const layers = listLayers(ports.files)
  if (!layers.ok) return layers
  const journal = storedJournal(context)
  const before = [journal?.asked ?? [], journal?.counts ?? null, layers.value.at(-1)?.layer ?? 0]
  const id = ports.hash(JSON.stringify([{ ...plan, id: '' }, ...before])).slice(0, 16)
  return beginPending(ports.files, paths, { ...plan, id }, log)
}

/** Where the journal is lost, the head is asked for again. */
async function knownSeries(
  context: SeriesContext,
  request: SeriesRequest,
  terms: DownloadTerms,
  journal: DownloadJournal | null,
): Promise<Outcome<FoundSeries>> {
  const fitting = sameKind(context, terms, request.ask)
  if (!fitting.ok) return fitting
  if (journal !== null) return success({ terms, headTimeMs: journal.headTimeMs, notes: [] })
  context.status.note(JOURNAL_LOST)
  const head = await askHead(context.questioner, terms, false)
  if (!head.ok) return head
  const { headTimeMs, notes } = head.value.kind === 'head' ? head.value : { headTimeMs: null, notes: [head.value.why] }
  return success({ terms, headTimeMs, notes: [JOURNAL_LOST, ...notes] })
}

async function foundSeries(
  context: SeriesContext,
  request: SeriesRequest,
  skipped: readonly string[],
): Promise<Outcome<FoundSeries>> {
  context.status.progress('looking the contract up', 0, 0)
  const { ask, currency } = request
  const found = await findSeries(context.questioner, { symbol: symbolOf(context), currency, ask }, skipped)
  if (!found.ok) return found
  const { contract } = found.value.terms
  context.status.note(`${contract.localSymbol} at ${contract.exchange}, conId ${contract.conId}`)
  return found
}

/** Bars of another venue, another making or other hours are never mixed. Error: `series-of-other-kind`. */
function sameKind(context: SeriesContext, terms: DownloadTerms, ask: SeriesAsk): Outcome<void> {
  const { contract, whatToShow, regularHours } = terms
  if (whatToShow === ask.whatToShow && regularHours === ask.regularHours && ask.venues.includes(contract.exchange))
    return success(undefined)
  const hours = regularHours ? 'regular hours' : 'all hours'
  return failure(
    'series-of-other-kind',
    `The bars of ${symbolOf(context)} in this workspace are ${whatToShow} of ${contract.exchange} in ${hours}; others are never mixed with them.`,
    'Say the same --what, --venue and hours again, or create another workspace.',
  )
}

function asStored(context: SeriesContext, isNew: boolean): Outcome<SeriesReport> {
  const { subject, ports } = context
  const passport = readStoredPassport(ports.files, subject.instrument.symbol, subject.interval.label)
  return passport.ok ? success({ symbol: symbolOf(context), passport: passport.value, isNew }) : passport
}

function symbolOf({ subject }: SeriesContext): string {
  return subject.instrument.symbol
}
