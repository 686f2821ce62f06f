import type { BacktestRequest } from '../../backtest/model/backtestRequest.ts'
import type { BacktestResult } from '../../backtest/model/backtestResult.ts'
import type { RegimeRow, RobustnessSuite } from '../../contract/robustnessRecord.ts'
import { rollingRank } from '../../indicators/rollingRank.ts'
import { rollingStandardDeviation } from '../../indicators/rollingStandardDeviation.ts'
import { rollingSum } from '../../indicators/rollingSum.ts'
import type { MarketColumns } from '../../market/marketColumns.ts'
import { returnsOfEquity } from '../../metrics/performance/periodAccount.ts'
import { sharpe } from '../../metrics/sharpe.ts'
import { DAY_MS } from '../../time/durations.ts'

/** Bars over which volatility and trend are measured, and among which the volatility of now is ranked; of days a month and a year. */
const MEASURES = { hours: { measure: 100, rank: 720 }, days: { measure: 20, rank: 250 } } as const
/** A trend moves by at least so many standard deviations over the measured bars. */
const TREND_DEVIATIONS = 0.5
/** A regime with fewer entries is shown and not judged. */
const LEAST_ENTRIES = 10

const VOLATILITY = ['calm', 'normal', 'wild'] as const

/** Mean log return a bar of the instruments that are there in it and before; 0 where none is. */
function marketReturns({ timeMs, instruments }: MarketColumns): Float64Array {
  const sum = new Float64Array(timeMs.length)
  const count = new Int32Array(timeMs.length)
  for (const { close } of instruments) {
    let last = Number.NaN
    for (let bar = 0; bar < close.length; bar++) {
      const value = close[bar]!
      if (Number.isNaN(value)) continue
      if (last > 0 && value > 0) {
        sum[bar] = sum[bar]! + Math.log(value / last)
        count[bar] = count[bar]! + 1
      }
      last = value
    }
  }
  return sum.map((value, bar) => (count[bar] === 0 ? 0 : value / count[bar]!))
}

type Families = { readonly volatility: readonly (string | null)[]; readonly trend: readonly (string | null)[] }

/** The regime at the close of each bar, from that bar and those before it; null until there are enough of them. */
export function regimesAtClose(market: MarketColumns): Families {
  const returns = marketReturns(market)
  const bars = market.intervalMs >= DAY_MS ? MEASURES.days : MEASURES.hours
  const deviation = rollingStandardDeviation(returns, bars.measure, 'sample')
  const rank = rollingRank(deviation, bars.rank)
  const sum = rollingSum(returns, bars.measure)
  const volatility = Array.from(rank, (value) =>
    Number.isNaN(value) ? null : VOLATILITY[Math.min(2, Math.floor(value * 3))]!,
  )
  const trend = Array.from(sum, (value, bar) => {
    const scale = deviation[bar]! * Math.sqrt(bars.measure)
    if (Number.isNaN(value) || !(scale > 0)) return null
    if (value > TREND_DEVIATIONS * scale) return 'up'
    return value < -TREND_DEVIATIONS * scale ? 'down' : 'flat'
  })
  return { volatility, trend }
}

/**
 * The account's returns by bar, parted by the regime known at the close before the bar, and by the bar's UTC year. An entry belongs to the regime known at the close before the
 * bar that it was filled in.
 */
export function regimeSplit(
  request: BacktestRequest,
  result: BacktestResult,
  barsPerYear: number,
): RobustnessSuite['regimes'] {
  const { market, fromBar, startCash } = request
  const { volatility, trend } = regimesAtClose(market)
  const returns = returnsOfEquity(result.equity, startCash)
  const known = (names: readonly (string | null)[]) => (bar: number) => (bar > 0 ? (names[bar - 1] ?? null) : null)
  const yearOf = (bar: number) => String(new Date(market.timeMs[bar]!).getUTCFullYear())
  const split = (
    family: RegimeRow['family'],
    nameOf: (bar: number) => string | null,
    order: readonly string[] | null,
  ) => rowsOf(family, { nameOf, returns, result, fromBar, startCash, barsPerYear }, order)
  const rows = [
    ...split('volatility', known(volatility), VOLATILITY),
    ...split('trend', known(trend), ['up', 'flat', 'down']),
    ...split('year', yearOf, null),
  ]
  const judged = rows.filter(({ isJudged }) => isJudged)
  const earning = judged.filter(({ profit }) => profit > 0)
  return { rows, profitShare: judged.length < 2 ? null : earning.length / judged.length }
}

type Split = {
  readonly nameOf: (bar: number) => string | null
  readonly returns: Float64Array
  readonly result: BacktestResult
  readonly fromBar: number
  readonly startCash: number
  readonly barsPerYear: number
}

/** One row a name, in the given order, else as they come. Bars without a name are in none. */
function rowsOf(family: RegimeRow['family'], split: Split, order: readonly string[] | null): readonly RegimeRow[] {
  const { nameOf, returns, result, fromBar, startCash, barsPerYear } = split
  const found = new Map<string, { returns: number[]; profit: number; entries: number }>()
  for (const name of order ?? []) found.set(name, { returns: [], profit: 0, entries: 0 })
  const groupOf = (bar: number) => {
    const name = nameOf(bar)
    if (name === null) return null
    const group = found.get(name) ?? { returns: [], profit: 0, entries: 0 }
    found.set(name, group)
    return group
  }
  for (let row = 0; row < returns.length; row++) {
    const group = groupOf(fromBar + row)
    if (group === null) continue
    group.returns.push(returns[row]!)
    group.profit += result.equity[row]! - (row === 0 ? startCash : result.equity[row - 1]!)
  }
  const { count, entryBar } = result.positions
  for (let position = 0; position < count; position++) {
    const group = groupOf(entryBar[position]!)
    if (group !== null) group.entries++
  }
  return [...found].map(([name, group]) => ({
    family,
    name,
    bars: group.returns.length,
    entries: group.entries,
    profit: group.profit,
    sharpe: sharpe(Float64Array.from(group.returns), barsPerYear),
    isJudged: group.entries >= LEAST_ENTRIES,
  }))
}
