import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import type { BookOptions, BookStrategy } from '../src/core/backtest/book/bookStrategy.ts'
import { runBook } from '../src/core/backtest/book/runBook.ts'
import { median } from '../src/core/stats/median.ts'
import { l2Files } from '../src/main/adapters/l2/l2Files.ts'
import type { BookFile } from '../src/main/engine/ports/bookFiles.ts'
import type { Figure } from './figure.ts'
import { atLeast, told } from './figure.ts'

const WARM_UPS = 6
const RUNS = 9
const FOLDER = resolve(process.env.ASSAY_TEST_DATA ?? '../shared/data', 'l2')
const RECORDINGS = [
  { name: 'spot', file: 'binance_spot_btcusdt_20240808.gz', priceDecimals: 2, quantityDecimals: 6 },
  { name: 'usdm', file: 'binance_usdm_btcusdt_20240808_first90s.gz', priceDecimals: 1, quantityDecimals: 3 },
] as const

const OPTIONS: BookOptions = {
  cancelShareAhead: 0.5,
  feedUs: 5_000,
  orderUs: 10_000,
  makerBps: 1,
  takerBps: 5,
  startCash: 1e6,
  leverage: 1,
}

/** One order at the best price of each side, moved when that moves. */
function quoteBothSides(lots: number): BookStrategy {
  const ids = [-1, -1]
  const ticks = [-1, -1]
  return {
    onBook: (context) => {
      if (!context.isKnown) return
      for (const side of [1, -1] as const) {
        const at = side > 0 ? 0 : 1
        const best = side > 0 ? context.bestBid : context.bestAsk
        if (best < 0 || best === ticks[at]) continue
        if (ids[at]! >= 0) context.cancel(ids[at]!)
        ids[at] = context.submitLimit(side, best, lots, true)
        ticks[at] = best
      }
    },
  }
}

function secondsOf(act: () => unknown): number {
  const seconds: number[] = []
  for (let turn = 0; turn < WARM_UPS; turn++) act()
  for (let turn = 0; turn < RUNS; turn++) {
    const start = performance.now()
    act()
    seconds.push((performance.now() - start) / 1000)
  }
  return median(Float64Array.from(seconds))
}

async function read(file: string, scale: { priceDecimals: number; quantityDecimals: number }): Promise<BookFile> {
  const got = await l2Files.readBook(join(FOLDER, file), scale)
  if (!got.ok) throw new Error(got.trouble.message)
  return got.value
}

/** Level-2 events (level changes and trades) a second through the engine with a quoting strategy and both latencies, one core; reading the file is told apart. */
export async function run(): Promise<readonly Figure[]> {
  if (!existsSync(FOLDER)) {
    console.log('No recordings here (ASSAY_TEST_DATA): nothing to measure.')
    return []
  }
  const figures: Figure[] = []
  for (const { name, file, ...scale } of RECORDINGS) {
    const { events } = await read(file, scale)
    const readSeconds: number[] = []
    for (let turn = 0; turn < 5; turn++) {
      const start = performance.now()
      await read(file, scale)
      readSeconds.push((performance.now() - start) / 1000)
    }
    const lots = 10 ** scale.quantityDecimals / 100
    const result = runBook(events, quoteBothSides(lots), OPTIONS)
    const seconds = secondsOf(() => runBook(events, quoteBothSides(lots), OPTIONS))
    figures.push(
      told(`l2-${name}-events`, events.count, 'events'),
      told(`l2-${name}-orders`, result.orders.length, 'orders'),
      told(`l2-${name}-fills`, result.fills.length, 'fills'),
      atLeast(`l2-${name}-engine`, events.count / seconds, 'events/s', 1_000_000),
      told(`l2-${name}-reading`, events.count / median(Float64Array.from(readSeconds)), 'events/s'),
    )
  }
  return figures
}
