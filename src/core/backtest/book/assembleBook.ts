import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import type { BookEvents } from './bookEvents.ts'
import { BOOK_EVENT } from './bookEvents.ts'
import type { BookGap, BookMessage, BookReport, BookScale, LevelText } from './bookMessages.ts'
import { placeOfDepth } from './depthSequence.ts'

type Depth = Extract<BookMessage, { kind: 'depth' }>
type Snapshot = Extract<BookMessage, { kind: 'snapshot' }>

/** Messages kept for a snapshot that is on its way; older ones would be stale for it. */
const MOST_WAITING = 20_000

type Columns = {
  count: number
  localUs: Float64Array
  exchangeUs: Float64Array
  kind: Uint8Array
  tick: Int32Array
  lots: Float64Array
  ends: Uint8Array
}

/** Columns of book events in the making. `known` is the last update in the book, -1 before a snapshot and after a gap. */
export type BookAssembly = {
  readonly scale: BookScale
  readonly columns: Columns
  known: number
  isFirst: boolean
  lastUs: number
  waiting: Depth[]
  snapshots: number
  depths: number
  trades: number
  stale: number
  unplaced: number
  readonly gaps: BookGap[]
}

function columnsOf(n: number): Columns {
  return {
    count: 0,
    localUs: new Float64Array(n),
    exchangeUs: new Float64Array(n),
    kind: new Uint8Array(n),
    tick: new Int32Array(n),
    lots: new Float64Array(n),
    ends: new Uint8Array(n),
  }
}

export function beginBook(scale: BookScale): BookAssembly {
  return {
    scale,
    columns: columnsOf(4096),
    known: -1,
    isFirst: true,
    lastUs: Number.NEGATIVE_INFINITY,
    waiting: [],
    snapshots: 0,
    depths: 0,
    trades: 0,
    stale: 0,
    unplaced: 0,
    gaps: [],
  }
}

function grow(columns: Columns): void {
  const longer = columnsOf(columns.localUs.length * 2)
  for (const name of ['localUs', 'exchangeUs', 'kind', 'tick', 'lots', 'ends'] as const) longer[name].set(columns[name])
  Object.assign(columns, { ...longer, count: columns.count })
}

function addEvent(
  columns: Columns,
  localUs: number,
  exchangeUs: number,
  kind: number,
  tick: number,
  lots: number,
): void {
  if (columns.count === columns.localUs.length) grow(columns)
  const row = columns.count++
  columns.localUs[row] = localUs
  columns.exchangeUs[row] = exchangeUs
  columns.kind[row] = kind
  columns.tick[row] = tick
  columns.lots[row] = lots
}

function endMessage(columns: Columns): void {
  if (columns.count > 0) columns.ends[columns.count - 1] = 1
}

/** Whole steps of 10^-decimals in a decimal number; NaN where it is none, or finer than the step. */
function wholeSteps(text: string, decimals: number): number {
  const steps = text === '' ? Number.NaN : Number(text) * 10 ** decimals
  const whole = Math.round(steps)
  return Math.abs(steps - whole) <= Math.max(1e-6, whole * 1e-15) && whole >= 0 ? whole : Number.NaN
}

/** The level that does not fit the scale, null where all were taken. */
function addLevels(
  { columns, scale }: BookAssembly,
  at: Depth | Snapshot,
  localUs: number,
  isBid: boolean,
): LevelText | null {
  const kind = isBid ? BOOK_EVENT.bid : BOOK_EVENT.ask
  for (const level of isBid ? at.bids : at.asks) {
    const tick = wholeSteps(level[0], scale.priceDecimals)
    const lots = wholeSteps(level[1], scale.quantityDecimals)
    if (!(tick > 0 && tick < 2 ** 31 && lots >= 0)) return level
    addEvent(columns, localUs, at.exchangeUs, kind, tick, lots)
  }
  return null
}

function misfit(level: LevelText): Outcome<never> {
  return failure(
    'price-off-the-scale',
    `The price ${level[0]} or the quantity ${level[1]} is not a whole number of the steps given.`,
    'Give more decimals: those of the smallest price step and the smallest quantity step of the instrument.',
  )
}

