import type { VenueContract, WhatToShow } from '../../../core/contract/download.ts'
import type { PacedRequest } from '../../../core/contract/pacing.ts'
import { failure, type Outcome, success, type Trouble } from '../../../core/outcome/outcome.ts'
import { HOUR_MS, SECOND_MS } from '../../../core/time/durations.ts'
import type { AskTerms, BrokerLink, LinkNews } from '../ports/brokerHistory.ts'
import type { Clock } from '../ports/clock.ts'
import { barSizeOf } from './barSizes.ts'
import type { BrokerPorts } from './downloadContext.ts'
import { contractKeyOf } from './findContract.ts'
import { type GatewaySettings, withGateway } from './gatewayDoor.ts'
import type { Questioner } from './questioner.ts'
import { named, RETRY_RULES } from './retryRules.ts'
import { originOf } from './simulation.ts'

export type CheckState = 'ok' | 'warning' | 'problem'
export type CheckLine = {
  readonly id: string
  readonly state: CheckState
  readonly found: string
  /** What to do; empty where nothing is to be done. */
  readonly advice: string
}
export type BrokerReport = {
  readonly lines: readonly CheckLine[]
  readonly warnings: number
  readonly problems: number
}

type Asked = { readonly symbol: string; readonly securityType: 'CRYPTO' | 'STK'; readonly venues: readonly string[] }
type CheckPorts = BrokerPorts & { readonly clock: Clock }
type Tell = (text: string) => void

/** Coins that are asked for as such; every other symbol is asked for as a stock. */
const COINS: ReadonlySet<string> = new Set(['BTC', 'ETH', 'LTC', 'BCH'])
const CURRENCY = 'USD'
const SESSIONS_VERSION = 165
const MOST_SKEW_MS = 2 * SECOND_MS
/** Somebody waits for the answer. */
const QUICK_DEADLINE_MS = 20 * SECOND_MS
/** These are of the moment, not of what was asked: the questioner deals with them. */
const OF_THE_MOMENT: ReadonlySet<string> = new Set([
  'ibkr-pacing',
  'ibkr-too-many-messages',
  'ibkr-link-lost',
  'ibkr-upstream-lost',
])

/**
 * What a gateway can do for a download: connection, version, account, clock, data farms, and for each symbol and venue its contract, how
 * far history reaches back and whether bars may be seen. Every question is asked once; `tell` says what is waited for. Errors:
 * `gateway-busy`, `LINK_TROUBLES`, `ibkr-not-back`. Throws `Cancelled` when the signal is aborted.
 */
export function checkBroker(
  ports: CheckPorts,
  settings: GatewaySettings,
  symbols: readonly string[],
  tell: Tell,
  signal: AbortSignal,
): Promise<Outcome<BrokerReport>> {
  const farms = new Map<string, 'fine' | 'broken'>()
  const broker = {
    connect: (...[address, onNews, terms]: Parameters<typeof ports.broker.connect>) =>
      ports.broker.connect(address, (news) => onNews(keepFarm(farms, news)), terms),
  }
  let last = ''
  const beat = (_stage: string, _done: number, _total: number, note: string) => {
    if (note.startsWith('waiting') && note !== last) tell(note)
    last = note
  }
  const job = { signal, beat, note: tell, stage: <T>(_stage: string, work: () => Promise<T>) => work() }
  return withGateway({ ...ports, broker }, settings, job, 'assay ibkr check', async ({ keeper, questioner }) => {
    const linked = await keeper.ready()
    if (!linked.ok) return linked
    const link = linked.value
    const lines = [
      { id: 'connection', state: 'ok' as const, found: `a session with ${whereOf(settings)}`, advice: '' },
      versionLine(link),
      accountLine(link),
      await clockLine(ports.clock, link, signal),
    ]
    for (const symbol of symbols) lines.push(...(await symbolLines(ports.clock, questioner, symbol)))
    // Last: what the farms say comes while the others are asked.
    lines.splice(4, 0, farmLine(farms))
    const count = (state: CheckState) => lines.filter((line) => line.state === state).length
    return success({ lines, warnings: count('warning'), problems: count('problem') })
  })
}

function keepFarm(farms: Map<string, 'fine' | 'broken'>, news: LinkNews): LinkNews {
  if (news.kind === 'farm-fine') farms.set(news.farm, 'fine')
  if (news.kind === 'farm-broken') farms.set(news.farm, 'broken')
  return news
}

function whereOf({ address }: GatewaySettings): string {
  return `${address.host}:${address.port}`
}

