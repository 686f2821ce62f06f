import type { TimeSpan } from '../../../core/contract/download.ts'
import type { DownloadAnswer } from '../../../core/contract/downloadJournal.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import type { ReceivedBars } from '../ports/brokerHistory.ts'
import { sureReachMs } from './barSizes.ts'
import { compareSeam, type Seam } from './compareSeam.ts'
import type { SeriesContext } from './downloadContext.ts'
import { contractKeyOf } from './findContract.ts'
import { lowerBound } from './lowerBound.ts'
import { answersWithin, mergeAnswers } from './mergeAnswers.ts'
import type { PendingDownload } from './pendingDownload.ts'
import { type BAR_KEYS, type TidyBars, tidyAnswer } from './tidyAnswer.ts'

export type BarsAsk = {
  readonly phase: DownloadAnswer['phase']
  readonly span: number
  readonly endMs: number
  /** From here on everything has been answered. */
  readonly frontierMs: number
  readonly hadBarsBefore: boolean
  readonly moreVenues: boolean
}

export type BarsAnswered =
  | { readonly kind: 'answer'; readonly answer: DownloadAnswer }
  | { readonly kind: 'next-venue'; readonly why: string }
  /** Every price differs from what is known by one factor: a split, or another unit. */
  | { readonly kind: 'scaled'; readonly scale: number; readonly atMs: number }

type Checked = { readonly tidy: TidyBars; readonly seam: Seam; readonly oldestMs: number }

/**
 * Asks for the chunk that ends at `endMs` and holds it against all that is known of its bars. Where they differ it is asked once more:
 * only what comes twice is believed. Errors: those of the questioner, `ibkr-grid-mismatch`.
 */
export async function fetchBars(
  context: SeriesContext,
  pending: PendingDownload,
  stored: ReceivedBars | null,
  ask: BarsAsk,
): Promise<Outcome<BarsAnswered>> {
  const { terms, spans, replaces } = pending.plan
  const span = spans[ask.span]!
  const { barSize, questioner, subject, calendar } = context
  const intervalMs = subject.interval.ms
  const known = replaces ? null : stored
  const duration = durationOf(context, ask)
  const seen = new Set<string>()
  const dayStartMs = (year: number, month: number, day: number) =>
    calendar.sessions(Date.UTC(year, month - 1, day), Date.UTC(year, month - 1, day + 1))[0]?.openMs ?? null
  const question = { ...terms, endMs: ask.endMs, duration, barSize: barSize.words, dayStartMs }
  const asked = await questioner.ask({
    request: {
      kind: 'bars',
      identity: `bars ${contractKeyOf(terms)} ${terms.regularHours} ${barSize.words} ${duration} ${ask.endMs}`,
      contractKey: contractKeyOf(terms),
      smallBars: barSize.smallBars,
      weight: 1,
    },
    venue: terms.contract,
    hadBarsBefore: ask.hadBarsBefore,
    moreVenues: ask.moreVenues,
    ask: async (link, askTerms): Promise<Outcome<Checked>> => {
      const received = await link.bars(question, askTerms)
      if (!received.ok) return received
      const tidy = tidyAnswer(received.value, { calendar, intervalMs, fromMs: span.fromMs, endMs: ask.endMs })
      if (!tidy.ok) return tidy
      const checked = { tidy: tidy.value, oldestMs: oldest(received.value), seam: seamOf(pending, known, tidy.value) }
      return doubt(checked, seen) ?? success(checked)
    },
  })
  if (!asked.ok) return asked
  if (asked.value.kind === 'next-venue') return success(asked.value)
  if (asked.value.kind === 'empty') return success({ kind: 'answer', answer: answerOf(context, ask, span, null) })
  const checked = asked.value.value
  const { seam, tidy } = checked
  if (seam.scale !== null) return success({ kind: 'scaled', scale: seam.scale, atMs: tidy.timeMs[seam.differing[0]!]! })
  const offGrid = tidy.timeMs.filter((timeMs) => !calendar.isOnGrid(timeMs, intervalMs)).length
  if (offGrid > 0 && offGrid === tidy.timeMs.length) return gridMismatch(context, tidy.timeMs[0]!)
  return success({ kind: 'answer', answer: answerOf(context, ask, span, checked) })
}

/** A source that says something else each time is still at work on these bars: its newest word counts. */
const MOST_DOUBTS = 3