function addBoth(assembly: BookAssembly, at: Depth | Snapshot, localUs: number): Outcome<null> {
  const before = assembly.columns.count
  const bad = addLevels(assembly, at, localUs, true) ?? addLevels(assembly, at, localUs, false)
  if (bad !== null) return misfit(bad)
  if (assembly.columns.count > before) endMessage(assembly.columns)
  return success(null)
}

/** A depth message that stands on a snapshot. `localUs` is when the book could know it. */
function placeDepth(assembly: BookAssembly, depth: Depth, localUs: number): Outcome<null> {
  const { numbers, exchangeUs } = depth
  const place = placeOfDepth(numbers, assembly.known, assembly.isFirst)
  if (place === 'stale') {
    assembly.stale++
    return success(null)
  }
  if (place === 'gap') {
    assembly.gaps.push({ localUs, known: assembly.known, first: numbers.first })
    addEvent(assembly.columns, localUs, exchangeUs, BOOK_EVENT.gap, 0, 0)
    endMessage(assembly.columns)
    assembly.known = -1
    assembly.waiting.push(depth)
    return success(null)
  }
  assembly.known = numbers.last
  assembly.isFirst = false
  return addBoth(assembly, depth, localUs)
}

function takeSnapshot(assembly: BookAssembly, snapshot: Snapshot): Outcome<null> {
  const { localUs } = snapshot
  assembly.snapshots++
  addEvent(assembly.columns, localUs, snapshot.exchangeUs, BOOK_EVENT.clear, 0, 0)
  const added = addBoth(assembly, snapshot, localUs)
  if (!added.ok) return added
  endMessage(assembly.columns)
  assembly.known = snapshot.last
  assembly.isFirst = true
  const { waiting } = assembly
  assembly.waiting = []
  for (const [at, depth] of waiting.entries()) {
    if (assembly.known < 0) {
      assembly.waiting.push(...waiting.slice(at))
      break
    }
    const placed = placeDepth(assembly, depth, localUs)
    if (!placed.ok) return placed
  }
  return success(null)
}

function keepWaiting(assembly: BookAssembly, depth: Depth): Outcome<null> {
  assembly.waiting.push(depth)
  if (assembly.waiting.length > MOST_WAITING) {
    assembly.waiting.shift()
    assembly.unplaced++
  }
  return success(null)
}

/** Takes the next message in, as it was received. Depth before its snapshot is kept until that comes, as the exchanges ask for. */
export function takeMessage(assembly: BookAssembly, message: BookMessage): Outcome<null> {
  if (message.localUs < assembly.lastUs)
    return failure(
      'time-goes-back',
      'A message was received before the one that stands above it.',
      'Sort the file by the time of receipt, or record it again.',
    )
  assembly.lastUs = message.localUs
  if (message.kind === 'snapshot') return takeSnapshot(assembly, message)
  if (message.kind === 'depth') {
    assembly.depths++
    return assembly.known < 0 ? keepWaiting(assembly, message) : placeDepth(assembly, message, message.localUs)
  }
  assembly.trades++
  const { scale, columns } = assembly
  const tick = wholeSteps(message.level[0], scale.priceDecimals)
  const lots = wholeSteps(message.level[1], scale.quantityDecimals)
  if (!(tick > 0 && tick < 2 ** 31 && lots >= 0)) return misfit(message.level)
  if (lots === 0) return success(null)
  addEvent(
    columns,
    message.localUs,
    message.exchangeUs,
    message.bought ? BOOK_EVENT.bought : BOOK_EVENT.sold,
    tick,
    lots,
  )
  endMessage(columns)
  return success(null)
}

/** The columns, cut to what came, and what is to be told of them. */
export function endBook(assembly: BookAssembly): { readonly events: BookEvents; readonly report: BookReport } {
  const { columns, scale, snapshots, depths, trades, stale, gaps } = assembly
  const { count } = columns
  return {
    events: {
      tickSize: 10 ** -scale.priceDecimals,
      lotSize: 10 ** -scale.quantityDecimals,
      count,
      localUs: columns.localUs.slice(0, count),
      exchangeUs: columns.exchangeUs.slice(0, count),
      kind: columns.kind.slice(0, count),
      tick: columns.tick.slice(0, count),
      lots: columns.lots.slice(0, count),
      ends: columns.ends.slice(0, count),
    },
    report: { snapshots, depths, trades, stale, unplaced: assembly.unplaced + assembly.waiting.length, gaps },
  }
}
