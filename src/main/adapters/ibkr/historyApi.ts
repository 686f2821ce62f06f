import type { Socket } from 'node:net'
import type { BarSizeSetting, Contract, ContractDetails, IBApi, SecType, WhatToShow } from '@stoqey/ib'
import type { VenueContract } from '../../../core/contract/download.ts'
import type { BarsQuestion, ContractQuestion, GatewayAddress, HeadQuestion } from '../../engine/ports/brokerHistory.ts'
import type { RawBar } from './decodeBars.ts'
import type { RawSession } from './decodeSessions.ts'
import { createFrameGuard } from './frameGuard.ts'
import { wireTime } from './wireTime.ts'

type Library = Pick<typeof import('@stoqey/ib'), 'IBApi' | 'EventName'>

/** An event that the types of the library forgot. */
type ScheduleEvents = {
  on(
    event: string,
    listener: (id: number, start: string, end: string, zone: string, sessions: readonly RawSession[]) => void,
  ): unknown
}

/** What the gateway says, one call for each message. */
export type GatewayWords = {
  tcpOpened(): void
  /** Bytes came, of whatever kind. */
  heard(): void
  serverVersion(version: number, startedAt: string): void
  accounts(list: string): void
  nextValidId(id: number): void
  /** Errors and notices alike; -1: of no question. */
  notice(id: number, code: number, text: string): void
  bar(id: number, row: RawBar): void
  barsEnd(id: number): void
  headTime(id: number, text: string): void
  schedule(id: number, zone: string, sessions: readonly RawSession[]): void
  contract(id: number, details: ContractDetails): void
  contractsEnd(id: number): void
  currentTime(seconds: number): void
  /** What came is not the protocol; nothing more will be read. */
  unreadable(what: string): void
  /** The last word. */
  closed(error: NodeJS.ErrnoException | null): void
}

/** All that can be sent: questions for history, and their cancelling. */
export type HistoryApi = {
  /** Throws when the port is no port. */
  connect(words: GatewayWords): void
  askContracts(id: number, question: ContractQuestion): void
  askHeadTime(id: number, question: HeadQuestion): void
  askBars(id: number, question: Omit<BarsQuestion, 'whatToShow' | 'dayStartMs'>, whatToShow: WhatToShow): void
  askCurrentTime(): void
  cancelHeadTime(id: number): void
  cancelBars(id: number): void
  messagesSent(): number
  /** Ends the socket; the word `closed` follows. */
  close(): void
}

/** Epoch seconds. Wall clocks (1) would print the hour of the fall-back twice. */
const FORMAT_EPOCH = 2

/** A fresh object of the library for one connection: one that was cut keeps its state, and sends what was left over. */
export function createHistoryApi(library: Library, address: GatewayAddress, messagesPerSecond?: number): HistoryApi {
  const { host, port, clientId } = address
  const ib = new library.IBApi({
    host,
    port,
    ...(messagesPerSecond === undefined ? {} : { maxReqPerSec: messagesPerSecond }),
  })
  let sent = 0
  let socket: Socket | null = null
  return {
    connect: (words) => {
      listen(library, ib, words)
      ib.on(library.EventName.sent, (tokens) => {
        if (tokens[0] !== 'API\0' && socket?.destroyed === false) sent += 1
      })
      ib.connect(clientId)
      socket = socketOf(ib)
      watchSocket(socket, words)
    },
    askContracts: (id, question) => ib.reqContractDetails(id, searchOf(question)),
    askHeadTime: (id, question) =>
      ib.reqHeadTimestamp(id, contractOf(question.contract), question.whatToShow, question.regularHours, FORMAT_EPOCH),
    askBars: (id, { contract, endMs, duration, barSize, regularHours }, whatToShow) =>
      ib.reqHistoricalData(
        id,
        contractOf(contract),
        wireTime(endMs),
        duration,
        barSize as BarSizeSetting,
        whatToShow,
        regularHours,
        FORMAT_EPOCH,
        false,
      ),
    askCurrentTime: () => ib.reqCurrentTime(),
    cancelHeadTime: (id) => ib.cancelHeadTimestamp(id),
    cancelBars: (id) => ib.cancelHistoricalData(id),
    messagesSent: () => sent,
    close: () => {
      socket?.end()
      socket?.destroy()
    },
  }
}

