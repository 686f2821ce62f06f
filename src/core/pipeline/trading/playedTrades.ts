import type { BacktestResult } from '../../backtest/model/backtestResult.ts'
import type { PlannedTrade } from '../../backtest/model/decisions.ts'
import type { ExitReason } from '../../backtest/model/exitTerms.ts'
import { EXIT_REASONS } from '../../backtest/model/exitTerms.ts'

/** One fill: units at `price`, which costs made worse than `reference`, the price in the market. `side` 1 bought, -1 sold. */
export type PlayedFill = {
  readonly bar: number
  readonly side: number
  readonly units: number
  readonly reference: number
  readonly price: number
  readonly fee: number
}

export type PlayedLeg = { readonly instrument: number; readonly entry: PlayedFill; readonly exit: PlayedFill }

/**
 * A trade as the engine made it. `at`: its place among the planned ones. Money in the quote currency: `notional` and `gross` at the prices in the market, `costs` fees and slippage,
 * `profit` = gross - costs - financing. `equityBefore`: equity at the fill of the entry, on which it was sized.
 */
export type PlayedTrade = {
  readonly at: number
  readonly exitBar: number
  readonly reason: ExitReason
  readonly notional: number
  readonly gross: number
  readonly costs: number
  readonly financing: number
  readonly profit: number
  readonly equityBefore: number
  readonly legs: readonly PlayedLeg[]
}

type PlayedPosition = PlayedLeg & Pick<PlayedTrade, 'reason' | 'financing' | 'profit' | 'equityBefore'>

function fillAt({ fills }: BacktestResult, row: number): PlayedFill {
  return {
    bar: fills.bar[row]!,
    side: fills.side[row]!,
    units: fills.units[row]!,
    reference: fills.reference[row]!,
    price: fills.price[row]!,
    fee: fills.fee[row]!,
  }
}

/** Positions that have ended, in the order of their end. One fill opens each and one closes it: nothing caps the volume, nothing is added. */
function closedPositions(result: BacktestResult): readonly PlayedPosition[] {
  const { fills, positions } = result
  const entries = new Map<number, PlayedFill>()
  const closed: PlayedPosition[] = []
  for (let row = 0; row < fills.count; row++) {
    const instrument = fills.instrument[row]!
    const fill = fillAt(result, row)
    const reason = EXIT_REASONS[fills.reason[row]! - 1]
    if (reason === undefined) {
      entries.set(instrument, fill)
      continue
    }
    const at = closed.length
    closed.push({
      instrument,
      entry: entries.get(instrument)!,
      exit: fill,
      reason,
      financing: positions.financing[at]!,
      profit: positions.profit[at]!,
      equityBefore: positions.equityBefore[at]!,
    })
  }
  return closed
}

function sum(legs: readonly PlayedPosition[], of: (leg: PlayedPosition) => number): number {
  return legs.reduce((total, leg) => total + of(leg), 0)
}

function tradeOf(at: number, legs: readonly PlayedPosition[]): PlayedTrade {
  const [first] = legs
  const slip = ({ side, units, price, reference }: PlayedFill) => side * units * (price - reference)
  return {
    at,
    exitBar: Math.max(...legs.map(({ exit }) => exit.bar)),
    reason: first!.reason,
    notional: sum(legs, ({ entry }) => entry.units * entry.reference),
    gross: sum(legs, ({ entry, exit }) => entry.side * entry.units * (exit.reference - entry.reference)),
    costs: sum(legs, ({ entry, exit }) => entry.fee + exit.fee + slip(entry) + slip(exit)),
    financing: sum(legs, ({ financing }) => financing),
    profit: sum(legs, ({ profit }) => profit),
    equityBefore: first!.equityBefore,
    legs: legs.map(({ instrument, entry, exit }) => ({ instrument, entry, exit })),
  }
}

/**
 * The trades that an account made of those that were planned, in the order of these. Every bar of the market is there, so an entry is filled in the bar after its decision; of two
 * plans for one instrument at one close the first was taken.
 */
export function playedTrades(result: BacktestResult | null, planned: readonly PlannedTrade[]): readonly PlayedTrade[] {
  if (result === null) return []
  const byEntry = new Map<string, PlayedPosition>()
  const key = (bar: number, instrument: number, side: number) => `${bar} ${instrument} ${side}`
  for (const position of closedPositions(result))
    byEntry.set(key(position.entry.bar, position.instrument, position.entry.side), position)
  const trades: PlayedTrade[] = []
  for (const [at, { bar, legs }] of planned.entries()) {
    const keys = legs.map(({ instrument, share }) => key(bar + 1, instrument, Math.sign(share)))
    const made = keys.map((name) => byEntry.get(name)).filter((position) => position !== undefined)
    if (made.length === 0) continue
    for (const name of keys) byEntry.delete(name)
    trades.push(tradeOf(at, made))
  }
  return trades
}
