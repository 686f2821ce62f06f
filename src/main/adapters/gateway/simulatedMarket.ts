import { DAY_MS, HOUR_MS } from '../../../core/time/durations.ts'
import { weekdayOf } from '../../../core/time/weekday.ts'
import type { BarRow } from './barBuilder.ts'
import { barColumns, joinSlots } from './barBuilder.ts'
import type { BarLength, GatewayContract, GatewayMarket, GatewaySession } from './gatewayMarket.ts'
import type { InstrumentSeries } from './instrumentSeries.ts'
import { equityIndex, HALF_HOUR_MS, hourIndex, minuteBook, tradedWithin } from './instrumentSeries.ts'
import type { SessionKind } from './marketSessions.ts'
import { joinSessions, marketSessions, sessionOn } from './marketSessions.ts'
import { newYorkDateMs, newYorkToUtc } from './newYorkTime.ts'
import { SIMULATED_CONTRACTS } from './simulatedContracts.ts'
import { SLOT_TRADED, slotLegs, slotStates } from './slotSeries.ts'
import { tradingHoursText } from './tradingHoursText.ts'

export type SimulatedMarketOptions = {
  readonly seed: number
  /** Nothing later exists. */
  readonly nowMs: () => number
  readonly crypto?: '24x7' | 'weekdays'
  /** Venues whose coins this account may not see, as in `ZEROHASH`. */
  readonly notPermitted?: readonly string[]
  /** The whole history of the symbol is told in shares of the time after the split: prices divided by `ratio`, sizes times it. */
  readonly split?: { readonly symbol: string; readonly ratio: number }
  /** Share of base bars without trades that are missing; as many again are flat rows of size 0. */
  readonly quietShare?: number
  readonly heads?: Partial<Heads>
}

type Heads = { readonly paxosMs: number; readonly zerohashMs: number; readonly equityMs: number }

const HEADS: Heads = {
  paxosMs: Date.UTC(2018, 0, 3, 14),
  zerohashMs: Date.UTC(2025, 3, 21, 4),
  equityMs: Date.UTC(2015, 0, 5, 9),
}
/** Base bars begin here, whatever the heads are: a later head shows the same bars. */
const FIRST_HOUR_MS = Date.UTC(2018, 0, 1)
const FIRST_MONDAY_MS = Date.UTC(2015, 0, 5)
const COIN_UNIT = 100_000_000
const COIN_CALM = 0.4
const STOCK_CALM = 0.2
/** How far ahead sessions are known. */
const SCHEDULED_MS = 14 * DAY_MS
const QUIET_SHARE = 0.0004

/**
 * A seeded market: BTC and ETH at PAXOS and ZEROHASH, SPY and QQQ. Bars of any length from one minute up come from the same base
 * bars (hours of coins, half hours of stocks), so that they agree with each other. Same seed, same bars. Heads earlier than 2018
 * (coins) or 2015-01-05 (stocks) are moved there.
 */
export function simulatedMarket(options: SimulatedMarketOptions): GatewayMarket {
  const contracts = SIMULATED_CONTRACTS
  const seriesOf = seriesBook(options)
  const contractOf = (conId: number) => contracts.find((contract) => contract.conId === conId)
  const headOf = (contract: GatewayContract) => headMs(contract, { ...HEADS, ...options.heads })
  const kindOf = (contract: GatewayContract, regularHours: boolean): SessionKind => {
    if (contract.securityType === 'CRYPTO') return `crypto-${options.crypto ?? '24x7'}`
    return regularHours ? 'equity-regular' : 'equity-extended'
  }
  return {
    contracts,
    tradingHours(conId) {
      const contract = contractOf(conId)
      if (contract === undefined) return ''
      const fromMs = newYorkDateMs(options.nowMs())
      return tradingHoursText(fromMs, (dateMs) => sessionOn(kindOf(contract, false), dateMs))
    },
    headTimeMs(conId) {
      const contract = contractOf(conId)
      return contract === undefined ? null : headOf(contract)
    },
    bars(conId, length, fromMs, toMs, regularHours) {
      const contract = contractOf(conId)
      if (contract === undefined) return barColumns([], 1, 1)
      const spanFromMs = Math.max(fromMs, headOf(contract))
      const spanToMs = Math.min(toMs, options.nowMs())
      const kind = kindOf(contract, regularHours)
      const rows = barRows(seriesOf(contract), contract, kind, length, spanFromMs, spanToMs)
      return barColumns(rows, contract.minTick, contract.fractional ? COIN_UNIT : 1)
    },
    sessions(conId, fromMs, toMs, regularHours) {
      const contract = contractOf(conId)
      if (contract === undefined) return []
      const lastMs = Math.min(toMs, options.nowMs() + SCHEDULED_MS)
      return marketSessions(kindOf(contract, regularHours), Math.max(fromMs, headOf(contract)), lastMs)
    },
    lackedPermission(conId) {
      const contract = contractOf(conId)
      const lacks = contract !== undefined && (options.notPermitted ?? []).includes(contract.exchange)
      return lacks ? `${contract.exchange} ${contract.securityType}` : null
    },
  }
}

function headMs(contract: GatewayContract, heads: Heads): number {
  if (contract.securityType !== 'CRYPTO') return Math.max(heads.equityMs, FIRST_MONDAY_MS + 9 * HOUR_MS)
  return Math.max(contract.exchange === 'PAXOS' ? heads.paxosMs : heads.zerohashMs, FIRST_HOUR_MS)
}

