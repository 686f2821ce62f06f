import { type FetchKind, isOfBars } from '../../../core/contract/fetchKinds.ts'
import { DAY_MS, HOUR_MS } from '../../../core/time/durations.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import type { FetchTerms } from './fetchTerms.ts'

/** A question to the interface of the exchange: pages by time, each within what one answer holds. */
export type RestPage = { readonly path: string; readonly query: Readonly<Record<string, string>> }

/** A month or a day of one instrument: one archive, or pages that hold the same. UTC milliseconds, ends excluded. */
export type FetchPart = {
  readonly symbol: string
  readonly market: string
  readonly fromMs: number
  readonly toMs: number
  /** Whether the whole unit of time was asked for. */
  readonly isWhole: boolean
  /** `2023-01` or `2023-01-05` */
  readonly label: string
  /** Below the base of the archives; null where the unit is not over. */
  readonly archive: string | null
  /** Empty where the interface has no such history. */
  readonly pages: readonly RestPage[]
}

/** Open interest is kept for 30 days; one is left for clocks and for the time that a fetch takes. */
const OPEN_INTEREST_DAYS = 29

/** What has to be asked for, oldest first, symbol by symbol. Layout and limits as published by the exchange (data.binance.vision, USD-M futures). */
export function fetchParts(terms: FetchTerms): readonly FetchPart[] {
  return terms.symbols.flatMap((symbol) => units(terms).map((unit) => partOf(terms, symbol, unit)))
}

type Unit = { readonly startMs: number; readonly endMs: number; readonly label: string }

/** Archives of a month each; else of a day. */
export function isMonthly(kind: FetchKind): boolean {
  return isOfBars(kind) || kind === 'funding'
}

function units({ kind, fromMs, toMs }: FetchTerms): readonly Unit[] {
  const found: Unit[] = []
  const byMonth = isMonthly(kind)
  const date = new Date(fromMs)
  let startMs = byMonth ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth()) : Math.floor(fromMs / DAY_MS) * DAY_MS
  while (startMs < toMs) {
    const first = new Date(startMs)
    const endMs = byMonth ? Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1) : startMs + DAY_MS
    found.push({ startMs, endMs, label: isoTime(startMs).slice(0, byMonth ? 7 : 10) })
    startMs = endMs
  }
  return found
}

function partOf(terms: FetchTerms, symbol: string, { startMs, endMs, label }: Unit): FetchPart {
  const market = terms.markets.get(symbol)!
  const fromMs = Math.max(startMs, terms.fromMs)
  const toMs = Math.min(endMs, terms.toMs)
  return {
    symbol,
    market,
    fromMs,
    toMs,
    // The last row of a day's metrics is that of midnight: it is cut off where the day ends what was asked for.
    isWhole: startMs >= terms.fromMs && (terms.kind === 'open-interest' ? endMs < terms.toMs : endMs <= terms.toMs),
    label,
    archive: endMs <= terms.nowMs ? archivePath(terms, market, label) : null,
    pages: restPages(terms, market, fromMs, toMs),
  }
}

function archivePath({ kind, period }: FetchTerms, market: string, label: string): string {
  const root = 'data/futures/um'
  const bars = `monthly/klines/${market}/${period.label}/${market}-${period.label}-${label}.zip`
  const paths: Readonly<Record<FetchKind, string>> = {
    klines: bars,
    'order-flow': bars,
    funding: `monthly/fundingRate/${market}/${market}-fundingRate-${label}.zip`,
    'open-interest': `daily/metrics/${market}/${market}-metrics-${label}.zip`,
    liquidation: `daily/liquidationSnapshot/${market}/${market}-liquidationSnapshot-${label}.zip`,
  }
  return `${root}/${paths[kind]}`
}

type Interface = {
  readonly path: string
  readonly limit: number
  readonly stepMs: number
  readonly query: Readonly<Record<string, string>>
}

function interfaceOf({ kind, period }: FetchTerms): Interface | null {
  switch (kind) {
    case 'klines':
    case 'order-flow':
      return { path: 'fapi/v1/klines', limit: 1500, stepMs: period.ms, query: { interval: period.label } }
    case 'funding':
      return { path: 'fapi/v1/fundingRate', limit: 1000, stepMs: HOUR_MS, query: {} }
    case 'open-interest':
      return { path: 'futures/data/openInterestHist', limit: 500, stepMs: period.ms, query: { period: period.label } }
    case 'liquidation':
      return null
  }
}

function restPages(terms: FetchTerms, market: string, fromMs: number, toMs: number): readonly RestPage[] {
  const asked = interfaceOf(terms)
  const isGone = terms.kind === 'open-interest' && fromMs < terms.nowMs - OPEN_INTEREST_DAYS * DAY_MS
  if (asked === null || isGone) return []
  const pages: RestPage[] = []
  const spanMs = asked.limit * asked.stepMs
  for (let startMs = fromMs; startMs < toMs; startMs += spanMs) {
    const times = { startTime: String(startMs), endTime: String(Math.min(startMs + spanMs, toMs) - 1) }
    pages.push({ path: asked.path, query: { symbol: market, ...asked.query, ...times, limit: String(asked.limit) } })
  }
  return pages
}
