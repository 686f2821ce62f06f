import type { VenueContract } from '../../../core/contract/download.ts'
import { MINUTE_MS, SECOND_MS } from '../../../core/time/durations.ts'
import type { AskTrouble } from '../ports/brokerHistory.ts'

export type AskedVenue = Pick<VenueContract, 'symbol' | 'securityType' | 'exchange' | 'primaryExchange'>

/** `message` is a sentence without the broker's text, which is added to it. */
export type RetryEnd = { readonly message: string; readonly hint: string }

export type Patience = {
  /** The pause after the first, second ... time; the last one repeats. */
  readonly waitsMs: readonly number[]
  /** The time at which it is believed. */
  readonly most: number
}

export type RetryRule = Patience & {
  /** What to say while waiting: the part of a heartbeat after "asking again in 30 s: ". */
  readonly why: string
  /** Where this very contract gave bars before, the same answer is less credible. */
  readonly afterBars?: Patience
  /** A venue of its own making: another one may answer. */
  readonly venueMatters?: boolean
  /** Nothing can be asked before the link is good again. */
  readonly waitsForLink?: boolean
  readonly end: (venue: AskedVenue) => RetryEnd
}

const GROWING_MS = [15, 30, 60, 120].map((seconds) => seconds * SECOND_MS)
const KEPT = 'What was downloaded is kept; the same command continues there.'
const HISTORY_SERVERS = `The history servers of IBKR may be down or in their daily reset. Try again in an hour. ${KEPT}`
const UNREADABLE = `Update TWS or IB Gateway, and send this message with both version numbers as a bug report. ${KEPT}`

/** All ends of a question but `ibkr-no-data`, which is an answer. */
export const RETRY_RULES: Readonly<Record<Exclude<AskTrouble, 'ibkr-no-data'>, RetryRule>> = {
  'ibkr-pacing': {
    // The pause itself is the limiter's penalty.
    waitsMs: [0],
    most: 20,
    why: 'the broker says the requests came too fast',
    end: (venue) => ({
      message: `IBKR refused the same request for ${named(venue)} 20 times as too fast.`,
      hint: `Close other programs that ask this account for history, or give a longer pause with --polite-ms. ${KEPT}`,
    }),
  },
  'ibkr-too-many-messages': {
    waitsMs: [2, 10, 60].map((seconds) => seconds * SECOND_MS),
    most: 6,
    why: 'the gateway says that it gets too many messages a second',
    end: () => ({
      message: 'The gateway says again and again that it gets too many messages a second.',
      hint: `Close other programs that are connected to the same TWS or IB Gateway. ${KEPT}`,
    }),
  },
  'ibkr-timeout': {
    waitsMs: [...GROWING_MS, 5 * MINUTE_MS],
    most: 12,
    why: 'no answer came in time',
    end: (venue) => ({
      message: `IBKR did not answer the same request for ${named(venue)} 12 times.`,
      hint: HISTORY_SERVERS,
    }),
  },
  'ibkr-query-cancelled': {
    waitsMs: GROWING_MS,
    most: 6,
    why: 'the broker cancelled the request',
    end: (venue) => ({
      message: `IBKR cancelled the same request for ${named(venue)} 6 times.`,
      hint: HISTORY_SERVERS,
    }),
  },
  'ibkr-request-rejected': {
    waitsMs: GROWING_MS,
    most: 6,
    why: 'the gateway could not process the request',
    end: (venue) => ({
      message: `The gateway could not process the same request for ${named(venue)} 6 times.`,
      hint: `Restart TWS or IB Gateway, then run the command again. ${KEPT}`,
    }),
  },
  'ibkr-garbled': {
    waitsMs: GROWING_MS,
    most: 6,
    why: 'the answer cannot be read',
    end: (venue) => ({
      message: `What IBKR answers for ${named(venue)} could not be read 6 times.`,
      hint: UNREADABLE,
    }),
  },
  'ibkr-unknown-answer': {
    waitsMs: GROWING_MS,
    most: 6,
    why: 'the broker gave an answer that is not known here',
    end: (venue) => ({
      message: `IBKR answered 6 times for ${named(venue)} with something that is not known here.`,
      hint: `Mend what the text of IBKR names; setting the language of TWS to English may make it known. ${KEPT}`,
    }),
  },
  'ibkr-no-permission': {
    waitsMs: [MINUTE_MS],
    most: 2,
    afterBars: { waitsMs: [MINUTE_MS, 2 * MINUTE_MS], most: 5 },
    why: 'the broker says that there is no permission, which it sometimes says wrongly',
    venueMatters: true,
    end: (venue) => ({
      message: `The account has no permission for market data of ${named(venue)}.`,
      hint: permissionHint(venue),
    }),
  },
  'ibkr-session-elsewhere': {
    waitsMs: [2 * MINUTE_MS],
    most: 15,
    why: 'the same user is logged in elsewhere; log out there',
    end: () => ({
      message: 'IBKR gives no history here while the same user is logged in at another place.',
      hint: `Log out there (TWS, the mobile app, the Client Portal or another computer), or use a second user name. ${KEPT}`,
    }),
  },
  'ibkr-contract-unknown': {
    waitsMs: [30 * SECOND_MS],
    most: 3,
    afterBars: { waitsMs: [30 * SECOND_MS, MINUTE_MS, 2 * MINUTE_MS], most: 12 },
    why: 'the broker says that it does not know the contract, which it says wrongly during resets',
    venueMatters: true,
    end: (venue) => ({
      message: `IBKR knows no contract ${named(venue)}, or more than one.`,
      hint: 'Check the symbol, the asset class and the venue of the instrument in the workspace; TWS finds it by its search field.',
    }),
  },
  'ibkr-bad-request': {
    waitsMs: [15 * SECOND_MS],
    most: 2,
    why: 'the broker does not accept the request; once more, in case it was a passing fault',
    end: (venue) => ({
      message: `IBKR does not accept what was asked for ${named(venue)}.`,
      hint: `The text of IBKR names what it does not accept. Choose another --what, other hours or another interval, or report it as a bug. ${KEPT}`,
    }),
  },
  'ibkr-upstream-lost': {
    waitsMs: [0],
    most: 30,
    waitsForLink: true,
    why: 'the gateway lost its connection to IBKR',
    end: (venue) => ({
      message: `The gateway lost its connection to IBKR 30 times during one request for ${named(venue)}.`,
      hint: `Check this computer's internet connection, and that TWS or IB Gateway is logged in. ${KEPT}`,
    }),
  },
  'ibkr-link-lost': {
    waitsMs: [0],
    most: 30,
    waitsForLink: true,
    why: 'the connection to the gateway is gone',
    end: (venue) => ({
      message: `The connection to TWS or IB Gateway broke 30 times during one request for ${named(venue)}.`,
      hint: `Restart TWS or IB Gateway and look for a message it shows, then run the command again. ${KEPT}`,
    }),
  },
}

/** As in `BTC at PAXOS`. */
export function named(venue: AskedVenue): string {
  return `${venue.symbol} at ${venue.exchange}`
}

function permissionHint(venue: AskedVenue): string {
  const listed = venue.primaryExchange === '' ? venue.exchange : venue.primaryExchange
  const what =
    venue.securityType === 'CRYPTO'
      ? `cryptocurrency data of ${venue.exchange}, and have the account's permission for cryptocurrencies there`
      : `real-time (level 1) data of the exchange where ${venue.symbol} is listed (${listed})`
  return `In the Client Portal, under Settings, Market Data Subscriptions, subscribe to ${what}; a paper account needs the live one to share its data. Then restart TWS or IB Gateway. ${KEPT}`
}
