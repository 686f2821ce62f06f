import type { BacktestFill, BacktestTrades } from '../../../core/contract/workbench/backtestViews.ts'

const SPECKS = 1e-9

/** `trades.csv` of a backtest. Null: it has other columns than those that are written. */
export function readTradesCsv(text: string): BacktestTrades | null {
  const rows = rowsOf(
    text,
    'symbol,direction,entry_bar,exit_bar,units,entry_price,exit_price,fees,financing,profit,return,bars,reason',
  )
  if (rows === null) return null
  const numbers = (place: number) => rows.map((row) => Number(row[place]))
  const orNull = <T>(place: number, read: (cell: string) => T) =>
    rows.map((row) => (row[place] === '' ? null : read(row[place]!)))
  return {
    symbol: rows.map((row) => row[0]!),
    direction: rows.map((row) => (row[1] === 'long' ? 1 : -1)),
    entryMs: rows.map((row) => Date.parse(row[2]!)),
    exitMs: orNull(3, Date.parse),
    units: numbers(4),
    entryPrice: numbers(5),
    exitPrice: numbers(6),
    fees: numbers(7),
    financing: numbers(8),
    profit: numbers(9),
    netReturn: numbers(10),
    bars: orNull(11, Number),
    reason: rows.map((row) => row[12]!),
  }
}

export type StoredFill = BacktestFill & { readonly symbol: string }

/** `fills.csv` of a backtest. Null: it has other columns than those that are written. */
export function readFillsCsv(text: string): readonly StoredFill[] | null {
  const rows = rowsOf(text, 'bar,symbol,side,units,reference,price,fee,reason')
  if (rows === null) return null
  return rows.map((row, at) => ({
    row: at,
    timeMs: Date.parse(row[0]!),
    symbol: row[1]!,
    side: row[2] === 'buy' ? 1 : -1,
    units: Number(row[3]),
    reference: Number(row[4]),
    price: Number(row[5]),
    fee: Number(row[6]),
    reason: row[7]!,
  }))
}

/** Cells hold no comma, quote or line break. */
function rowsOf(text: string, header: string): readonly (readonly string[])[] | null {
  const [first, ...lines] = text.split('\n')
  if (first !== header || lines.pop() !== '') return null
  return lines.map((line) => line.split(','))
}

/**
 * The fills of each trade: of one instrument, in the order in which they happened, a trade takes them from flat to flat. What is left of a position by rounding
 * alone counts as flat.
 */
export function fillsOfTrades(
  { symbol, entryMs }: BacktestTrades,
  fills: readonly StoredFill[],
): readonly (readonly StoredFill[])[] {
  const trips = new Map<string, readonly (readonly StoredFill[])[]>()
  for (const name of new Set(symbol)) trips.set(name, roundTrips(fills.filter((fill) => fill.symbol === name)))
  const taken = new Map<string, number>()
  const order = symbol.map((_, row) => row).sort((left, right) => entryMs[left]! - entryMs[right]! || left - right)
  const found: (readonly StoredFill[])[] = symbol.map(() => [])
  for (const row of order) {
    const name = symbol[row]!
    const place = taken.get(name) ?? 0
    found[row] = trips.get(name)?.[place] ?? []
    taken.set(name, place + 1)
  }
  return found
}

function roundTrips(fills: readonly StoredFill[]): readonly (readonly StoredFill[])[] {
  const trips: StoredFill[][] = []
  let held = 0
  let largest = 0
  for (const fill of fills) {
    if (largest === 0) trips.push([])
    trips.at(-1)!.push(fill)
    held += fill.side * fill.units
    largest = Math.max(largest, Math.abs(held))
    if (Math.abs(held) <= SPECKS * largest) {
      held = 0
      largest = 0
    }
  }
  return trips
}
