import type { BacktestBars } from '../../../core/contract/workbench/backtestViews.ts'
import type { BarSeries } from '../../../core/market/barSeries.ts'
import { DAY_MS } from '../../../core/time/durations.ts'
import { parseInterval } from '../../../core/time/interval.ts'
import type { ColumnFiles } from '../ports/barFiles.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { dataPassport } from '../queries/dataPassport.ts'
import { readSeries } from '../queries/readSeries.ts'
import type { ShelvedBacktest } from './backtestShelf.ts'

type TradeBars = { readonly bars: BacktestBars | null; readonly noBars: string | null }

const BEFORE = 40
const AFTER = 20
const MOST_BARS = 2_000
/** Nights and weekends: how much longer by the clock than by its bars a span may be. */
const CLOSED_SHARE = 6
const CLOSED_MS = 4 * DAY_MS

/** The bars around a trade, none after the last one of the backtest: what was sealed then stays unseen. */
export async function tradeBars(
  { columns }: { readonly columns: ColumnFiles },
  files: GuardedFiles,
  { manifest, trades }: ShelvedBacktest,
  row: number,
): Promise<TradeBars> {
  const symbol = trades.symbol[row]!
  const interval = parseInterval(manifest.interval)
  if (!interval.ok) return none(interval.trouble.message)
  const passport = dataPassport(files, symbol, interval.value.label)
  if (!passport.ok) return none(passport.trouble.message)
  if (passport.value.contentHash !== manifest.dataHashes[symbol])
    return none(`The bars of ${symbol} are others today than those of this backtest.`)
  const lastMs = Date.parse(manifest.lastTime)
  const entryMs = trades.entryMs[row]!
  const exitMs = trades.exitMs[row] ?? lastMs
  const reachMs = BEFORE * interval.value.ms * CLOSED_SHARE + CLOSED_MS
  const span = { startMs: entryMs - reachMs, endMs: Math.min(exitMs + reachMs, lastMs) + 1 }
  const read = await readSeries({ files, columns }, { symbol, interval: interval.value.label, ...span })
  if (!read.ok) return none(read.trouble.message)
  const { timeMs } = read.value
  const entry = timeMs.indexOf(entryMs)
  const exit = timeMs.indexOf(exitMs)
  if (entry < 0) return none('Its bars are not there any more.')
  const from = Math.max(0, entry - BEFORE)
  const to = Math.min(timeMs.length, (exit < 0 ? timeMs.length : exit) + AFTER + 1)
  if (to - from > MOST_BARS)
    return none(`It was held for ${to - from} bars, too many for one picture: see them in Data.`)
  return { bars: cut(read.value, from, to), noBars: null }
}

function none(noBars: string): TradeBars {
  return { bars: null, noBars }
}

function cut(series: BarSeries, from: number, to: number): BacktestBars {
  const { timeMs, open, high, low, close, volume } = series
  const part = (values: Float64Array) => Array.from(values.subarray(from, to))
  return {
    timeMs: part(timeMs),
    open: part(open),
    high: part(high),
    low: part(low),
    close: part(close),
    volume: part(volume),
  }
}
