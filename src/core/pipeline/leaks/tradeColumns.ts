import { agreeingStrategy } from '../../backtest/event/agreeingStrategy.ts'
import { runByEvents } from '../../backtest/event/runByEvents.ts'
import type { Strategy } from '../../backtest/event/strategy.ts'
import type { BacktestRequest } from '../../backtest/model/backtestRequest.ts'
import type { BacktestResult } from '../../backtest/model/backtestResult.ts'
import { runBacktest } from '../../backtest/runBacktest.ts'
import { recordedOrders } from './recordedOrders.ts'

/** Names of `vectorTradeColumns` or `eventTradeColumns`. */
export function tradeColumnNames(engine: 'vector' | 'event', instruments: number): readonly string[] {
  const places = Array.from({ length: instruments }, (_, k) => k + 1)
  return [
    ...['equity', 'cash', 'gross'].map((name) => `${engine} ${name}`),
    ...places.flatMap((k) => [`${engine} units ${k}`, `${engine} value ${k}`]),
    ...(engine === 'event' ? places.map((k) => `event orders ${k}`) : []),
  ]
}

/** What the vector engine trades, a value a bar: the account at each close (NaN before the first bar traded), and for each instrument units and value bought less sold in the bar. */
export function vectorTradeColumns(request: BacktestRequest): readonly Float64Array[] {
  return resultColumns(request, runBacktest(request))
}

/** The same of the event engine, and the orders that wait or rest at each close. `strategy` decides instead of the request, where it is given. */
export function eventTradeColumns(
  request: BacktestRequest,
  strategy: Strategy = agreeingStrategy(request),
): readonly Float64Array[] {
  const { timeMs, instruments } = request.market
  const recorded = recordedOrders(strategy, timeMs.length, instruments.length)
  return [...resultColumns(request, runByEvents(request, recorded.strategy)), ...recorded.columns]
}

function resultColumns(
  { market, fromBar }: BacktestRequest,
  { equity, cash, gross, fills }: BacktestResult,
): readonly Float64Array[] {
  const rows = market.timeMs.length
  const account = [equity, cash, gross].map((values) => {
    const column = new Float64Array(rows).fill(Number.NaN)
    column.set(values, fromBar)
    return column
  })
  const units = market.instruments.map(() => new Float64Array(rows))
  const value = market.instruments.map(() => new Float64Array(rows))
  for (let row = 0; row < fills.count; row++) {
    const [bar, k] = [fills.bar[row]!, fills.instrument[row]!]
    const signed = fills.side[row]! * fills.units[row]!
    units[k]![bar] = units[k]![bar]! + signed
    value[k]![bar] = value[k]![bar]! + signed * fills.price[row]! + fills.fee[row]!
  }
  return [...account, ...units.flatMap((column, k) => [column, value[k]!])]
}
