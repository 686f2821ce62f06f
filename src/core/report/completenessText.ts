import type { Completeness } from '../contract/download.ts'
import { fixedText, instantText, shareText } from './numberText.ts'

const SHOWN_HOLES = 5
const MINUTE_MS = 60_000

export type CompletenessFact = { readonly name: string; readonly text: string }

type Hole = Completeness['holes'][number]

const HOLE_NAMES: Readonly<Record<Hole['kind'], string>> = {
  'closed-session': 'closed session',
  'no-trades': 'no trades',
  unexplained: 'unexplained',
}

/** What a download proves of itself, each fact with a name of one word. No symbol is named: the broker's may not be the workspace's. */
export function completenessFacts(completeness: Completeness): readonly CompletenessFact[] {
  const holes = longestHoles(completeness)
  return [
    { name: 'Complete', text: verdict(completeness) },
    { name: 'Source', text: source(completeness) },
    { name: 'Head', text: head(completeness) },
    { name: 'Asked', text: `${timeText(completeness.from)} to ${timeText(completeness.to)}` },
    { name: 'Bars', text: bars(completeness) },
    { name: 'Sessions', text: sessions(completeness) },
    { name: 'Requests', text: requests(completeness) },
    { name: 'Holes', text: holesText(completeness) },
    ...holes.map((hole) => ({ name: 'Hole', text: holeText(hole) })),
    ...completeness.notes.map((text) => ({ name: 'Note', text })),
    { name: 'Proof', text: `SHA-256 ${completeness.hash}` },
  ]
}

/** Words of the facts that name the venue and the kind of bars; a ticker elsewhere may be spelled like one of them. */
export function completenessWords({ terms }: Completeness): readonly string[] {
  return [terms.contract.exchange, terms.contract.primaryExchange, terms.whatToShow].filter((word) => word !== '')
}

/** Every instant that the facts print, as printed: to the minute. */
export function completenessInstantsMs(completeness: Completeness): readonly number[] {
  const { headTime, from, to } = completeness
  const holes = longestHoles(completeness).flatMap((hole) => [hole.from, hole.to])
  return [headTime ?? '', from, to, ...holes]
    .map((text) => Math.floor(Date.parse(text) / MINUTE_MS) * MINUTE_MS)
    .filter(Number.isFinite)
}

function verdict({ expectedBars, missingBars, noTradesBars, unexplainedBars }: Completeness): string {
  if (expectedBars === 0) return 'not known: no bar was expected'
  if (unexplainedBars > 0) return `no: ${count(unexplainedBars)} expected bars are missing without an explanation`
  if (missingBars === 0) return 'yes: every expected bar is there'
  return `yes: every expected bar is there, but for ${count(noTradesBars)} of which the venue said at least twice that there is none`
}

function source({ source: origin, terms, adjustment, serverVersion }: Completeness): string {
  const { exchange, primaryExchange, conId } = terms.contract
  const venue = primaryExchange === '' || primaryExchange === exchange ? exchange : `${exchange} (${primaryExchange})`
  const hours = terms.regularHours ? 'regular hours' : 'all hours'
  const prices = adjustment === 'none' ? 'prices not adjusted' : 'prices adjusted for splits, not for dividends'
  const who = origin === 'ibkr' ? 'Interactive Brokers' : 'SIMULATED gateway (synthetic bars, no market)'
  return `${who}, venue ${venue}, conId ${conId}, ${terms.whatToShow}, ${hours}, ${prices}, server version ${serverVersion}`
}

function head({ headTime }: Completeness): string {
  return headTime === null ? 'the source did not say where its history begins' : `history begins ${timeText(headTime)}`
}

function bars(completeness: Completeness): string {
  const { expectedBars, receivedBars, missingBars, noTradesBars, unexplainedBars } = completeness
  const share = shareText(expectedBars === 0 ? null : receivedBars / expectedBars)
  return `${count(receivedBars)} of ${count(expectedBars)} expected (${share}); ${count(missingBars)} missing: ${count(noTradesBars)} no trades, ${count(unexplainedBars)} unexplained`
}

function sessions(completeness: Completeness): string {
  const { sessionsKnown, barsOutsideSessions, closedBars } = completeness
  if (!sessionsKnown) return 'the venue did not give its sessions: every bar of the calendar counts as expected'
  return `${count(completeness.sessions)} of the venue; ${count(closedBars)} bars of the calendar in closed sessions, not expected; ${count(barsOutsideSessions)} bars came outside of sessions`
}

function requests({ counts }: Completeness): string {
  const parts = [
    [counts.requests, 'requests'],
    [counts.retries, 'retries'],
    [counts.timeouts, 'timeouts'],
    [counts.pacingErrors, 'pacing errors'],
    [counts.reconnects, 'reconnects'],
    [counts.resumes, 'resumes'],
    [counts.identicalOverlaps, 'bars received again alike'],
    [counts.revisions, 'revisions'],
  ] as const
  return parts.map(([number, name]) => `${name} ${count(number)}`).join(', ')
}

/** Of missing bars: nights and weekends would hide them. */
function longestHoles({ holes }: Completeness): readonly Hole[] {
  return holes
    .filter((hole) => hole.kind !== 'closed-session')
    .sort((a, b) => b.bars - a.bars || (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
    .slice(0, SHOWN_HOLES)
}

function holeText({ from, to, bars: length, kind }: Hole): string {
  return `${timeText(from)} to ${timeText(to)}, ${count(length)} bars, ${HOLE_NAMES[kind]}`
}

function holesText({ holes, holeCount }: Completeness): string {
  const limit = holes.length === holeCount ? '' : `, of which the first ${count(holes.length)} are listed`
  return `${count(holeCount)}, closed sessions included${limit}; the longest of missing bars are shown, by their first and last bar`
}

function timeText(text: string): string {
  const timeMs = Date.parse(text)
  return Number.isFinite(timeMs) ? instantText(timeMs) : text
}

function count(value: number): string {
  return fixedText(value, 0)
}
