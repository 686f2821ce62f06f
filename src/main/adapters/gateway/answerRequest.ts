import { BAR_LENGTHS } from './barSizes.ts'
import { findContracts } from './findContract.ts'
import type { BarLength, GatewayBars, GatewayContract, GatewayMarket } from './gatewayMarket.ts'
import type { BarsAnswer, Fields } from './gatewayMessages.ts'
import {
  barsMessage,
  contractEndMessage,
  contractMessage,
  errorMessage,
  headMessage,
  scheduleMessage,
} from './gatewayMessages.ts'
import type { GatewayRequest } from './gatewayRequest.ts'
import type { GatewayTrouble } from './gatewayTrouble.ts'
import {
  BAD_END_TIME,
  badRequest,
  noData,
  noPermission,
  SCHEDULE_NEEDS_DAYS,
  TOO_LONG,
  trimmedSize,
  UNKNOWN_CONTRACT,
  wrongWhatToShow,
  ZONELESS,
} from './gatewayTrouble.ts'
import { FRACTIONS_FROM, SCHEDULE_FROM } from './gatewayVersions.ts'
import type { Duration, EndTime } from './historyWindow.ts'
import { readDuration, readEndTime, windowStartMs } from './historyWindow.ts'

const QUOTES: readonly string[] = ['MIDPOINT', 'BID', 'ASK', 'BID_ASK']
const MOST_BARS = 30_000

export type AnswerScene = { readonly market: GatewayMarket; readonly version: number; readonly nowMs: number }

/** `bend` changes the bars of an answer before they are sent (faults). */
export type BendBars = (bars: GatewayBars) => GatewayBars

/** Messages in their order, and whether the last of them is an error. */
export type GatewayAnswer = { readonly messages: readonly Fields[]; readonly failed: boolean }

export function answerRequest(request: GatewayRequest, scene: AnswerScene, bend: BendBars): GatewayAnswer {
  const found = findContracts(scene.market.contracts, request.contract)
  if (request.kind === 'contract') return contractAnswer(request, scene, found)
  if (request.contract.exchange === '') return refusal(request, scene, badRequest('Please enter exchange'))
  const contract = found[0]
  if (contract === undefined) return refusal(request, scene, UNKNOWN_CONTRACT)
  if (found.length > 1) {
    const text = `The contract description specified for ${contract.symbol} is ambiguous.`
    return refusal(request, scene, { code: 200, text })
  }
  const wrong = whatTrouble(request, contract)
  if (wrong !== null) return refusal(request, scene, wrong)
  const lacked = scene.market.lackedPermission(contract.conId)
  if (lacked !== null) return refusal(request, scene, noPermission(lacked))
  return request.kind === 'head' ? headAnswer(request, scene, contract) : historyAnswer(request, scene, contract, bend)
}

export function refusal(request: GatewayRequest, scene: AnswerScene, trouble: GatewayTrouble): GatewayAnswer {
  return { messages: [errorMessage(scene.version, request.requestId, trouble)], failed: true }
}

function contractAnswer(request: GatewayRequest, scene: AnswerScene, found: readonly GatewayContract[]): GatewayAnswer {
  if (found.length === 0) return refusal(request, scene, UNKNOWN_CONTRACT)
  const messages = found.map((contract) =>
    contractMessage(scene.version, request.requestId, contract, scene.market.tradingHours(contract.conId)),
  )
  return { messages: [...messages, contractEndMessage(request.requestId)], failed: false }
}

function whatTrouble(request: GatewayRequest, contract: GatewayContract): GatewayTrouble | null {
  const { whatToShow } = request
  const expected = contract.securityType === 'CRYPTO' ? 'AGGTRADES' : 'TRADES'
  if (request.kind === 'schedule' || whatToShow === expected || QUOTES.includes(whatToShow)) return null
  if (whatToShow === 'TRADES' || whatToShow === 'AGGTRADES') return wrongWhatToShow(expected, whatToShow)
  return badRequest(`Incorrect whatToShow: ${whatToShow}`)
}

function headAnswer(request: GatewayRequest, scene: AnswerScene, contract: GatewayContract): GatewayAnswer {
  const headMs = scene.market.headTimeMs(contract.conId, request.whatToShow)
  if (headMs === null || headMs > scene.nowMs) {
    return refusal(request, scene, noData(contract.symbol, contract.exchange, request.whatToShow))
  }
  return { messages: [headMessage(request.requestId, headMs, request.formatDate)], failed: false }
}

