import type { PairColumns } from '../market/pairColumns.ts'
import type { DayClock } from './dayClock.ts'
import type { TradeList } from './tradeList.ts'
import type { TradeTerms } from './tradeTerms.ts'

/** Gross return of an open trade marked at the close of `bar`, as a fraction of its notional. */
function markAt(columns: PairColumns, trades: TradeList, row: number, bar: number): number {
  const entryBar = trades.decisionBar[row]! + 1
  const direction = trades.direction[row]!
  const role = trades.role[row]!
  const { primary, secondary } = columns
  if (role === 2) {
    const gain = primary.close[bar]! / primary.open[entryBar]! - secondary.close[bar]! / secondary.open[entryBar]!
    return 0.5 * direction * gain
  }
  const leg = role === 0 ? primary : secondary
  return direction * (leg.close[bar]! / leg.open[entryBar]! - 1)
}

/**
 * Account equity at UTC-day ends, marked at closes. A trade is sized on the equity of the day end before its entry and pays its entry
 * cost on the entry day, the rest on the exit day. Trades ascend in decision bar and may overlap. Trading stops where equity is gone.
 * Returns dayCount + 1 values, the first being the start capital.
 */
export function simulateAccount(
  columns: PairColumns,
  clock: DayClock,
  trades: TradeList,
  terms: TradeTerms,
  startCapital: number,
): Float64Array {
  const equity = new Float64Array(clock.dayCount + 1)
  const money = new Float64Array(clock.dayCount)
  equity[0] = startCapital
  let settled = 0
  const settleThrough = (day: number) => {
    for (; settled < day; settled++) equity[settled + 1] = Math.max(0, equity[settled]! + money[settled]!)
  }
  for (let row = 0; row < trades.count; row++) {
    const entryDay = clock.dayOfBar[trades.decisionBar[row]! + 1]!
    const exitDay = clock.dayOfBar[trades.exitBar[row]!]!
    settleThrough(entryDay)
    const base = equity[entryDay]!
    if (base <= 0) break
    const weight = trades.weight[row]!
    const entryCost = terms.sideCost[trades.role[row]! * 2 + (trades.direction[row]! > 0 ? 1 : 0)]!
    let before = 0
    for (let day = entryDay; day < exitDay; day++) {
      const bar = clock.lastBarOfDay[day]!
      if (bar < 0) continue
      const value = weight * (markAt(columns, trades, row, bar) - entryCost)
      money[day] = money[day]! + base * (value - before)
      before = value
    }
    money[exitDay] = money[exitDay]! + base * (trades.netReturn[row]! - before)
  }
  settleThrough(clock.dayCount)
  return equity
}

/** Day returns of an equity line of dayCount + 1 values, for days [fromDay, toDay). */
export function dayReturns(equity: Float64Array, fromDay: number, toDay: number): Float64Array {
  const out = new Float64Array(toDay - fromDay)
  for (let day = fromDay; day < toDay; day++) {
    out[day - fromDay] = equity[day]! > 0 ? equity[day + 1]! / equity[day]! - 1 : 0
  }
  return out
}
