import { Cancelled } from '../../../core/job/cancelled.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { AskTerms, BrokerLink, GatewayAddress, LinkNews, LinkTrouble } from '../../engine/ports/brokerHistory.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { Timer } from '../../engine/ports/timer.ts'
import type { Arrival } from './arrival.ts'
import {
  closedWhile,
  linkSentence,
  reasonOf,
  refusedVersion,
  silentWhile,
  unreadableWhile,
  versionTrouble,
} from './arrival.ts'
import type { BrokerSession, Greeting } from './brokerSession.ts'
import { createBrokerSession } from './brokerSession.ts'
import type { Notice } from './classifyNotice.ts'
import { classifyNotice } from './classifyNotice.ts'
import type { GatewayWords, HistoryApi } from './historyApi.ts'
import { linkTrouble } from './linkTrouble.ts'

/** The library's own numbers: the socket failed (it says so itself), and a version that it does not speak. */
const SOCKET_FAILED = 502
const UNSUPPORTED_VERSION = 506
/** A request that is sent before the farms are there may never be answered. */
const SETTLING_MS = 1000
/** The farm of historical data is there (2107: idle, wakes on demand). */
const HISTORY_FARM = new Set([2106, 2107])

/** One attempt to get a session; the words of the gateway bring it forward. */
type Attempt = {
  arrival: Arrival
  readonly greeting: Greeting
  farmIsThere: boolean
  /** The gateway's last remark, for whoever asks why it failed. */
  said: string
  stopSettling: () => void
  fail(why: readonly [LinkTrouble, string]): void
  hand(): void
}

/** The link, or why there is none. What is left of a failed attempt is closed. */
export function connectGateway(
  api: HistoryApi,
  address: GatewayAddress,
  onNews: (news: LinkNews) => void,
  terms: AskTerms,
  clock: Clock,
  timer: Timer,
): Promise<Outcome<BrokerLink>> {
  return new Promise((resolve, reject) => {
    if (terms.signal.aborted) return reject(new Cancelled())
    const session = createBrokerSession(api, clock, timer, onNews)
    const settle = (end: 'here' | 'failed', finish: () => void) => {
      if (attempt.arrival === 'here' || attempt.arrival === 'failed') return
      attempt.arrival = end
      callOff()
      attempt.stopSettling()
      terms.signal.removeEventListener('abort', stop)
      if (end === 'failed') {
        session.end('the connection did not come about')
        api.close()
      }
      finish()
    }
    const attempt: Attempt = {
      arrival: 'dialling',
      greeting: { serverVersion: 0, startedAt: '', accounts: [] },
      farmIsThere: false,
      said: '',
      stopSettling: () => {},
      fail: ([code, what]) => {
        const text = attempt.said === '' ? what : `${what} It said: ${attempt.said}`
        settle('failed', () => resolve(linkTrouble(code, address, text)))
      },
      hand: () => settle('here', () => resolve(success(session.link(attempt.greeting)))),
    }
    const stop = () => settle('failed', () => reject(new Cancelled()))
    const callOff = timer.after(terms.deadlineMs, () =>
      attempt.fail(silentWhile(attempt.arrival, terms.deadlineMs / 1000)),
    )
    terms.signal.addEventListener('abort', stop, { once: true })
    try {
      api.connect(wordsOf(attempt, session, api, timer))
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown)
      attempt.fail(['ibkr-nobody-listening', `there is no such port or host (${reason}).`])
    }
  })
}

function wordsOf(attempt: Attempt, session: BrokerSession, api: HistoryApi, timer: Timer): GatewayWords {
  return {
    ...session.answers,
    tcpOpened: () => {
      if (attempt.arrival === 'dialling') attempt.arrival = 'tcp'
    },
    heard: () => {
      if (attempt.arrival === 'tcp') attempt.arrival = 'heard'
    },
    serverVersion: (version, startedAt) => {
      if (attempt.arrival !== 'heard') return
      attempt.arrival = 'version'
      attempt.greeting.serverVersion = version
      attempt.greeting.startedAt = startedAt
      const trouble = versionTrouble(version)
      if (trouble !== null) attempt.fail(trouble)
    },
    accounts: (list) => {
      attempt.greeting.accounts = list.split(',').filter((account) => account !== '')
    },
    nextValidId: (id) => {
      session.startIdsAt(id)
      if (attempt.arrival !== 'version') return
      attempt.arrival = 'settling'
      if (attempt.farmIsThere) attempt.hand()
      else attempt.stopSettling = timer.after(SETTLING_MS, attempt.hand)
    },
    notice: (id, code, text) => {
      if (code === SOCKET_FAILED) return
      if (attempt.arrival !== 'here') onWay(attempt, code, text)
      if (attempt.arrival === 'failed') return
      const notice = classifyNotice(code, text, id !== -1)
      session.take(id, code, text, notice)
      if (notice.kind === 'link') drop(attempt, session, api, notice, `${code}: ${text}`)
      else if (attempt.farmIsThere && attempt.arrival === 'settling') attempt.hand()
    },
    unreadable: (what) => {
      if (attempt.arrival !== 'here') return attempt.fail(unreadableWhile(attempt.arrival, what))
      session.end(what, 'ibkr-garbled')
      api.close()
    },
    closed: (error) => {
      session.end(`the gateway closed the connection${reasonOf(error)}`)
      attempt.fail(closedWhile(attempt.arrival, error))
    },
  }
}

function onWay(attempt: Attempt, code: number, text: string): void {
  if (code === UNSUPPORTED_VERSION) attempt.fail(refusedVersion(text))
  else if (HISTORY_FARM.has(code)) attempt.farmIsThere = true
  else if (code < 2100 || code > 2199) attempt.said = text
}

function drop(
  attempt: Attempt,
  session: BrokerSession,
  api: HistoryApi,
  notice: Extract<Notice, { kind: 'link' }>,
  text: string,
): void {
  if (attempt.arrival === 'here') {
    session.end(text)
    api.close()
  } else attempt.fail([notice.trouble, linkSentence(notice.trouble)])
}
