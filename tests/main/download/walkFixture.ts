import type { TimeSpan } from '../../../src/core/contract/download.ts'
import type { DownloadAnswer, DownloadPlan } from '../../../src/core/contract/downloadJournal.ts'
import type { CalendarName } from '../../../src/core/market/instrument.ts'
import { failure, type Outcome, success } from '../../../src/core/outcome/outcome.ts'
import { calendarOf } from '../../../src/core/time/calendarOf.ts'
import { sureReachMs } from '../../../src/main/engine/download/barSizes.ts'
import type { DownloadPorts, SeriesContext } from '../../../src/main/engine/download/downloadContext.ts'
import { downloadPaths } from '../../../src/main/engine/download/downloadLayout.ts'
import { DownloadStatus } from '../../../src/main/engine/download/downloadStatus.ts'
import { LinkKeeper } from '../../../src/main/engine/download/linkKeeper.ts'
import { PacingBook } from '../../../src/main/engine/download/pacingBook.ts'
import { beginPending, type PendingDownload } from '../../../src/main/engine/download/pendingDownload.ts'
import { Questioner } from '../../../src/main/engine/download/questioner.ts'
import { type WalkEnd, type WalkFacts, walkSeries } from '../../../src/main/engine/download/walkSeries.ts'
import type { BarsQuestion, BrokerLink, ReceivedBars } from '../../../src/main/engine/ports/brokerHistory.ts'
import { memoryFiles } from './memoryFiles.ts'
import { DAY, HOUR, planOf } from './roomFixture.ts'

/** Null: no data. */
export type Source = (question: BarsQuestion, count: number) => ReceivedBars | null

export type Walk = {
  readonly plan?: Partial<DownloadPlan>
  readonly source: Source
  readonly calendar?: CalendarName
  readonly duration?: string
  readonly facts?: Partial<WalkFacts>
  readonly mostQuestions?: number
}

export type Walked = {
  readonly end: Outcome<WalkEnd>
  readonly answers: readonly DownloadAnswer[]
  readonly ends: readonly number[]
  readonly span: TimeSpan
}

export class TooManyQuestions extends Error {}

/** Walks a series through the real questioner, over a source in memory and a clock on which nothing takes time. */
export async function walk(options: Walk): Promise<Walked> {
  const { source, duration = '345600 S', mostQuestions = 500 } = options
  const plan = planOf(options.plan)
  const ends: number[] = []
  let nowMs = 0
  const clock = { nowMs: () => nowMs, monotonicMs: () => nowMs }
  const timer = {
    wait: async (ms: number) => {
      nowMs += Math.max(0, ms)
    },
    after: () => () => {},
  }
  const never = () => Promise.reject(new Error('not asked here'))
  const link: BrokerLink = {
    serverVersion: 164,
    startedAt: '',
    accounts: [],
    isAlive: () => true,
    contracts: never,
    headTimeMs: never,
    sessions: never,
    timeMs: never,
    messagesSent: () => 0,
    close: () => {},
    bars: async (question) => {
      if (ends.push(question.endMs) > mostQuestions) throw new TooManyQuestions(`${ends.slice(-9).join(' ')}`)
      const bars = source(question, ends.length - 1)
      return bars === null ? failure('ibkr-no-data', 'no data', '') : success(bars)
    },
  }
  const files = memoryFiles()
  const { signal } = new AbortController()
  const broker = { connect: async () => success(link) }
  const quiet = { onWait: () => {}, onNote: () => {}, onReconnect: () => {}, onLinkClosed: () => {} }
  const address = { host: '', port: 1, clientId: 1 }
  const keeper = new LinkKeeper({ broker, clock, timer }, { address, patienceMs: 1 }, signal, quiet)
  const book = new PacingBook(memoryFiles(), 'pacing.json', clock, 0)
  const log = () => success(undefined)
  const calendar = options.calendar ?? '24x7'
  const paths = downloadPaths('BTC', '1h')
  const context: SeriesContext = {
    ports: {} as DownloadPorts,
    subject: {
      instrument: { symbol: 'BTC', assetClass: 'crypto', calendar, costModel: 'spot-crypto' } as never,
      interval: { label: '1h', ms: HOUR },
    },
    calendar: calendarOf(calendar),
    barSize: {
      words: '1 hour',
      chunkDuration: duration,
      chunkMs: sureReachMs(duration),
      tailDuration: duration,
      smallBars: false,
    },
    paths,
    questioner: new Questioner({ clock, timer }, keeper, book, signal, { ...quiet, log }),
    status: new DownloadStatus({ beat: () => {}, note: () => {} }, () => 0),
    serverVersion: () => 164,
    synthetic: null,
    nowMs: () => 0,
  }
  const begun = beginPending(files, paths, plan)
  if (!begun.ok) throw new Error(begun.trouble.message)
  const pending: PendingDownload = begun.value
  const facts = { journal: null, stored: null, confirmHoles: true, moreVenues: false, ...options.facts }
  const end = await walkSeries(context, pending, facts)
  return { end, answers: pending.answers(), ends, span: plan.spans[0]! }
}

/** Where two days that end at `endMs` begin: with the session before the one that is on. Sessions of 24 hours begin at five. */
export function twoSessionsBack(endMs: number): number {
  const openMs = 5 * HOUR
  return Math.floor((endMs - 1 - openMs) / DAY) * DAY + openMs - DAY
}
