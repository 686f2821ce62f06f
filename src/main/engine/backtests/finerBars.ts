import { finerBarsOf } from '../../../core/backtest/compile/finerBarsOf.ts'
import type { FinerBars } from '../../../core/backtest/model/backtestRequest.ts'
import { alignMarket } from '../../../core/market/alignMarket.ts'
import type { BarSeries } from '../../../core/market/barSeries.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { parseInterval } from '../../../core/time/interval.ts'
import type { DataReadPorts } from '../ports/dataPorts.ts'
import { listPassports } from '../queries/dataPassport.ts'
import { readSeries } from '../queries/readSeries.ts'
import type { BacktestMarket } from './backtestMarket.ts'

/** Finer bars of all instruments together; 48 bytes each. Where there are more, the next coarser ones are read. */
const MOST_FINER_BARS = 4_000_000

/** `hashes`: of the series that were read, by symbol and interval. */
export type StoredFinerBars = {
  readonly finer: FinerBars
  readonly interval: string
  readonly hashes: Readonly<Record<string, string>>
}

/**
 * The finest stored bars of all instruments inside the bars that are traded; null where there are none. None is read beyond the last bar of the market, so a sealed hold-out stays sealed.
 * Errors: those of `listPassports`, `readSeries`, `alignMarket`.
 */
export async function storedFinerBars(
  ports: DataReadPorts,
  traded: BacktestMarket,
): Promise<Outcome<StoredFinerBars | null>> {
  const { market, instruments, calendars, fromBar, toBar } = traded
  const endsMs = calendars.map((calendar) =>
    Float64Array.from(market.timeMs, (timeMs) => calendar.barEnd(timeMs, market.intervalMs)),
  )
  const startMs = market.timeMs[fromBar]!
  const endMs = Math.max(...endsMs.map((ends) => ends[toBar - 1]!).filter((end) => !Number.isNaN(end)))
  const passports = listPassports(ports.files)
  if (!passports.ok) return passports
  for (const interval of intervalsOfAll(passports.value.series, traded)) {
    const series: BarSeries[] = []
    for (const { symbol } of instruments) {
      const read = await readSeries(ports, { symbol, interval, startMs, endMs })
      if (read.ok) series.push(read.value)
      else if (read.trouble.code !== 'no-data') return read
    }
    if (series.length < instruments.length) continue
    const aligned = alignMarket(series)
    if (!aligned.ok) return aligned
    const finer = finerBarsOf(market, endsMs, aligned.value)
    if (finer === null) continue
    const known = passports.value.series.map(({ passport }) => passport)
    const hashes = instruments.map(({ symbol }): [string, string] => [
      `${symbol} ${interval}`,
      known.find((of) => of.symbol === symbol && of.interval === interval)!.contentHash,
    ])
    return success({ finer, interval, hashes: Object.fromEntries(hashes) })
  }
  return success(null)
}

type Listed = { readonly passport: { readonly symbol: string; readonly interval: string; readonly clean: number } }

/** Intervals that divide that of the market and that all of its instruments have, the finest first. */
function intervalsOfAll(series: readonly Listed[], { market, instruments }: BacktestMarket): readonly string[] {
  const finer = [...new Set(series.map(({ passport }) => passport.interval))].flatMap((label) => {
    const parsed = parseInterval(label)
    if (!parsed.ok || parsed.value.ms >= market.intervalMs || market.intervalMs % parsed.value.ms !== 0) return []
    const own = instruments.flatMap(({ symbol }) =>
      series.filter(({ passport }) => passport.symbol === symbol && passport.interval === label),
    )
    const bars = own.reduce((sum, { passport }) => sum + passport.clean, 0)
    return own.length === instruments.length && bars <= MOST_FINER_BARS ? [{ label, ms: parsed.value.ms }] : []
  })
  return finer.sort((a, b) => a.ms - b.ms).map(({ label }) => label)
}