function versionLine({ serverVersion, startedAt }: BrokerLink): CheckLine {
  const found = `${serverVersion}${startedAt === '' ? '' : `, the gateway's clock said ${startedAt}`}`
  if (serverVersion >= SESSIONS_VERSION) return { id: 'server version', state: 'ok', found, advice: '' }
  return {
    id: 'server version',
    state: 'warning',
    found,
    advice: `From ${SESSIONS_VERSION} on the venue tells its past sessions; without them a closed venue cannot be told from a hole. Update TWS or IB Gateway.`,
  }
}

function accountLine({ accounts }: BrokerLink): CheckLine {
  const list = accounts.join(', ')
  if (accounts.length === 0)
    return {
      id: 'account',
      state: 'warning',
      found: 'the gateway named none',
      advice: 'Look at the window of TWS or IB Gateway: the login may not be finished.',
    }
  if (originOf(accounts) !== null)
    return {
      id: 'account',
      state: 'warning',
      found: `${list}: a simulated gateway`,
      advice: 'Everything that it serves is SYNTHETIC. Ask TWS or IB Gateway for real bars.',
    }
  if (!accounts.every((name) => name.startsWith('D'))) return { id: 'account', state: 'ok', found: list, advice: '' }
  return {
    id: 'account',
    state: 'ok',
    found: `${list} (paper)`,
    advice:
      'A paper account sees only the data that the live one shares with it (Client Portal, Paper Trading Account).',
  }
}

async function clockLine(clock: Clock, link: BrokerLink, signal: AbortSignal): Promise<CheckLine> {
  const beforeMs = clock.nowMs()
  const told = await link.timeMs({ deadlineMs: QUICK_DEADLINE_MS, signal })
  const middleMs = (beforeMs + clock.nowMs()) / 2
  if (!told.ok)
    return {
      id: 'clock',
      state: 'warning',
      found: `the gateway did not tell its time: ${told.trouble.message}`,
      advice: 'Check that the clock of this computer is set by the network: bars are cut at what it says.',
    }
  // The gateway tells whole seconds: half a second is what it leaves out on the average.
  const skewMs = Math.round(told.value + SECOND_MS / 2 - middleMs)
  const found = `the gateway's clock differs by ${(Math.abs(skewMs) / SECOND_MS).toFixed(1)} s from this computer's`
  if (Math.abs(skewMs) <= MOST_SKEW_MS) return { id: 'clock', state: 'ok', found, advice: '' }
  return {
    id: 'clock',
    state: 'warning',
    found,
    advice: 'Let the network set the clock of this computer: a bar counts as closed by it.',
  }
}

function farmLine(farms: ReadonlyMap<string, 'fine' | 'broken'>): CheckLine {
  const broken = [...farms].filter(([, state]) => state === 'broken').map(([farm]) => farm)
  if (broken.length > 0)
    return {
      id: 'data farms',
      state: 'warning',
      found: `broken: ${broken.join(', ')}`,
      advice: 'IBKR mends them by itself, mostly within minutes; a download waits for them.',
    }
  if (farms.size > 0) return { id: 'data farms', state: 'ok', found: [...farms.keys()].join(', '), advice: '' }
  return { id: 'data farms', state: 'ok', found: 'the gateway said nothing of them', advice: '' }
}

/** A line for each venue. One that works is enough: the others are then no problem. */
async function symbolLines(clock: Clock, questioner: Questioner, symbol: string): Promise<readonly CheckLine[]> {
  const isCoin = COINS.has(symbol)
  const asked: Asked = {
    symbol,
    securityType: isCoin ? 'CRYPTO' : 'STK',
    venues: isCoin ? ['PAXOS', 'ZEROHASH'] : ['SMART'],
  }
  const lines: CheckLine[] = []
  for (const venue of asked.venues) lines.push(await venueLine(clock, questioner, asked, venue))
  const works = lines.some((line) => line.state !== 'problem')
  return lines.map((line) => (works && line.state === 'problem' ? { ...line, state: 'warning' as const } : line))
}

async function venueLine(clock: Clock, questioner: Questioner, asked: Asked, exchange: string): Promise<CheckLine> {
  const { symbol, securityType } = asked
  const id = `${symbol} at ${exchange}`
  const bad = ({ code, message }: Trouble, what: string): CheckLine => ({
    id,
    state: 'problem',
    found: `${what}: ${message} [${code}]`,
    advice: adviceFor(code, { symbol, securityType, exchange, primaryExchange: '' }),
  })
  const contract = await askContract(questioner, asked, exchange)
  if (!contract.ok) return bad(contract.trouble, 'no contract')
  const whatToShow = securityType === 'CRYPTO' ? 'AGGTRADES' : 'TRADES'
  const terms = { contract: contract.value, whatToShow, regularHours: securityType === 'STK' } as const
  const head = await askHead(questioner, terms)
  const bars = await askBars(clock, questioner, terms)
  const depth = head.ok ? `history from ${new Date(head.value).toISOString().slice(0, 10)}` : 'depth not told'
  const conId = `conId ${contract.value.conId}`
  if (!bars.ok) return bad(bars.trouble, `${conId}, ${depth}, no bars`)
  const found = `${conId}, ${depth}, ${whatToShow} 1h: ${bars.value} bars of the last day`
  if (!head.ok)
    return {
      id,
      state: 'warning',
      found: `${found} (${head.trouble.message})`,
      advice: 'A download finds the first bar by walking back to it.',
    }
  if (bars.value > 0) return { id, state: 'ok', found, advice: '' }
  return {
    id,
    state: 'warning',
    found,
    advice: 'The venue may be shut. Try again when it is open to see the permission.',
  }
}

