import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { WebAddresses } from './webSource.ts'

const BINANCE: WebAddresses = { archives: 'https://data.binance.vision', rest: 'https://fapi.binance.com' }
const LOCAL = ['localhost', '127.0.0.1', '[::1]']

/** Addresses on the web, or a folder (as it was given). Left out: the exchange itself. Errors: `bad-address`, `address-not-safe`. */
export function sourceAddress(from: string | undefined): Outcome<string | WebAddresses> {
  if (from === undefined) return success(BINANCE)
  if (!/^[a-z]+:\/\//i.test(from)) return success(from)
  if (!/^https?:/i.test(from) || !URL.canParse(from))
    return failure(
      'bad-address',
      `"${from}" is no address.`,
      'Give one as in https://data.binance.vision, or a folder.',
    )
  const { protocol, hostname, href, username, password, search, hash } = new URL(from)
  if (`${username}${password}${search}${hash}` !== '')
    return failure(
      'bad-address',
      'The address of a source may hold no name, no password and no question: it is written into the log.',
      'Give one as in https://data.binance.vision, or a folder.',
    )
  if (protocol === 'http:' && !LOCAL.includes(hostname))
    return failure(
      'address-not-safe',
      `${from} is not encrypted: whoever is on the way could change the data.`,
      'Give an address that begins with https://.',
    )
  const base = href.replace(/\/+$/, '')
  return success({ archives: base, rest: base })
}
