import type { GatewayBars, GatewayContract, GatewaySession } from './gatewayMarket.ts'
import type { GatewayTrouble } from './gatewayTrouble.ts'
import {
  AGGREGATED_GROUP_FROM,
  ASCII_FROM,
  FRACTIONS_FROM,
  INELIGIBILITY_FROM,
  INSTRUMENT_ZONE_FROM,
  KEEP_UP_TO_DATE_FROM,
  LAST_TRADE_DATE_FROM,
  MARKET_RULES_FROM,
  ORDER_REJECT_FROM,
  REAL_EXPIRATION_FROM,
  SIZE_MULTIPLIER_FROM,
  SIZE_RULES_FROM,
  STOCK_TYPE_FROM,
  UNDERLYING_FROM,
} from './gatewayVersions.ts'
import { GATEWAY_ZONE, newYorkWallMs } from './newYorkTime.ts'
import { clockText, dateText } from './tradingHoursText.ts'

export type Fields = readonly (string | number)[]

export function errorMessage(version: number, requestId: number, trouble: GatewayTrouble): Fields {
  const text = version >= ASCII_FROM ? asciiText(trouble.text) : trouble.text
  return [4, 2, requestId, trouble.code, text, ...(version >= ORDER_REJECT_FROM ? [''] : [])]
}

function asciiText(text: string): string {
  return text.replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

export function contractMessage(version: number, requestId: number, contract: GatewayContract, hours: string): Fields {
  const fractions = contract.fractional
  const smallest = fractions ? '0.00000001' : '1'
  return [
    10,
    ...(version < SIZE_RULES_FROM ? [8] : []),
    requestId,
    contract.symbol,
    contract.securityType,
    '',
    ...(version >= LAST_TRADE_DATE_FROM ? [''] : []),
    0,
    '',
    contract.exchange,
    contract.currency,
    contract.localSymbol,
    contract.tradingClass,
    contract.tradingClass,
    contract.conId,
    contract.minTick,
    ...(version >= SIZE_MULTIPLIER_FROM && version < SIZE_RULES_FROM ? [1] : []),
    '',
    'LMT,MKT',
    contract.exchange,
    1,
    0,
    version >= ASCII_FROM ? asciiText(contract.longName) : contract.longName,
    contract.primaryExchange,
    '',
    '',
    '',
    '',
    contract.timeZone,
    hours,
    hours,
    '',
    '',
    0,
    ...(version >= AGGREGATED_GROUP_FROM ? [1] : []),
    ...(version >= UNDERLYING_FROM ? ['', ''] : []),
    ...(version >= MARKET_RULES_FROM ? ['26'] : []),
    ...(version >= REAL_EXPIRATION_FROM ? [''] : []),
    ...(version >= STOCK_TYPE_FROM ? [contract.securityType === 'STK' ? 'ETF' : ''] : []),
    ...(version >= FRACTIONS_FROM && version < SIZE_RULES_FROM ? [smallest] : []),
    ...(version >= SIZE_RULES_FROM ? [smallest, smallest, fractions ? smallest : 100] : []),
    ...(version >= INELIGIBILITY_FROM ? [0] : []),
  ]
}

export function contractEndMessage(requestId: number): Fields {
  return [52, 1, requestId]
}

export function headMessage(requestId: number, headMs: number, formatDate: number): Fields {
  const text = formatDate === 2 ? String(Math.floor(headMs / 1000)) : `${dateText(headMs)}-${clockText(headMs)}`
  return [88, requestId, text]
}

export function timeMessage(nowMs: number): Fields {
  return [49, 1, Math.floor(nowMs / 1000)]
}

export type BarsAnswer = {
  readonly requestId: number
  readonly bars: GatewayBars
  readonly fromMs: number
  readonly toMs: number
  /** Bars of a day and longer carry dates. */
  readonly dates: boolean
  readonly formatDate: number
  /** False: sizes and counts are -1. */
  readonly sizes: boolean
}

export function barsMessage(version: number, answer: BarsAnswer): Fields {
  const { requestId, bars, fromMs, toMs } = answer
  const old = version < KEEP_UP_TO_DATE_FROM
  const length = bars.timeMs.length
  const fields: (string | number)[] = [17, ...(old ? [3] : []), requestId]
  fields.push(zoneText(version, fromMs), zoneText(version, toMs), length)
  for (let t = 0; t < length; t++) {
    const open = bars.open[t]!
    const high = bars.high[t]!
    const low = bars.low[t]!
    const close = bars.close[t]!
    const volume = version < FRACTIONS_FROM ? Math.trunc(bars.volume[t]!) : bars.volume[t]!
    const average = Math.round(((high + low + close) / 3) * 1e6) / 1e6
    fields.push(barTimeText(version, bars.timeMs[t]!, answer), open, high, low, close)
    fields.push(answer.sizes ? sizeText(volume) : -1, answer.sizes ? average : -1)
    if (old) fields.push('false')
    fields.push(answer.sizes ? bars.trades[t]! : -1)
  }
  return fields
}

function barTimeText(version: number, timeMs: number, answer: BarsAnswer): string {
  if (answer.dates) return dateText(timeMs)
  return answer.formatDate === 2 ? String(Math.floor(timeMs / 1000)) : zoneText(version, timeMs)
}

/** The gateway's own wall clock. */
function zoneText(version: number, timeMs: number): string {
  const wallMs = newYorkWallMs(timeMs)
  if (version < INSTRUMENT_ZONE_FROM) return `${dateText(wallMs)}  ${clockText(wallMs)}`
  return `${dateText(wallMs)} ${clockText(wallMs)} ${GATEWAY_ZONE}`
}

/** Never with an exponent. */
function sizeText(size: number): string {
  const text = String(size)
  return text.includes('e') ? size.toFixed(8) : text
}

export function scheduleMessage(requestId: number, sessions: readonly GatewaySession[], zone: string): Fields {
  const fields: (string | number)[] = [106, requestId]
  fields.push(wallText(sessions[0]!.fromMs), wallText(sessions.at(-1)!.toMs), zone, sessions.length)
  for (const { fromMs, toMs, dateMs } of sessions) fields.push(wallText(fromMs), wallText(toMs), dateText(dateMs))
  return fields
}

function wallText(timeMs: number): string {
  const wallMs = newYorkWallMs(timeMs)
  return `${dateText(wallMs)}-${clockText(wallMs)}`
}
