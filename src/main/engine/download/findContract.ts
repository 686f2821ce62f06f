import type { DownloadTerms, VenueContract } from '../../../core/contract/download.ts'
import type { PacedRequest } from '../../../core/contract/pacing.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Questioner } from './questioner.ts'
import { named } from './retryRules.ts'
import type { SeriesAsk } from './seriesTerms.ts'

export type FoundSeries = {
  readonly terms: DownloadTerms
  readonly headTimeMs: number | null
  readonly notes: readonly string[]
}

type Wanted = { readonly symbol: string; readonly currency: string; readonly ask: SeriesAsk }

/**
 * The first venue that knows the instrument and lets the account see it, with its oldest bar. Errors: `ibkr-contract-unknown`,
 * `ibkr-contract-ambiguous`, `ibkr-no-permission`, and those of the questioner.
 */
export async function findSeries(
  questioner: Questioner,
  wanted: Wanted,
  skipped: readonly string[],
): Promise<Outcome<FoundSeries>> {
  const venues = wanted.ask.venues.filter((venue) => !skipped.includes(venue))
  const notes: string[] = []
  for (const [place, exchange] of venues.entries()) {
    const moreVenues = place < venues.length - 1
    const contract = await findContract(questioner, wanted, exchange, moreVenues)
    if (!contract.ok) return contract
    if (contract.value.kind === 'next-venue') {
      notes.push(contract.value.why)
      continue
    }
    const { whatToShow, regularHours } = wanted.ask
    const terms = { contract: contract.value.contract, whatToShow, regularHours }
    const head = await askHead(questioner, terms, moreVenues)
    if (!head.ok) return head
    if (head.value.kind === 'next-venue') {
      notes.push(head.value.why)
      continue
    }
    return success({ terms, headTimeMs: head.value.headTimeMs, notes: [...notes, ...head.value.notes] })
  }
  return failure(
    'ibkr-contract-unknown',
    `No venue (${wanted.ask.venues.join(', ')}) has ${wanted.symbol} for this account. ${notes.join(' ')}`.trim(),
    'Check the symbol and the quote currency of the workspace, or name a venue with --venue.',
  )
}

type ContractFound = { kind: 'contract'; contract: VenueContract } | { kind: 'next-venue'; why: string }

async function findContract(
  questioner: Questioner,
  { symbol, currency, ask }: Wanted,
  exchange: string,
  moreVenues: boolean,
): Promise<Outcome<ContractFound>> {
  const { securityType, primaryExchange } = ask
  const venue = { symbol, securityType, exchange, primaryExchange }
  const question = { ...venue, currency }
  const request: PacedRequest = {
    kind: 'contract',
    identity: `contract ${securityType} ${symbol} ${exchange} ${currency} ${primaryExchange}`,
    contractKey: '',
    smallBars: false,
    weight: 1,
  }
  const asked = await questioner.ask({
    request,
    venue,
    hadBarsBefore: false,
    moreVenues,
    ask: (link, terms) => link.contracts(question, terms),
  })
  if (!asked.ok) return asked
  if (asked.value.kind === 'next-venue') return success(asked.value)
  const found = asked.value.kind === 'answer' ? asked.value.value.filter((one) => one.currency === currency) : []
  const [only] = found
  if (only === undefined) return success({ kind: 'next-venue', why: `${exchange} has no ${symbol} in ${currency}.` })
  if (found.length > 1) return ambiguous(symbol, found)
  return success({ kind: 'contract', contract: only })
}

function ambiguous(symbol: string, found: readonly VenueContract[]): Outcome<never> {
  const list = found.map(
    (one) => `${one.primaryExchange || one.exchange} (${one.longName || one.localSymbol}, conId ${one.conId})`,
  )
  return failure(
    'ibkr-contract-ambiguous',
    `${symbol} names ${found.length} instruments at IBKR: ${list.join('; ')}.`,
    'Say which one with --primary-exchange, as in --primary-exchange ARCA.',
  )
}

type HeadFound =
  | { kind: 'head'; headTimeMs: number | null; notes: readonly string[] }
  | { kind: 'next-venue'; why: string }

/** Asked once for a series; where IBKR tells none, the walk ends at a year of emptiness. */
export async function askHead(
  questioner: Questioner,
  terms: DownloadTerms,
  moreVenues: boolean,
): Promise<Outcome<HeadFound>> {
  const { contract, whatToShow, regularHours } = terms
  const request: PacedRequest = {
    kind: 'head',
    identity: `head ${contract.conId} ${contract.exchange} ${whatToShow} ${regularHours}`,
    contractKey: contractKeyOf(terms),
    smallBars: true,
    weight: 1,
  }
  const asked = await questioner.ask({
    request,
    venue: contract,
    hadBarsBefore: false,
    moreVenues,
    ask: (link, ask) => link.headTimeMs({ contract, whatToShow, regularHours }, ask),
  })
  if (!asked.ok) {
    if (!HEAD_CAN_DO_WITHOUT.has(asked.trouble.code)) return asked
    return success({ kind: 'head', headTimeMs: null, notes: [noHead(contract, asked.trouble.message)] })
  }
  if (asked.value.kind === 'next-venue') return success(asked.value)
  if (asked.value.kind === 'answer') return success({ kind: 'head', headTimeMs: asked.value.value, notes: [] })
  return success({ kind: 'head', headTimeMs: null, notes: [noHead(contract, 'no data')] })
}

/** The head is a help, not a need: what only says that it cannot be had ends no download. */
const HEAD_CAN_DO_WITHOUT: ReadonlySet<string> = new Set([
  'ibkr-timeout',
  'ibkr-query-cancelled',
  'ibkr-request-rejected',
  'ibkr-unknown-answer',
  'ibkr-garbled',
])

function noHead(contract: VenueContract, text: string): string {
  return `The time of the oldest bar of ${named(contract)} could not be had (${text}); the walk ends after a year without a bar.`
}

/** Contract, exchange and tick type: what the rule of six requests in two seconds counts by. */
export function contractKeyOf({ contract, whatToShow }: DownloadTerms): string {
  return `${contract.conId} ${contract.exchange} ${whatToShow}`
}