/** Trouble (asked again) where the answer contradicts what is known, unless it said the very same before. */
function doubt({ tidy, seam }: Checked, seen: Set<string>): Outcome<never> | null {
  if (seam.differing.length === 0) return null
  const first = seam.differing[0]!
  const said = seam.differing
    .map((row) =>
      [
        tidy.timeMs[row],
        tidy.open[row],
        tidy.high[row],
        tidy.low[row],
        tidy.close[row],
        tidy.volume[row],
        tidy.trades[row],
      ].join(' '),
    )
    .join('\n')
  if (seen.has(said) || seen.size >= MOST_DOUBTS) return null
  seen.add(said)
  return failure(
    'ibkr-garbled',
    `${seam.differing.length} bars differ from an earlier answer, the first at ${isoTime(tidy.timeMs[first]!)}; only what comes twice is believed.`,
    'It is asked again.',
  )
}

const NO_SEAM: Seam = { identical: 0, differing: [], scale: null }

/** Against the answers of this download, and against the stored series where they do not hold its bars. */
function seamOf(pending: PendingDownload, stored: ReceivedBars | null, tidy: TidyBars): Seam {
  const fromMs = tidy.timeMs[0]
  const lastMs = tidy.timeMs.at(-1)
  if (fromMs === undefined || lastMs === undefined) return NO_SEAM
  const answered = mergeAnswers(answersWithin(pending.answers(), fromMs, lastMs + 1))
  const seam = answered.timeMs.length === 0 ? NO_SEAM : compareSeam(answered, tidy)
  if (stored === null) return seam
  const rows = rowsLackedBy(answered.timeMs, tidy)
  const older = compareSeam(stored, rowsOf(tidy, rows))
  return {
    identical: seam.identical + older.identical,
    differing: [...seam.differing, ...older.differing.map((row) => rows[row]!)].sort((a, b) => a - b),
    scale: seam.scale ?? older.scale,
  }
}

function rowsLackedBy(knownMs: Float64Array, { timeMs }: TidyBars): readonly number[] {
  const rows: number[] = []
  for (let row = 0; row < timeMs.length; row++) {
    if (knownMs[lowerBound(knownMs, timeMs[row]!)] !== timeMs[row]) rows.push(row)
  }
  return rows
}

function rowsOf(bars: TidyBars, rows: readonly number[]): TidyBars {
  const column = (key: (typeof BAR_KEYS)[number]) => rows.map((row) => bars[key][row]!)
  return {
    timeMs: column('timeMs'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
    trades: column('trades'),
  }
}

/**
 * Bars speak for what lies between them and the end of the question, no further: a chunk may be cut at the start of a session. Only where
 * there are none has the whole chunk been denied.
 */
function answerOf(context: SeriesContext, ask: BarsAsk, span: TimeSpan, checked: Checked | null): DownloadAnswer {
  const oldestMs = checked?.oldestMs ?? Number.POSITIVE_INFINITY
  const reached = oldestMs < ask.endMs ? Math.min(oldestMs, ask.frontierMs) : sureStart(context, ask)
  const tidy: TidyBars = checked?.tidy ?? { timeMs: [], open: [], high: [], low: [], close: [], volume: [], trades: [] }
  return {
    phase: ask.phase,
    span: ask.span,
    fromMs: Math.max(span.fromMs, reached),
    endMs: ask.endMs,
    empty: oldestMs === Number.POSITIVE_INFINITY,
    revisions: checked === null ? 0 : checked.seam.differing.length,
    timeMs: [...tidy.timeMs],
    open: [...tidy.open],
    high: [...tidy.high],
    low: [...tidy.low],
    close: [...tidy.close],
    volume: [...tidy.volume],
    trades: tidy.trades.map((count) => (Number.isNaN(count) ? null : count)),
  }
}

function durationOf({ barSize }: SeriesContext, { phase }: BarsAsk): string {
  return phase === 'tail' ? barSize.tailDuration : barSize.chunkDuration
}

/** Never inside of a bar, which would then belong to no question. */
function sureStart(context: SeriesContext, ask: BarsAsk): number {
  const { calendar, subject } = context
  const timeMs = ask.endMs - sureReachMs(durationOf(context, ask))
  const startMs = calendar.barStart(timeMs, subject.interval.ms)
  return Number.isNaN(startMs) || startMs === timeMs ? timeMs : calendar.barEnd(startMs, subject.interval.ms)
}

function oldest({ timeMs }: ReceivedBars): number {
  let oldestMs = Number.POSITIVE_INFINITY
  for (const startMs of timeMs) if (startMs < oldestMs) oldestMs = startMs
  return oldestMs
}

function gridMismatch({ subject, calendar }: SeriesContext, timeMs: number): Outcome<never> {
  const { interval } = subject
  return failure(
    'ibkr-grid-mismatch',
    `IBKR’s ${interval.label} bars do not begin where those of the calendar ${calendar.name} do (one begins at ${isoTime(timeMs)}).`,
    'Create a workspace with --interval 1h or shorter, or with a calendar whose bars stand at full hours (us-equity-rth-clock).',
  )
}
