import type { TimeSpan, VenueContract, WhatToShow } from '../../../core/contract/download.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'

export type GatewayAddress = { readonly host: string; readonly port: number; readonly clientId: number }

/** What can go wrong before there is a link. */
export const LINK_TROUBLES = [
  /** Nobody listens on that port. */
  'ibkr-nobody-listening',
  /** Somebody listens and does not speak this protocol. */
  'ibkr-not-tws',
  /** The door is closed at once: the API is not enabled, or this address is not trusted. */
  'ibkr-api-disabled',
  /** The version was agreed on, but the session never began: not logged in, or a dialog waits. */
  'ibkr-not-ready',
  /** 326. */
  'ibkr-client-id-in-use',
  /** Below 163 fractional volumes are cut to whole numbers. */
  'ibkr-version-too-old',
  /** 1300; the text names the new port. */
  'ibkr-port-moved',
] as const

/** How a question can end without an answer. The message carries the broker's own text. */
export const ASK_TROUBLES = [
  /** 162 "pacing violation", 420. */
  'ibkr-pacing',
  /** 162 "no data". */
  'ibkr-no-data',
  /** 162 "No market data permissions", 354, 10186. */
  'ibkr-no-permission',
  /** 162 "... different IP address", 10197: the same user is logged in elsewhere. */
  'ibkr-session-elsewhere',
  /** 162 "query cancelled" that was not ours, 366 of an open question. */
  'ibkr-query-cancelled',
  /** 321, 10299, 10314, 10295, 162 "invalid step": ours to mend. */
  'ibkr-bad-request',
  /** 200. */
  'ibkr-contract-unknown',
  /** 322. */
  'ibkr-request-rejected',
  /** 100. */
  'ibkr-too-many-messages',
  /** Silence until the deadline. */
  'ibkr-timeout',
  /** 1100: the gateway lost the broker while the question was open. */
  'ibkr-upstream-lost',
  /** The socket is gone; the link is dead. */
  'ibkr-link-lost',
  /** What came cannot be read, or is not what was asked for. */
  'ibkr-garbled',
  /** A 162 or another error nobody knows, perhaps in another language. */
  'ibkr-unknown-answer',
] as const

export type LinkTrouble = (typeof LINK_TROUBLES)[number]
export type AskTrouble = (typeof ASK_TROUBLES)[number]

/** What the gateway says of itself, unasked. `text` is its own. */
export type LinkNews =
  | { readonly kind: 'upstream-lost'; readonly text: string }
  | { readonly kind: 'upstream-back'; readonly text: string }
  | { readonly kind: 'farm-broken'; readonly farm: string; readonly text: string }
  | { readonly kind: 'farm-fine'; readonly farm: string; readonly text: string }
  | { readonly kind: 'closed'; readonly text: string }
  | { readonly kind: 'remark'; readonly code: number; readonly text: string }

export type ContractQuestion = {
  readonly symbol: string
  readonly securityType: VenueContract['securityType']
  readonly exchange: string
  readonly currency: string
  /** Empty: any. */
  readonly primaryExchange: string
}

export type HeadQuestion = {
  readonly contract: VenueContract
  readonly whatToShow: WhatToShow
  readonly regularHours: boolean
}

export type SessionsQuestion = {
  readonly contract: VenueContract
  readonly endMs: number
  /** As in `1 Y`. */
  readonly duration: string
  readonly regularHours: boolean
}

/** `endMs` excluded. `dayStartMs` tells where a bar of a calendar date begins (day bars carry dates); null: no session on that date. */
export type BarsQuestion = HeadQuestion & {
  readonly endMs: number
  /** As in `1 M`. */
  readonly duration: string
  /** As in `1 hour`. */
  readonly barSize: string
  readonly dayStartMs: (year: number, month: number, day: number) => number | null
}

/** Equal-length columns as received: in any order, times UTC milliseconds (bar starts), volume 0 and trades NaN where the source has none. */
export type ReceivedBars = {
  readonly timeMs: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
  readonly trades: Float64Array
}

/** The end of a question at the latest: `deadlineMs` from now it ends as `ibkr-timeout`. An aborted signal cancels it and throws `Cancelled`. */
export type AskTerms = { readonly deadlineMs: number; readonly signal: AbortSignal }

/**
 * One live session with a gateway, for asking history only: nothing here can send an order. One question may be open at a time for
 * each method; every question ends (answer, trouble or `Cancelled`), and what is no longer wanted is cancelled at the gateway.
 * Nothing is sent once the link is dead: questions then end at once as `ibkr-link-lost`. Errors of all questions: `ASK_TROUBLES`.
 */
export interface BrokerLink {
  readonly serverVersion: number
  /** The gateway's own words at the start of the session. */
  readonly startedAt: string
  /** As the gateway says; an account beginning with D is a paper account. */
  readonly accounts: readonly string[]
  isAlive(): boolean
  contracts(question: ContractQuestion, terms: AskTerms): Promise<Outcome<readonly VenueContract[]>>
  /** UTC milliseconds of the oldest bar there is. The question is cancelled at the gateway after its answer. */
  headTimeMs(question: HeadQuestion, terms: AskTerms): Promise<Outcome<number>>
  /** Past sessions, ascending. Needs server version 165. */
  sessions(question: SessionsQuestion, terms: AskTerms): Promise<Outcome<readonly TimeSpan[]>>
  bars(question: BarsQuestion, terms: AskTerms): Promise<Outcome<ReceivedBars>>
  /** The gateway's clock, UTC milliseconds, in whole seconds. Not more often than once a second. */
  timeMs(terms: AskTerms): Promise<Outcome<number>>
  /** How many messages were sent on this link since it began. */
  messagesSent(): number
  close(): void
}

export interface BrokerHistory {
  /** A new session on a new socket. Errors: `LINK_TROUBLES`. `onNews` is called from the first word of the gateway on. */
  connect(address: GatewayAddress, onNews: (news: LinkNews) => void, terms: AskTerms): Promise<Outcome<BrokerLink>>
}