function adviceFor(
  code: string,
  venue: Pick<VenueContract, 'symbol' | 'securityType' | 'exchange' | 'primaryExchange'>,
) {
  if (code === 'ibkr-contract-ambiguous') return 'Say which one when you download: --primary-exchange ARCA.'
  for (const [trouble, rule] of Object.entries(RETRY_RULES)) if (trouble === code) return rule.end(venue).hint
  return 'Try again later; the nightly resets of IBKR are about 23:45 to 01:45 New York time.'
}

type Terms = { readonly contract: VenueContract; readonly whatToShow: WhatToShow; readonly regularHours: boolean }

async function askContract(questioner: Questioner, asked: Asked, exchange: string): Promise<Outcome<VenueContract>> {
  const { symbol, securityType } = asked
  const question = { symbol, securityType, exchange, currency: CURRENCY, primaryExchange: '' }
  const identity = `contract ${securityType} ${symbol} ${exchange} ${CURRENCY} `
  const request = { kind: 'contract' as const, identity, contractKey: '', smallBars: false, weight: 1 as const }
  const found = await askOnce(questioner, request, question, (link, terms) => link.contracts(question, terms))
  if (!found.ok) return found
  const [first, ...others] = found.value.filter((one) => one.currency === CURRENCY)
  if (first === undefined) return failure('ibkr-contract-unknown', `${exchange} has no ${symbol} in ${CURRENCY}.`, '')
  if (others.length === 0) return success(first)
  const list = [first, ...others].map((one) => one.primaryExchange || one.exchange).join(', ')
  return failure('ibkr-contract-ambiguous', `${symbol} names several instruments (${list}).`, '')
}

function askHead(questioner: Questioner, terms: Terms): Promise<Outcome<number>> {
  const { contract, whatToShow, regularHours } = terms
  const request = {
    kind: 'head' as const,
    identity: `head ${contract.conId} ${contract.exchange} ${whatToShow} ${regularHours}`,
    contractKey: contractKeyOf(terms),
    smallBars: true,
    weight: 1 as const,
  }
  return askOnce(questioner, request, contract, (link, ask) => link.headTimeMs(terms, ask))
}

/** How many hours of the last day came. */
async function askBars(clock: Clock, questioner: Questioner, terms: Terms): Promise<Outcome<number>> {
  const endMs = Math.floor(clock.nowMs() / SECOND_MS) * SECOND_MS
  const { words } = barSizeOf(HOUR_MS)!
  const question = { ...terms, endMs, duration: '1 D', barSize: words, dayStartMs: () => null }
  const request = {
    kind: 'bars' as const,
    identity: `bars ${contractKeyOf(terms)} ${terms.regularHours} ${words} 1 D ${endMs}`,
    contractKey: contractKeyOf(terms),
    smallBars: false,
    weight: 1 as const,
  }
  const received = await askOnce(questioner, request, terms.contract, (link, ask) => link.bars(question, ask))
  if (received.ok) return success(received.value.timeMs.length)
  return received.trouble.code === 'ibkr-no-data' ? success(0) : received
}

/** Paced as all others, but what the broker says is taken at its word: here it is the finding. */
async function askOnce<T>(
  questioner: Questioner,
  request: PacedRequest,
  venue: Pick<VenueContract, 'symbol' | 'securityType' | 'exchange' | 'primaryExchange'>,
  ask: (link: BrokerLink, terms: AskTerms) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const asked = await questioner.ask<Outcome<T>>({
    request,
    venue,
    hadBarsBefore: false,
    moreVenues: false,
    ask: async (link, terms) => {
      const answer = await ask(link, { ...terms, deadlineMs: QUICK_DEADLINE_MS })
      return !answer.ok && OF_THE_MOMENT.has(answer.trouble.code) ? answer : success(answer)
    },
  })
  if (!asked.ok) return asked
  if (asked.value.kind === 'answer') return asked.value.value
  return failure('ibkr-no-data', `The broker has nothing of ${named(venue)}.`, '')
}
