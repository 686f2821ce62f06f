import type { BacktestRequest } from '../../../core/backtest/model/backtestRequest.ts'
import type { PositionList } from '../../../core/backtest/model/backtestResult.ts'
import { EXIT_REASONS } from '../../../core/backtest/model/exitTerms.ts'
import type { BacktestPicture, PicturedMonth, PicturedTrade } from '../../../core/charts/backtest/backtestPicture.ts'
import type { BacktestManifest } from '../../../core/contract/backtestRecord.ts'
import { FIGURE_LIST } from '../../../core/metrics/performance/figureNames.ts'
import type { MetricClock } from '../../../core/metrics/performance/metricClock.ts'
import type { PerformanceSummary } from '../../../core/metrics/performance/performanceSummary.ts'
import type { PeriodAccount } from '../../../core/metrics/performance/periodAccount.ts'
import { periodAccount } from '../../../core/metrics/performance/periodAccount.ts'
import { syntheticLabel } from '../../../core/report/verdictText.ts'
import type { Calendar } from '../../../core/time/calendar.ts'
import { HOUR_MS } from '../../../core/time/durations.ts'
import { figureText } from './figureText.ts'
import type { CardedRun } from './runWithCard.ts'
import { termsSentences } from './termsSentences.ts'

/** What the plots of a finished backtest draw. */
export function backtestPicture(
  { result, performance, benchmark }: CardedRun,
  request: BacktestRequest,
  manifest: BacktestManifest,
  clock: MetricClock,
  calendars: readonly Calendar[],
): BacktestPicture {
  const { market, fromBar, toBar, startCash } = request
  const timeMs = market.timeMs.subarray(fromBar, toBar)
  const account = periodAccount(timeMs, result.equity, startCash, clock)
  const held = periodAccount(timeMs, benchmark.equity, startCash, clock)
  const { strategy, predictions, instruments, interval, firstTime, lastTime } = manifest
  const synthetic = syntheticLabel(manifest.synthetic)
  return {
    title: `${predictions?.label ?? strategy.id} on ${namesOf(instruments)}`,
    subtitle: `${interval} bars, ${firstTime.slice(0, 10)} to ${lastTime.slice(0, 10)}; backtest ${manifest.backtestId}`,
    currency: manifest.quoteCurrency,
    startCash,
    dayStartMs: [...account.startMs],
    equity: [...account.equity],
    returns: [...account.returns],
    benchmark: { name: benchmark.name, equity: [...held.equity] },
    months: monthsOf(account, startCash, calendars.find(({ continuous }) => continuous) ?? calendars[0]!),
    trades: tradesOf(result.positions, market.timeMs),
    facts: factsOf(performance),
    warnings: [...(synthetic === null ? [] : [synthetic]), ...manifest.warnings],
    assumptions: termsSentences(request, instruments),
  }
}

const SHOWN_NAMES = 4

function namesOf(instruments: readonly string[]): string {
  const names = instruments.slice(0, SHOWN_NAMES).join(', ')
  return instruments.length > SHOWN_NAMES ? `${names} and ${instruments.length - SHOWN_NAMES} more` : names
}

const FACTS = ['totalReturn', 'sharpeRatio', 'maxDrawdown', 'winRate', 'profitFactor', 'tradeCount'] as const

function factsOf({ figures }: PerformanceSummary): readonly string[] {
  return FACTS.map((key) => {
    const definition = FIGURE_LIST.find((figure) => figure.key === key)!
    return `${definition.label} ${figureText(definition, figures[key].value)}`
  })
}

function tradesOf(positions: PositionList, timeMs: Float64Array): readonly PicturedTrade[] {
  const trades: PicturedTrade[] = []
  for (let row = 0; row < positions.count; row++) {
    if (positions.exitBar[row]! < 0) continue
    const entryMs = timeMs[positions.entryBar[row]!]!
    const exitMs = timeMs[positions.exitBar[row]!]!
    trades.push({
      entryMs,
      exitMs,
      profit: positions.profit[row]!,
      fraction: positions.profit[row]! / positions.equityBefore[row]!,
      long: positions.direction[row]! > 0,
      heldHours: (exitMs - entryMs) / HOUR_MS,
      reason: EXIT_REASONS[positions.reason[row]! - 1] ?? 'signal',
    })
  }
  return trades
}

function monthsOf({ startMs, equity }: PeriodAccount, startCash: number, calendar: Calendar): readonly PicturedMonth[] {
  const months: PicturedMonth[] = []
  let before = startCash
  for (let day = 0; day < startMs.length; day++) {
    const date = new Date(startMs[day]!)
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
    const next = startMs[day + 1]
    if (next !== undefined && new Date(next).getUTCMonth() === month) continue
    const end = equity[day]!
    months.push({
      year,
      month,
      fraction: before > 0 ? end / before - 1 : Number.NaN,
      complete:
        calendar.sessions(Date.UTC(year, month), startMs[0]!).length === 0 &&
        calendar.sessions(startMs[startMs.length - 1]! + 1, Date.UTC(year, month + 1)).length === 0,
    })
    before = end
  }
  return months
}
