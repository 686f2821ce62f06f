import type { BacktestRequest } from '../../../../src/core/backtest/model/backtestRequest.ts'
import type { FillList } from '../../../../src/core/backtest/model/backtestResult.ts'

const YEAR_MS = 365.25 * 86_400_000

/** What an account is worth at each close by its fills alone: cash and units booked one by one, financing from the document. */
export function replayLedger(request: BacktestRequest, fills: FillList) {
  const { market, columns, execution, fromBar, toBar } = request
  const { instruments, timeMs } = market
  const units = instruments.map(() => 0)
  const last = instruments.map(() => 0)
  const equity: number[] = []
  let cash = request.startCash
  let financing = 0
  let at = 0
  for (let bar = fromBar; bar < toBar; bar++) {
    for (const [k, held] of units.entries()) {
      if (held === 0) continue
      const value = Math.abs(held) * last[k]!
      const years = (timeMs[bar]! - timeMs[bar - 1]!) / YEAR_MS
      const cost = Math.sign(held) * value * (columns[k]!.fundingRate?.[bar] ?? 0)
      financing += cost + (held < 0 ? value * execution[k]!.borrowPerYear * years : 0)
    }
    for (; at < fills.count && fills.bar[at] === bar; at++) {
      const k = fills.instrument[at]!
      units[k]! += fills.side[at]! * fills.units[at]!
      if (Math.abs(units[k]!) < 1e-9) units[k] = 0
      cash -= fills.side[at]! * fills.units[at]! * fills.price[at]! + fills.fee[at]!
      if (fills.reason[at] === 0) last[k] = fills.price[at]!
    }
    for (const [k, { close }] of instruments.entries()) if (close[bar]! > 0) last[k] = close[bar]!
    equity.push(cash - financing + units.reduce((sum, held, k) => sum + held * last[k]!, 0))
  }
  return { equity, cash: cash - financing, units, financing, booked: at }
}
