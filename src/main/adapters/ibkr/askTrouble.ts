import type { Failure } from '../../../core/outcome/outcome.ts'
import { failure } from '../../../core/outcome/outcome.ts'
import type { AskTrouble } from '../../engine/ports/brokerHistory.ts'

const MOST_TEXT = 400

const SENTENCES: Readonly<Record<AskTrouble, readonly [message: string, hint: string]>> = {
  'ibkr-pacing': ['The broker refused the request as too fast', 'Wait a minute or two, then ask again.'],
  'ibkr-no-data': ['The broker has no data there', 'Ask for another span.'],
  'ibkr-no-permission': [
    'The account has no permission for these data',
    'Subscribe to the market data of this venue in Client Portal (Settings, Market Data), or choose another venue.',
  ],
  'ibkr-session-elsewhere': [
    'The same user is logged in elsewhere',
    'Log out of the other TWS, Gateway, Client Portal or phone session; data come to one of them only.',
  ],
  'ibkr-query-cancelled': ['The gateway cancelled the request', 'Ask again.'],
  'ibkr-bad-request': ['The broker does not accept the request', 'The settings of the request must change.'],
  'ibkr-contract-unknown': [
    'The broker does not know this contract, or knows several',
    'Check symbol, type, venue and currency of the instrument.',
  ],
  'ibkr-request-rejected': ['The gateway could not process the request', 'Ask again.'],
  'ibkr-too-many-messages': ['The gateway got too many messages a second', 'Wait some seconds and send fewer.'],
  'ibkr-timeout': ['The broker did not answer in time', 'Ask again; silence without an error is common.'],
  'ibkr-upstream-lost': [
    'The gateway lost its connection to the broker',
    'It comes back by itself, mostly within minutes; every night there is a reset.',
  ],
  'ibkr-link-lost': [
    'The connection to the gateway is gone',
    'Check that TWS or the Gateway runs, then connect again.',
  ],
  'ibkr-garbled': ['The answer cannot be used', 'Ask again; if it stays so, report the text.'],
  'ibkr-unknown-answer': ['The broker answered with something unknown', 'Ask again; if it stays so, report the text.'],
}

/** `detail` is the broker's own text, or what was wrong with its answer. */
export function askTrouble(code: AskTrouble, detail: string): Failure {
  const [message, hint] = SENTENCES[code]
  const text = detail.length > MOST_TEXT ? `${detail.slice(0, MOST_TEXT)}...` : detail
  return failure(code, text === '' ? `${message}.` : `${message}: ${text}`, hint)
}
