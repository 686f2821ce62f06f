import type { GatewayAnswer } from './answerRequest.ts'
import { answerRequest, refusal } from './answerRequest.ts'
import { BAR_LENGTHS } from './barSizes.ts'
import type { FaultKind } from './faults.ts'
import { bendOf, faultApplies } from './faults.ts'
import type { GatewayHub } from './gatewayHub.ts'
import { errorMessage } from './gatewayMessages.ts'
import type { RequestEnd } from './gatewayRecord.ts'
import type { GatewayRequest } from './gatewayRequest.ts'
import type { GatewayTrouble } from './gatewayTrouble.ts'
import {
  duplicateId,
  FOREIGN,
  noData,
  noPermission,
  noSuchQuery,
  PACING,
  queryCancelled,
  UNKNOWN_CONTRACT,
} from './gatewayTrouble.ts'
import type { SessionSocket } from './sessionSocket.ts'

/** More open questions than this are no client's mistake any more. */
const MOST_OPEN = 200

export type QueryScene = {
  readonly connection: number
  readonly hub: GatewayHub
  readonly wire: SessionSocket
  readonly version: () => number
  readonly isReady: () => boolean
  /** The socket closes and its client id stays taken. */
  readonly loseClientId: () => void
}

export type SessionQueries = {
  /** `started`: the session has begun; before that nothing is answered. */
  ask(request: GatewayRequest, started: boolean): void
  cancel(requestId: number, head: boolean): void
  /** The socket is gone: everything open ends. */
  closed(): void
}

type Query = {
  readonly index: number
  readonly request: GatewayRequest
  readonly fault: FaultKind | null
  settled: boolean
  callOff: () => void
}

export function sessionQueries(scene: QueryScene): SessionQueries {
  const { hub, wire, connection } = scene
  const open = new Map<number, Query>()
  const openKey = (query: Query) => `${connection}.${query.index}`
  const settle = (query: Query, how: RequestEnd): void => {
    if (query.settled) return
    query.settled = true
    hub.book.end(query.index, hub.nowMs(), how)
  }
  const release = (query: Query): void => {
    query.callOff()
    open.delete(query.request.requestId)
    hub.judge.ended(openKey(query))
  }
  const finish = (query: Query, answer: GatewayAnswer): void => {
    settle(query, answer.failed ? 'refused' : 'answered')
    // A head stays open until it is cancelled.
    if (query.request.kind !== 'head' || answer.failed) release(query)
    for (const fields of answer.messages) wire.send(fields)
  }
  return {
    ask(request, started) {
      const duplicate = open.has(request.requestId)
      const query = beginQuery(request, scene)
      hub.judge.request(judged(request, scene.isReady(), hub.nowMs()), openKey(query))
      if (duplicate || open.size >= MOST_OPEN) {
        settle(query, 'refused')
        hub.judge.ended(openKey(query))
        if (open.size >= MOST_OPEN) wire.destroy()
        else wire.send(errorMessage(scene.version(), request.requestId, duplicateId(request.requestId)))
        return
      }
      open.set(request.requestId, query)
      if (!started || hub.isUpstreamDown()) return
      query.callOff = hub.later(delayMs(query, hub), () => actOn(query, scene, finish))
    },
    cancel(requestId, head) {
      const query = open.get(requestId)
      if (query === undefined || (query.request.kind === 'head') !== head || query.request.kind === 'contract') {
        wire.send(errorMessage(scene.version(), requestId, noSuchQuery(requestId)))
        return
      }
      if (!query.settled) wire.send(errorMessage(scene.version(), requestId, queryCancelled(requestId)))
      settle(query, 'cancelled')
      release(query)
    },
    closed() {
      for (const query of [...open.values()]) {
        settle(query, 'closed')
        release(query)
      }
    },
  }
}

function beginQuery(request: GatewayRequest, { hub }: QueryScene): Query {
  const index = hub.nextIndex()
  const { kind, requestId, contract } = request
  const planned = hub.faults({ index, kind, symbol: contract.symbol })
  const fault = planned !== null && faultApplies(planned, kind) ? planned : null
  const identity = identityOf(request)
  hub.book.begin({ index, kind, requestId, symbol: contract.symbol, identity, atMs: hub.nowMs(), fault })
  return { index, request, fault, settled: false, callOff: () => undefined }
}

function identityOf(request: GatewayRequest): string {
  const { kind, contract, history, whatToShow, regularHours, formatDate } = request
  const words = [kind, contractKey(request), contract.localSymbol, whatToShow, regularHours ? 'rth' : 'all', formatDate]
  return [...words, history.endText, history.duration, history.barSize].join(' | ').slice(0, 500)
}

function contractKey({ contract, whatToShow }: GatewayRequest): string {
  const { conId, symbol, securityType, exchange, primaryExchange, currency } = contract
  return [conId, symbol, securityType, exchange, primaryExchange, currency, whatToShow].join(' ').slice(0, 300)
}

function judged(request: GatewayRequest, ready: boolean, atMs: number) {
  const length = BAR_LENGTHS.get(request.history.barSize)
  return {
    kind: request.kind,
    atMs,
    identity: identityOf(request),
    contractKey: contractKey(request),
    barMs: typeof length === 'number' ? length : Number.NaN,
    bidAsk: request.whatToShow === 'BID_ASK',
    ready,
  }
}

function delayMs(query: Query, hub: GatewayHub): number {
  const usual = hub.options.answerDelayMs ?? 0
  if (query.fault === 'slow') return 20_000 + ((query.index * 7_919) % 30_000)
  if (query.fault === 'late') return 70_000 + ((query.index * 7_919) % 30_000)
  return usual
}

/** The answer, or what the fault makes of it. */
function actOn(query: Query, scene: QueryScene, finish: (query: Query, answer: GatewayAnswer) => void): void {
  const { hub, wire } = scene
  const { request, fault } = query
  const answerScene = { market: hub.options.market, version: scene.version(), nowMs: hub.nowMs() }
  const refused = faultTrouble(request, fault)
  if (refused !== null) finish(query, refusal(request, answerScene, refused))
  else if (fault === 'silence') return
  else if (fault === 'disconnect-mid-chunk') wire.destroy()
  else if (fault === 'client-id-taken') scene.loseClientId()
  else if (fault === 'nightly-restart') hub.restart()
  else if (fault === 'upstream-lost' || fault === 'upstream-kept') hub.loseUpstream(fault === 'upstream-kept')
  else {
    const answer = answerRequest(request, answerScene, bendOf(fault))
    if (fault === 'half-frame') wire.sendHalf(answer.messages.at(-1)!)
    else finish(query, answer)
  }
}

function faultTrouble(request: GatewayRequest, fault: FaultKind | null): GatewayTrouble | null {
  const { symbol, exchange, securityType } = request.contract
  if (fault === 'pacing') return PACING
  if (fault === 'foreign-text') return FOREIGN
  if (fault === 'unknown-contract') return UNKNOWN_CONTRACT
  if (fault === 'no-permission') return noPermission(`${exchange} ${securityType}`)
  return fault === 'no-data' ? noData(symbol, exchange, request.whatToShow) : null
}