type Window = { readonly length: BarLength; readonly duration: Duration; readonly end: EndTime }

function historyAnswer(
  request: GatewayRequest,
  scene: AnswerScene,
  contract: GatewayContract,
  bend: BendBars,
): GatewayAnswer {
  const window = readWindow(request, scene)
  if ('code' in window) return refusal(request, scene, window)
  const { market, version } = scene
  const toMs = window.end.timeMs
  const sessionsSince = (fromMs: number) => market.sessions(contract.conId, fromMs, toMs, request.regularHours)
  const fromMs = windowStartMs(window.duration, toMs, sessionsSince)
  const warnings = window.end.zoneless ? [errorMessage(version, request.requestId, ZONELESS)] : []
  const nothing = noData(contract.symbol, contract.exchange, request.whatToShow)
  if (request.kind === 'schedule') {
    const sessions = sessionsSince(fromMs)
    if (sessions.length === 0) return refusal(request, scene, nothing)
    return { messages: [...warnings, scheduleMessage(request.requestId, sessions, contract.timeZone)], failed: false }
  }
  const { length } = window
  if (typeof length === 'number') {
    const openMs = sessionsSince(fromMs).reduce((sum, session) => sum + session.toMs - session.fromMs, 0)
    if (openMs / length > MOST_BARS) return refusal(request, scene, TOO_LONG)
  }
  const bars = bend(market.bars(contract.conId, length, fromMs, toMs, request.regularHours))
  if (bars.timeMs.length === 0) return refusal(request, scene, nothing)
  const sizes = !QUOTES.includes(request.whatToShow)
  const trimmed =
    sizes && version < FRACTIONS_FROM ? bars.volume.find((volume) => !Number.isInteger(volume)) : undefined
  const answer: BarsAnswer = {
    requestId: request.requestId,
    bars: quoted(bars, request.whatToShow, contract.minTick),
    fromMs,
    toMs,
    dates: typeof length !== 'number',
    formatDate: request.formatDate,
    sizes,
  }
  const cut = trimmed === undefined ? [] : [errorMessage(version, request.requestId, trimmedSize(trimmed))]
  return { messages: [...warnings, ...cut, barsMessage(version, answer)], failed: false }
}

function readWindow(request: GatewayRequest, scene: AnswerScene): Window | GatewayTrouble {
  const { history, kind } = request
  const length = BAR_LENGTHS.get(history.barSize)
  if (length === undefined) {
    const words = [...BAR_LENGTHS.keys()].join(', ')
    return badRequest(
      `Historical data bar size setting is invalid. Legal ones are: ${words}. Asked: ${history.barSize}`,
    )
  }
  const duration = readDuration(history.duration)
  if (duration === null) return durationTrouble(history.duration)
  const end = readEndTime(history.endText, scene.nowMs)
  if (end === null) return BAD_END_TIME
  if (kind === 'schedule' && scene.version < SCHEDULE_FROM) return badRequest('Incorrect whatToShow: SCHEDULE')
  if (kind === 'schedule' && length !== 'day') return SCHEDULE_NEEDS_DAYS
  if (typeof length === 'number' && length < 60_000) return badRequest('This simulation has no bars below 1 min')
  if (history.keepUpToDate) return badRequest('This simulation keeps no query up to date')
  if (request.formatDate !== 1 && request.formatDate !== 2) return badRequest('Invalid date format')
  return { length, duration, end }
}

function durationTrouble(text: string): GatewayTrouble {
  if (/^\d+ D$/.test(text))
    return badRequest('Historical data requests for durations longer than 365 days must be made in years')
  if (/^\d+ S$/.test(text))
    return badRequest('Historical data requests for durations longer than 86400 seconds must be made in days')
  return badRequest('Historical data query duration is invalid')
}

/** Quotes stand a tick beside the trades. */
function quoted(bars: GatewayBars, whatToShow: string, minTick: number): GatewayBars {
  const shift = whatToShow === 'BID' ? -minTick : whatToShow === 'ASK' ? minTick : 0
  if (shift === 0) return bars
  const move = (column: Float64Array) =>
    column.map((price) => Math.max(minTick, Math.round((price + shift) * 100) / 100))
  return { ...bars, open: move(bars.open), high: move(bars.high), low: move(bars.low), close: move(bars.close) }
}
