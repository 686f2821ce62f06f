import { presentRows } from '../../backtest/compile/presentBars.ts'
import type { BacktestRequest } from '../../backtest/model/backtestRequest.ts'
import type { BacktestResult } from '../../backtest/model/backtestResult.ts'
import type { SignalColumns } from '../../backtest/model/decisions.ts'
import { NO_EXITS } from '../../backtest/model/exitTerms.ts'
import type { RandomStream } from '../../stats/seededStream.ts'

/** A placebo without timing of its own has at least so many places to stand. */
const LEAST_PLACES = 100

/** Rows of an instrument's bars that are traded. */
function tradedRows({ market, fromBar, toBar }: BacktestRequest, instrument: number): Int32Array {
  return presentRows(market.instruments[instrument]!).filter((row) => row >= fromBar && row < toBar)
}

/** Longest holding, in bars of the market; positions that the data cut off count to the end. */
export function longestHolding({ toBar }: BacktestRequest, { positions }: BacktestResult): number {
  let longest = 0
  for (let row = 0; row < positions.count; row++) {
    const exit = positions.exitBar[row]! < 0 ? toBar - 1 : positions.exitBar[row]!
    longest = Math.max(longest, exit - positions.entryBar[row]!)
  }
  return longest
}

/** From and to of the shifts that are far from none in both directions; null where there is no room for them. */
export function shiftRange(
  { fromBar, toBar }: BacktestRequest,
  leastBars: number,
): { readonly from: number; readonly to: number } | null {
  const bars = toBar - fromBar
  const to = bars - leastBars
  return to - leastBars < LEAST_PLACES ? null : { from: leastBars, to }
}

/**
 * Signals turned in a circle by so many bars of each instrument, exits and sizes as they are: as many of them, as clustered as they were, without their place in the market.
 * What the allowed hours forbade stays forbidden, wherever it moves to. 0: the backtest itself.
 */
export function shiftedRequest(request: BacktestRequest, shift: number): BacktestRequest {
  const { decisions, columns } = request
  if (decisions.kind !== 'signals') throw new TypeError('Only signals can be shifted')
  const instruments = decisions.instruments.map((signals, k): SignalColumns => {
    const rows = tradedRows(request, k)
    const allowed = columns[k]!.entryAllowed
    const turned = (column: Uint8Array, gate: Uint8Array | null) => turnedColumn(column, gate, rows, shift)
    return {
      enterLong: turned(signals.enterLong, allowed),
      exitLong: turned(signals.exitLong, null),
      enterShort: turned(signals.enterShort, allowed),
      exitShort: turned(signals.exitShort, null),
    }
  })
  return withDecisions(request, instruments)
}

function turnedColumn(column: Uint8Array, gate: Uint8Array | null, rows: Int32Array, shift: number): Uint8Array {
  const turned = new Uint8Array(column.length)
  const bars = rows.length
  for (let at = 0; at < bars; at++) {
    const row = rows[at]!
    if (gate === null || gate[row] !== 0) turned[rows[(at + shift) % bars]!] = column[row]!
  }
  return turned
}

function withDecisions(request: BacktestRequest, instruments: readonly SignalColumns[]): BacktestRequest {
  return {
    ...request,
    decisions: { kind: 'signals', instruments },
    columns: request.columns.map((column) => ({ ...column, entryAllowed: null })),
  }
}

/** A position to be put somewhere else: for so many of its instrument's bars. */
export type Holding = { readonly bars: number; readonly direction: number }

/** Positions of each instrument by how long they were held, at least one bar, in the order of their entries. */
export function holdingsOf(request: BacktestRequest, { positions }: BacktestResult): readonly (readonly Holding[])[] {
  return request.market.instruments.map((_, k) => {
    const rows = tradedRows(request, k)
    const placeOf = new Int32Array(request.toBar)
    rows.forEach((row, place) => {
      placeOf[row] = place
    })
    const found: { readonly entry: number; readonly holding: Holding }[] = []
    for (let row = 0; row < positions.count; row++) {
      if (positions.instrument[row] !== k) continue
      const entry = placeOf[positions.entryBar[row]!]!
      const exit = positions.exitBar[row]! < 0 ? rows.length - 1 : placeOf[positions.exitBar[row]!]!
      found.push({ entry, holding: { bars: Math.max(1, exit - entry), direction: positions.direction[row]! } })
    }
    return found.sort((a, b) => a.entry - b.entry).map(({ holding }) => holding)
  })
}

/** Whether so many places are left over that random entries differ. */
export function hasRoom(request: BacktestRequest, holdings: readonly (readonly Holding[])[]): boolean {
  return freePlaces(request, holdings) >= LEAST_PLACES
}

/** Places that are left over, in the fullest instrument, once every holding and a bar between two of them has its own. */
function freePlaces(request: BacktestRequest, holdings: readonly (readonly Holding[])[]): number {
  const free = holdings.map((own, k) => {
    if (own.length === 0) return Number.POSITIVE_INFINITY
    const rows = tradedRows(request, k).length - 1
    return rows - own.reduce((sum, { bars }) => sum + bars + 1, 0)
  })
  return Math.min(...free)
}

/**
 * As many positions as there were, of the same lengths and sides, in another order and at places drawn evenly over the bars: the same exposure without timing. They are left
 * after their time and by nothing else. Null where the bars have no room for them.
 */
export function randomRequest(
  request: BacktestRequest,
  holdings: readonly (readonly Holding[])[],
  stream: RandomStream,
): BacktestRequest | null {
  if (!hasRoom(request, holdings)) return null
  const bars = request.market.timeMs.length
  const instruments = holdings.map((own, k): SignalColumns => {
    const rows = tradedRows(request, k)
    const signals = {
      enterLong: new Uint8Array(bars),
      exitLong: new Uint8Array(bars),
      enterShort: new Uint8Array(bars),
      exitShort: new Uint8Array(bars),
    }
    if (own.length === 0) return signals
    let place = 0
    let before = 0
    const gaps = sortedDraws(own.length, freePlaces(request, [...emptyBefore(k), own]), stream)
    for (const [at, holding] of shuffled(own, stream).entries()) {
      place += gaps[at]! - before
      before = gaps[at]!
      const isLong = holding.direction > 0
      ;(isLong ? signals.enterLong : signals.enterShort)[rows[place]!] = 1
      place += holding.bars
      ;(isLong ? signals.exitLong : signals.exitShort)[rows[place]!] = 1
      place += 1
    }
    return signals
  })
  return { ...withDecisions(request, instruments), exits: NO_EXITS }
}

/** Holdings of no instrument before the one that is asked about. */
function emptyBefore(instrument: number): readonly (readonly Holding[])[] {
  return Array.from({ length: instrument }, () => [])
}

/** Whole numbers of [0, limit], drawn evenly, ascending. */
function sortedDraws(count: number, limit: number, stream: RandomStream): Int32Array {
  return Int32Array.from({ length: count }, () => stream.nextInt(limit + 1)).sort()
}

function shuffled(holdings: readonly Holding[], stream: RandomStream): readonly Holding[] {
  const order = [...holdings]
  for (let at = order.length - 1; at > 0; at--) {
    const other = stream.nextInt(at + 1)
    const kept = order[at]!
    order[at] = order[other]!
    order[other] = kept
  }
  return order
}
