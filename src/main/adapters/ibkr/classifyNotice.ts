import type { AskTrouble, LinkNews, LinkTrouble } from '../../engine/ports/brokerHistory.ts'

/** What a message of the gateway (number and text) is: news of the link, the end of a question, or the end of the link. */
export type Notice =
  | { readonly kind: 'news'; readonly news: LinkNews }
  | { readonly kind: 'ask'; readonly trouble: AskTrouble }
  | { readonly kind: 'link'; readonly trouble: LinkTrouble }

/**
 * `ofQuestion`: the message names a question. Without one an unknown number is a remark: nobody can say whom it concerns, and
 * deadlines are there for what never gets an answer.
 */
export function classifyNotice(code: number, text: string, ofQuestion: boolean): Notice {
  const news = newsOf(code, text)
  if (news !== null) return { kind: 'news', news }
  const link = LINK_CODES.get(code)
  if (link !== undefined) return { kind: 'link', trouble: link }
  const ask = code === 162 ? troubleOf162(text) : code === 505 ? troubleOf505(text) : ASK_CODES.get(code)
  if (ask !== undefined && ask !== null) return { kind: 'ask', trouble: ask }
  return ofQuestion && ask === undefined ? { kind: 'ask', trouble: 'ibkr-unknown-answer' } : remark(code, text)
}

function remark(code: number, text: string): Notice {
  return { kind: 'news', news: { kind: 'remark', code, text } }
}

const LINK_CODES: ReadonlyMap<number, LinkTrouble> = new Map([
  [326, 'ibkr-client-id-in-use'],
  [1300, 'ibkr-port-moved'],
])

/** null: advice, the answer itself is still to come (or the socket is about to say it better). */
const ASK_CODES: ReadonlyMap<number, AskTrouble | null> = new Map([
  [100, 'ibkr-too-many-messages'],
  [165, null],
  [200, 'ibkr-contract-unknown'],
  [320, 'ibkr-request-rejected'],
  [321, 'ibkr-bad-request'],
  [322, 'ibkr-request-rejected'],
  [354, 'ibkr-no-permission'],
  [366, 'ibkr-query-cancelled'],
  [420, 'ibkr-pacing'],
  [502, null],
  // The library's own: the gateway is too old for this kind of request.
  [503, 'ibkr-bad-request'],
  [504, 'ibkr-link-lost'],
  // Sizes were cut to whole numbers: the answer comes, and must not be used.
  [2176, 'ibkr-garbled'],
  [10089, null],
  [10090, null],
  [10167, null],
  [10186, 'ibkr-no-permission'],
  [10197, 'ibkr-session-elsewhere'],
  [10295, 'ibkr-bad-request'],
  [10299, 'ibkr-bad-request'],
  [10314, 'ibkr-bad-request'],
])

/** English only: the text is in the language of TWS, and what is not known here is `ibkr-unknown-answer`, never "no data". */
const TEXTS_OF_162: readonly (readonly [RegExp, AskTrouble])[] = [
  [/pacing violation/i, 'ibkr-pacing'],
  [/no market data permissions/i, 'ibkr-no-permission'],
  [/different IP address/i, 'ibkr-session-elsewhere'],
  [/query cancell?ed/i, 'ibkr-query-cancelled'],
  [/invalid step|time length exceed max/i, 'ibkr-bad-request'],
  [/query returned no data|no historical market data for|no head time ?stamp/i, 'ibkr-no-data'],
]

function troubleOf162(text: string): AskTrouble {
  return TEXTS_OF_162.find(([pattern]) => pattern.test(text))?.[1] ?? 'ibkr-unknown-answer'
}

/** The library's own number for a message that it could not take apart; one of a kind it does not know concerns no question. */
function troubleOf505(text: string): AskTrouble | null {
  return /no parser implementation/i.test(text) ? null : 'ibkr-garbled'
}

function newsOf(code: number, text: string): LinkNews | null {
  if (code === 1100 || code === 2110) return { kind: 'upstream-lost', text }
  if (code === 1101 || code === 1102) return { kind: 'upstream-back', text }
  if (code === 2103 || code === 2105 || code === 2157) return { kind: 'farm-broken', farm: farmOf(text), text }
  if (FARM_FINE.has(code)) return { kind: 'farm-fine', farm: farmOf(text), text }
  return code >= 2100 && code <= 2199 && code !== 2176 ? { kind: 'remark', code, text } : null
}

/** 2107 and 2108: idle, wakes on demand. */
const FARM_FINE: ReadonlySet<number> = new Set([2104, 2106, 2107, 2108, 2158])

/** `HMDS data farm connection is OK:ushmds`; the idle ones are written `... upon demand.ushmds`. */
function farmOf(text: string): string {
  return /[:.]\s*([\w-]+(?:\.[\w-]+)?)\s*$/.exec(text)?.[1] ?? ''
}
