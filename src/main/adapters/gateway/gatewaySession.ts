import type { Socket } from 'node:net'
import { negotiatedVersion } from './frames.ts'
import type { GatewayHub, HubSession } from './gatewayHub.ts'
import { errorMessage, timeMessage } from './gatewayMessages.ts'
import { MESSAGE, readGatewayRequest, wholeNumber } from './gatewayRequest.ts'
import type { GatewayTrouble } from './gatewayTrouble.ts'
import { badRequest, CLIENT_ID_TAKEN, FARMS, UPSTREAM_LOST } from './gatewayTrouble.ts'
import { CANCEL_HEAD_FROM } from './gatewayVersions.ts'
import { GATEWAY_ZONE, newYorkWallMs } from './newYorkTime.ts'
import type { SessionQueries } from './sessionQueries.ts'
import { sessionQueries } from './sessionQueries.ts'
import type { SessionSocket } from './sessionSocket.ts'
import { sessionSocket } from './sessionSocket.ts'
import { clockText, dateText } from './tradingHoursText.ts'

const FARM_DELAY_MS = 200
const FIRST_ORDER_ID = 1

type State = { version: number; clientId: number | null; ready: boolean; lastTimeMs: number; mute: boolean }

/** Serves one client from its greeting to the end of its socket. */
export function openSession(socket: Socket, hub: GatewayHub): void {
  const connection = hub.nextConnection()
  const state: State = {
    version: 0,
    clientId: null,
    ready: false,
    lastTimeMs: Number.NEGATIVE_INFINITY,
    mute: hub.options.loggedIn === false,
  }
  hub.book.count('connections')
  const wire = sessionSocket(socket, {
    onGreeting: (text) => greet(text, state, wire, hub),
    onMessage(fields) {
      const messageId = wholeNumber(fields[0]) ?? -1
      hub.book.message(messageId)
      hub.judge.message(connection, messageId, hub.nowMs())
      if (!state.mute) takeMessage(messageId, fields, { state, wire, hub, self, queries })
    },
    onNonsense: () => hub.book.count('droppedClients'),
    onClosed() {
      hub.sessions.delete(self)
      queries.closed()
    },
    onActivity: hub.bump,
  })
  const self: HubSession = {
    clientId: () => state.clientId,
    tell: (trouble) => wire.send(errorMessage(state.version, -1, trouble)),
    farmsUp() {
      for (const farm of FARMS) wire.send(errorMessage(state.version, -1, farm))
      state.ready = true
    },
    destroy: () => wire.destroy(),
  }
  const queries = sessionQueries({
    connection,
    hub,
    wire,
    version: () => state.version,
    isReady: () => state.ready,
    loseClientId: () => {
      if (state.clientId !== null) hub.holdClientId(state.clientId)
      wire.destroy()
    },
  })
}

type Scene = {
  readonly state: State
  readonly wire: SessionSocket
  readonly hub: GatewayHub
  readonly self: HubSession
  readonly queries: SessionQueries
}

function greet(text: string, state: State, wire: SessionSocket, hub: GatewayHub): void {
  const version = negotiatedVersion(text, hub.ownVersion)
  if (version === null) {
    hub.book.count('droppedClients')
    wire.end()
    return
  }
  state.version = version
  const wallMs = newYorkWallMs(hub.nowMs())
  wire.send([version, `${dateText(wallMs)} ${clockText(wallMs)} ${GATEWAY_ZONE}`])
}

function takeMessage(messageId: number, fields: readonly string[], scene: Scene): void {
  const { state, wire, hub, queries } = scene
  const request = readGatewayRequest(fields, state.version)
  if (request !== null) queries.ask(request, state.clientId !== null)
  else if (messageId === MESSAGE.startSession) startSession(fields, scene)
  else if (state.clientId === null) return
  else if (messageId === MESSAGE.cancelHistory) queries.cancel(wholeNumber(fields[2]) ?? -1, false)
  else if (messageId === MESSAGE.cancelHead && state.version >= CANCEL_HEAD_FROM)
    queries.cancel(wholeNumber(fields[1]) ?? -1, true)
  else if (messageId === MESSAGE.requestTime) tellTime(state, wire, hub.nowMs())
  else if (messageId === MESSAGE.requestIds) wire.send([9, 1, FIRST_ORDER_ID])
  else if (messageId === MESSAGE.requestAccounts) wire.send(accountsMessage(hub))
  else wire.send(errorMessage(state.version, -1, unknownMessage(messageId)))
}

function unknownMessage(messageId: number): GatewayTrouble {
  return badRequest(`This simulation does not serve message ${messageId} in that shape`)
}

function startSession(fields: readonly string[], { state, wire, hub, self }: Scene): void {
  const clientId = wholeNumber(fields[2])
  if (clientId === null || state.clientId !== null) {
    wire.send(errorMessage(state.version, -1, badRequest('startApi with a client id is expected once')))
    return
  }
  if (hub.isTaken(clientId)) {
    hub.book.count('refusedClientIds')
    wire.send(errorMessage(state.version, -1, CLIENT_ID_TAKEN))
    wire.end()
    return
  }
  state.clientId = clientId
  hub.sessions.add(self)
  hub.book.count('sessions')
  wire.send(accountsMessage(hub))
  wire.send([9, 1, FIRST_ORDER_ID])
  if (hub.isUpstreamDown()) self.tell(UPSTREAM_LOST)
  else
    hub.later(hub.options.farmDelayMs ?? FARM_DELAY_MS, () => {
      if (wire.isOpen() && !hub.isUpstreamDown()) self.farmsUp()
    })
}

function accountsMessage(hub: GatewayHub): readonly (string | number)[] {
  return [15, 1, hub.options.account ?? 'DU1234567']
}

/** A second question within a second is never answered. */
function tellTime(state: State, wire: SessionSocket, nowMs: number): void {
  const tooSoon = nowMs - state.lastTimeMs < 1_000
  state.lastTimeMs = nowMs
  if (!tooSoon) wire.send(timeMessage(nowMs))
}