function seriesBook(options: SimulatedMarketOptions): (contract: GatewayContract) => InstrumentSeries {
  const { seed } = options
  const coins = slotLegs({ seed, intervalMs: HOUR_MS, startMs: FIRST_HOUR_MS })
  const stocks = slotLegs({ seed: seed + 1, intervalMs: HALF_HOUR_MS, startMs: FIRST_MONDAY_MS })
  const known = new Map<number, InstrumentSeries>()
  return (contract) => {
    const found = known.get(contract.conId)
    if (found !== undefined) return found
    const isCoin = contract.securityType === 'CRYPTO'
    const name = `${contract.symbol}.${contract.exchange}.${contract.currency}`
    const legNumber = contract.symbol === 'BTC' || contract.symbol === 'SPY' ? 0 : 1
    const ratio = options.split?.symbol === contract.symbol ? options.split.ratio : 1
    const quiet = slotStates(seed, name, options.quietShare ?? QUIET_SHARE)
    const series: InstrumentSeries = {
      name,

      leg: (index) => (isCoin ? coins : stocks)(legNumber, index),
      minutes: minuteBook(seed, name),
      scale: {
        firstPrice: FIRST_PRICES[contract.symbol] ?? 100,
        calm: isCoin ? COIN_CALM : STOCK_CALM,
        priceFactor: ((VENUE_PRICES[contract.exchange] ?? 1) * (contract.currency === 'MXN' ? 18 : 1)) / ratio,
        unitsFactor: (isCoin ? 0.02 * COIN_UNIT * (contract.exchange === 'PAXOS' ? 1 : 1.37) : 400) * ratio,
      },
      slotMs: isCoin ? HOUR_MS : HALF_HOUR_MS,
      indexOf: isCoin ? hourIndex(FIRST_HOUR_MS) : equityIndex(FIRST_MONDAY_MS),
      stateOf: (index, startMs) => (isCoin || isExtended(startMs) ? quiet(index) : SLOT_TRADED),
    }
    known.set(contract.conId, series)
    return series
  }
}

const FIRST_PRICES: Readonly<Record<string, number>> = { BTC: 14_000, ETH: 800, SPY: 205, QQQ: 103 }
/** Venues quote apart: bars of two venues are never the same bars. */
const VENUE_PRICES: Readonly<Record<string, number>> = { ZEROHASH: 1.0004 }

/** Stocks of this size trade in every half hour of regular hours. */
function isExtended(startMs: number): boolean {
  const session = sessionOn('equity-regular', newYorkDateMs(startMs))
  return session === null || startMs < session.fromMs || startMs >= session.toMs
}

function barRows(
  series: InstrumentSeries,
  contract: GatewayContract,
  kind: SessionKind,
  length: BarLength,
  fromMs: number,
  toMs: number,
): BarRow[] {
  if (!(fromMs < toMs)) return []
  const sessions = marketSessions(kind, fromMs, toMs)
  if (typeof length !== 'number') return longRows(series, sessions, length, fromMs, toMs)
  const rows: BarRow[] = []
  for (const session of joinSessions(sessions)) {
    const lastMs = Math.min(session.toMs, toMs)
    for (const edges of clockBars(session, contract.securityType === 'CRYPTO', length, fromMs, lastMs)) {
      const bar = tradedWithin(series, edges.fromMs, Math.min(edges.toMs, lastMs))
      if (bar !== null) rows.push({ timeMs: edges.fromMs, bar })
    }
  }
  return rows
}

/** Bars stand on the clock, not on the session's open: coins by UTC, stocks by New York. The first and the last are cut to the session. */
function clockBars(
  session: GatewaySession,
  byUtc: boolean,
  lengthMs: number,
  fromMs: number,
  toMs: number,
): { fromMs: number; toMs: number }[] {
  const originMs = byUtc ? 0 : newYorkToUtc(session.dateMs, 0)
  const bars: { fromMs: number; toMs: number }[] = []
  const firstMs = Math.max(session.fromMs, fromMs)
  let edgeMs = originMs + Math.floor((firstMs - originMs) / lengthMs) * lengthMs
  for (; edgeMs < toMs; edgeMs += lengthMs) {
    const startMs = Math.max(edgeMs, session.fromMs)
    if (startMs >= fromMs) bars.push({ fromMs: startMs, toMs: Math.min(edgeMs + lengthMs, session.toMs) })
  }
  return bars
}

/** Days, weeks (from Monday) and months of whole sessions; a bar starts with its first session, which must lie in the span. */
function longRows(
  series: InstrumentSeries,
  sessions: readonly GatewaySession[],
  length: 'day' | 'week' | 'month',
  fromMs: number,
  toMs: number,
): BarRow[] {
  const rows: BarRow[] = []
  let group = Number.NaN
  for (const session of sessions) {
    if (session.fromMs < fromMs) continue
    const traded = tradedWithin(series, session.fromMs, Math.min(session.toMs, toMs))
    if (traded === null) continue
    const place = groupOf(session.dateMs, length)
    const last = rows.at(-1)
    if (place === group && last !== undefined) {
      rows[rows.length - 1] = { timeMs: last.timeMs, bar: joinSlots(last.bar, traded) }
    } else rows.push({ timeMs: session.dateMs, bar: traded })
    group = place
  }
  return rows
}

function groupOf(dateMs: number, length: 'day' | 'week' | 'month'): number {
  if (length === 'day') return dateMs
  if (length === 'week') return dateMs - ((weekdayOf(dateMs) + 6) % 7) * DAY_MS
  const date = new Date(dateMs)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
}
