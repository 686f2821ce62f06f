import { onMarket, ownRows, taken } from '../instrumentView.ts'
import type { JoinedColumn } from '../matrixFeature.ts'
import { type BarSpans, quoteColumns } from './quoteColumns.ts'
import { tradeColumns } from './tradeColumns.ts'

const BOOK = ['bid', 'ask', 'bid_size', 'ask_size'] as const
const TRADE = ['price', 'size'] as const

/** Columns that features read and no table holds, and the columns of the table that they are made of. Trades may have a `side` too. */
export const DERIVED_COLUMNS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['quotes.order_flow', BOOK],
  ['quotes.depth', BOOK],
  ['trades.buy_volume', TRADE],
  ['trades.sell_volume', TRADE],
])

/** Rows of a table of quotes or trades of one instrument, ascending in the time at which they became known, UTC milliseconds. */
export type TapeRows = { readonly knownMs: Float64Array; readonly columns: ReadonlyMap<string, Float64Array> }

/**
 * The derived columns of one table on the rows of the market: `close` is the instrument's own, NaN where it has no bar. Trades are taken to be all known from
 * the first to the last of them. Empty where a column that is needed is not there.
 */
export function derivedColumns(
  table: 'quotes' | 'trades',
  rows: TapeRows,
  bars: BarSpans,
  close: Float64Array,
): ReadonlyMap<string, JoinedColumn> {
  const [own, needs] = [ownRows(close), table === 'quotes' ? BOOK : TRADE]
  const spans: BarSpans = { startMs: taken(bars.startMs, own), closeMs: taken(bars.closeMs, own) }
  if (needs.some((name) => !rows.columns.has(name))) return new Map()
  const made = table === 'quotes' ? quotesOf(rows, spans) : tradesOf(rows, spans)
  return new Map(
    [...made]
      .filter(([name]) => DERIVED_COLUMNS.has(name))
      .map(([name, { values, ageMs }]) => [
        name,
        { values: onMarket(values, own, close.length), ageMs: onMarket(ageMs, own, close.length) },
      ]),
  )
}

function quotesOf({ knownMs, columns }: TapeRows, bars: BarSpans): ReadonlyMap<string, JoinedColumn> {
  const [bid, ask, bidSize, askSize] = BOOK.map((name) => columns.get(name)!)
  return quoteColumns({ timeMs: knownMs, bid: bid!, ask: ask!, bidSize: bidSize!, askSize: askSize! }, bars)
}

function tradesOf({ knownMs, columns }: TapeRows, bars: BarSpans): ReadonlyMap<string, JoinedColumn> {
  const side = columns.get('side') ?? new Float64Array(knownMs.length).fill(Number.NaN)
  const covered = { fromMs: knownMs[0] ?? Number.NaN, toMs: knownMs[knownMs.length - 1] ?? Number.NaN }
  return tradeColumns(
    { timeMs: knownMs, price: columns.get('price')!, size: columns.get('size')!, side },
    covered,
    bars,
  )
}