const MOST_TEXT = 1000

/** Foreign text ends up in logs and terminals: one line of it, and no control characters. */
function plain(text: string): string {
  return text.slice(0, MOST_TEXT).replace(/\p{Cc}+/gu, ' ')
}

function listen(library: Library, ib: IBApi, words: GatewayWords): void {
  const { EventName } = library
  ib.on(EventName.server, (version, startedAt) => words.serverVersion(version, plain(startedAt ?? '')))
  ib.on(EventName.managedAccounts, (list) => words.accounts(list))
  ib.on(EventName.nextValidId, (id) => words.nextValidId(id))
  ib.on(EventName.info, (text, code) => words.notice(-1, code, plain(text)))
  ib.on(EventName.error, (error, code, id) => words.notice(id, code, plain(error.message)))
  ib.on(EventName.historicalData, (id, date, open, high, low, close, volume, trades) => {
    if (date.startsWith('finished-')) words.barsEnd(id)
    else words.bar(id, { date, open, high, low, close, volume, trades })
  })
  ib.on(EventName.headTimestamp, (id, text) => words.headTime(id, text))
  const schedules = ib as unknown as ScheduleEvents
  schedules.on(EventName.historicalSchedule, (id, _start, _end, zone, sessions) => words.schedule(id, zone, sessions))
  ib.on(EventName.contractDetails, (id, details) => words.contract(id, details))
  ib.on(EventName.contractDetailsEnd, (id) => words.contractsEnd(id))
  ib.on(EventName.currentTime, (seconds) => words.currentTime(seconds))
  ib.on(EventName.received, (tokens) => {
    // A count of rows that is no number would be read as an empty answer.
    if (tokens[0] === '17' && !/^\d+$/.test(tokens[4] ?? ''))
      words.unreadable('an answer with bars holds no count of them')
  })
}

/**
 * Stands between the socket and the library: bytes pass only in frames of possible lengths, and what the library throws over them ends
 * the connection instead of the process.
 */
function watchSocket(socket: Socket, words: GatewayWords): void {
  const readers = socket.listeners('data')
  socket.removeAllListeners('data')
  const accepts = createFrameGuard()
  let readable = true
  const stop = (what: string) => {
    readable = false
    words.unreadable(what)
  }
  socket.on('data', (chunk) => {
    if (!readable) return
    words.heard()
    if (!accepts(chunk)) return stop('the bytes are not of this protocol')
    try {
      for (const reader of readers) reader.call(socket, chunk)
    } catch (thrown) {
      stop(`a message could not be read (${thrown instanceof Error ? thrown.message : String(thrown)})`)
    }
  })
  let last: NodeJS.ErrnoException | null = null
  socket.on('connect', () => words.tcpOpened())
  socket.on('error', (error) => {
    last = error
  })
  socket.on('close', () => words.closed(last))
}

/** The library keeps its socket to itself; its version is pinned, and a test connects through this. */
function socketOf(ib: IBApi): Socket {
  const { controller } = ib as unknown as { controller: { socket: { client: Socket } } }
  return controller.socket.client
}

function searchOf({ symbol, securityType, exchange, currency, primaryExchange }: ContractQuestion): Contract {
  return {
    symbol,
    secType: securityType as SecType,
    exchange,
    currency,
    includeExpired: false,
    ...(primaryExchange === '' ? {} : { primaryExch: primaryExchange }),
  }
}

/** The number and the venue name the contract; more fields could only contradict them. */
function contractOf({ conId, symbol, securityType, exchange, currency }: VenueContract): Contract {
  return { conId, symbol, secType: securityType as SecType, exchange, currency, includeExpired: false }
}
