import type { Refusal } from '../../risk/riskLimits.ts'
import { REFUSALS } from '../../risk/riskLimits.ts'
import type { BacktestRequest } from '../model/backtestRequest.ts'
import type { FillMode } from '../model/executionTerms.ts'
import type { ExitReason, ExitTerms } from '../model/exitTerms.ts'
import { EXIT_REASONS } from '../model/exitTerms.ts'
import type { Holdings } from '../model/holdings.ts'
import { createHoldings, createLists } from '../model/holdings.ts'
import type { CloseRows } from './closeRows.ts'
import { createCloseRows } from './closeRows.ts'
import type { RunRoom } from './runRoom.ts'
import type { SignalBits } from './signalBits.ts'
import { packSignals } from './signalBits.ts'

export const FUNDING = 1
export const BORROW = 2

/** Rows that the lists begin with, at most: one fill in 64 bars of an instrument is a usual number. */
const MOST_FIRST_ROWS = 65_536

/** What waits to be filled for an instrument. `waitingUnits` is the share of equity of a target, the units of an order. */
export const WAITING = {
  none: 0,
  leave: 1,
  enterLong: 2,
  enterShort: 3,
  turnLong: 4,
  turnShort: 5,
  target: 6,
  order: 7,
} as const

/** The state of an account between two moments of a bar. Columns have one entry an instrument. */
export type Book = Holdings & {
  readonly request: BacktestRequest
  /** Of each instrument, where signals decide; else none. */
  readonly signals: readonly SignalBits[]
  readonly closes: CloseRows
  /** Of each instrument: those of the request, or of the planned trade that it was last entered for. */
  readonly exits: ExitTerms[]
  /** Of each instrument, the bar from whose close on a planned trade is left; the end of the data: none. */
  readonly leaveFrom: Int32Array
  readonly hasResting: boolean
  readonly hasTrail: boolean
  /** Whether some position is left at a time. */
  readonly hasTimes: boolean
  readonly fillsNextOpen: boolean
  readonly fillsNextClose: boolean
  readonly fillsThisClose: boolean
  /** What an instrument may have to pay by the bar: FUNDING, BORROW or both. */
  readonly financing: Uint8Array
  /** At the last mark. */
  equity: number
  gross: number
  peak: number
  halted: boolean
  haltedBar: number
  held: number
  /** Positions that pay or earn something by the bar. */
  paying: number
  waitingCount: number
  /** Of the orders or planned trades, which come sorted by bar, the first that is not decided yet. */
  nextOrder: number
  financed: number
  readonly waiting: Uint8Array
  readonly waitingBar: Int32Array
  readonly waitingUnits: Float64Array
  readonly waitingReason: Uint8Array
  readonly stopLevel: Float64Array
  readonly targetLevel: Float64Array
  readonly trailDistance: Float64Array
  readonly bestPrice: Float64Array
  /** Bar at which the volume cap cut an exit: it goes on at the next one. */
  readonly cutBar: Int32Array
  /** First bar from now on at which something may be decided for the side held now; -1: not looked up since that changed. */
  readonly nextDecision: Int32Array
  /** One value a bar of [fromBar, toBar). */
  readonly equityAt: Float64Array
  readonly cashAt: Float64Array
  readonly grossAt: Float64Array
  readonly refused: Int32Array
}

function someExits({ decisions, exits }: BacktestRequest, has: (exits: ExitTerms) => boolean): boolean {
  return decisions.kind === 'planned' ? decisions.trades.some((trade) => has(trade.exits)) : has(exits)
}

/** `room`: memory that is used again; null: of its own. */
export function createBook(request: BacktestRequest, room: RunRoom | null): Book {
  const count = request.market.instruments.length
  const column = () => new Float64Array(count)
  const bars = () => new Float64Array(request.toBar - request.fromBar)
  const { decisions } = request
  const rows = Math.min(MOST_FIRST_ROWS, ((request.toBar - request.fromBar) * count) >>> 6)
  const fills = (mode: FillMode) => request.execution.some(({ fill }) => fill === mode)
  const financing = Uint8Array.from(
    request.execution,
    ({ borrowPerYear }, k) =>
      (request.columns[k]!.fundingRate === null ? 0 : FUNDING) | (borrowPerYear > 0 ? BORROW : 0),
  )
  return {
    ...createHoldings(count, request.startCash, room ?? createLists(rows)),
    request,
    signals: decisions.kind === 'signals' ? decisions.instruments.map(packSignals) : [],
    closes: room?.closes ?? createCloseRows(request.market, request.fromBar),
    exits: new Array<ExitTerms>(count).fill(request.exits),
    leaveFrom: new Int32Array(count).fill(request.toBar),
    hasResting: someExits(request, ({ stop, target, trail }) => stop !== null || target !== null || trail !== null),
    hasTrail: someExits(request, ({ trail }) => trail !== null),
    hasTimes: decisions.kind === 'planned' || request.exits.limitBars !== null,
    fillsNextOpen: fills('next-open'),
    fillsNextClose: fills('next-close'),
    fillsThisClose: fills('this-close'),
    financing,
    equity: request.startCash,
    gross: 0,
    peak: request.startCash,
    halted: false,
    haltedBar: -1,
    held: 0,
    paying: 0,
    waitingCount: 0,
    nextOrder: 0,
    financed: 0,
    waiting: new Uint8Array(count),
    waitingBar: new Int32Array(count),
    waitingUnits: column(),
    waitingReason: new Uint8Array(count),
    stopLevel: column(),
    targetLevel: column(),
    trailDistance: column(),
    bestPrice: column(),
    cutBar: new Int32Array(count).fill(-1),
    nextDecision: new Int32Array(count).fill(-1),
    equityAt: room?.equityAt ?? bars(),
    cashAt: room?.cashAt ?? bars(),
    grossAt: room?.grossAt ?? bars(),
    refused: new Int32Array(REFUSALS.length),
  }
}

/** Counts it; always false, for those who answer whether they filled anything. */
export function refuse(book: Book, why: Refusal): false {
  const at = REFUSALS.indexOf(why)
  book.refused[at] = book.refused[at]! + 1
  return false
}

/** 1 + the reason's place, 0 being an entry. */
export function reasonCode(reason: ExitReason): number {
  return 1 + EXIT_REASONS.indexOf(reason)
}

export function putWaiting(
  book: Book,
  instrument: number,
  kind: number,
  bar: number,
  units: number,
  reason: number,
): void {
  if (book.waiting[instrument] === WAITING.none) book.waitingCount++
  book.waiting[instrument] = kind
  book.waitingBar[instrument] = bar
  book.waitingUnits[instrument] = units
  book.waitingReason[instrument] = reason
}

export function clearWaiting(book: Book, instrument: number): void {
  if (book.waiting[instrument] === WAITING.none) return
  book.waiting[instrument] = WAITING.none
  book.waitingCount--
}

/** A position comes to be (1) or ends (-1): from here on other decisions count for it. */
export function countPosition(book: Book, instrument: number, direction: number, change: 1 | -1): void {
  const kind = book.financing[instrument]!
  book.held += change
  if ((kind & FUNDING) !== 0 || ((kind & BORROW) !== 0 && direction < 0)) book.paying += change
  book.nextDecision[instrument] = -1
}
