import type { BacktestRequest } from '../../../core/backtest/model/backtestRequest.ts'
import type { BacktestResult } from '../../../core/backtest/model/backtestResult.ts'
import { EXIT_REASONS } from '../../../core/backtest/model/exitTerms.ts'

/** Symbols, words and numbers only: no cell of these tables holds a comma, a quote or a line break. */
function csvText(header: string, rows: readonly string[]): string {
  return `${[header, ...rows].join('\n')}\n`
}

function reasonText(reason: number): string {
  return reason === 0 ? 'entry' : EXIT_REASONS[reason - 1]!
}

/** Every fill in the order in which it happened; `bar` is the start of its bar, UTC. */
export function fillsCsv({ fills }: BacktestResult, { market }: BacktestRequest, symbols: readonly string[]): string {
  const rows: string[] = []
  for (let row = 0; row < fills.count; row++)
    rows.push(
      [
        new Date(market.timeMs[fills.bar[row]!]!).toISOString(),
        symbols[fills.instrument[row]!]!,
        fills.side[row]! > 0 ? 'buy' : 'sell',
        fills.units[row]!,
        fills.reference[row]!,
        fills.price[row]!,
        fills.fee[row]!,
        reasonText(fills.reason[row]!),
      ].join(','),
    )
  return csvText('bar,symbol,side,units,reference,price,fee,reason', rows)
}

/** Every position from flat to flat; those still open come last, without an end, marked at the last close. */
export function tradesCsv(
  { positions }: BacktestResult,
  { market }: BacktestRequest,
  symbols: readonly string[],
): string {
  const timeText = (bar: number) => (bar < 0 ? '' : new Date(market.timeMs[bar]!).toISOString())
  const rows: string[] = []
  for (let row = 0; row < positions.count; row++) {
    const exitBar = positions.exitBar[row]!
    rows.push(
      [
        symbols[positions.instrument[row]!]!,
        positions.direction[row]! > 0 ? 'long' : 'short',
        timeText(positions.entryBar[row]!),
        timeText(exitBar),
        positions.units[row]!,
        positions.entryPrice[row]!,
        positions.exitPrice[row]!,
        positions.fees[row]!,
        positions.financing[row]!,
        positions.profit[row]!,
        positions.profit[row]! / positions.equityBefore[row]!,
        exitBar < 0 ? '' : exitBar - positions.entryBar[row]!,
        exitBar < 0 ? 'open' : reasonText(positions.reason[row]!),
      ].join(','),
    )
  }
  return csvText(
    'symbol,direction,entry_bar,exit_bar,units,entry_price,exit_price,fees,financing,profit,return,bars,reason',
    rows,
  )
}
