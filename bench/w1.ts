import type { BacktestRequest } from '../src/core/backtest/model/backtestRequest.ts'
import type { BacktestResult } from '../src/core/backtest/model/backtestResult.ts'
import type { ExitTerms } from '../src/core/backtest/model/exitTerms.ts'
import { NO_EXITS } from '../src/core/backtest/model/exitTerms.ts'
import { runBacktest } from '../src/core/backtest/runBacktest.ts'
import { bytesOf } from '../src/core/backtest/signals/bitColumn.ts'
import { movingAverageCross } from '../src/core/backtest/strategies/movingAverageCross.ts'
import { createSignalSource } from '../src/core/backtest/strategies/signalSource.ts'
import { loadKernels } from '../src/main/adapters/wasm/wasmKernels.ts'
import { matches, timeAgainst } from './againstReference.ts'
import type { Figure } from './figure.ts'
import { HOUR_MS, HOURS_A_YEAR, REFERENCE_CASH, referenceTerms, STOPS } from './referenceBacktest.ts'
import type { Reference } from './referenceBench.ts'
import { withReference } from './referenceBench.ts'

const MINUTE_MS = 60_000
const COLUMNS = 4

/** One moving-average cross from prices to trade list and equity, through what `assay backtest run` calls. */
export async function run(): Promise<readonly Figure[]> {
  return (await withReference(async (reference) => measure(reference))) ?? []
}

function measure(reference: Reference): readonly Figure[] {
  const hours = backtestOf(reference, 'h1', HOUR_MS, 20, 50)
  const minutes = backtestOf(reference, 'm1', MINUTE_MS, 960, 4_800)
  const plain = hours(NO_EXITS)
  const stopped = hours(STOPS)
  const long = minutes(NO_EXITS)
  return [
    matches('w1-end-equity', rounded(endOf(plain)), 7_653_876.535),
    matches('w1-sharpe', rounded(sharpeOf(plain)), 0.7069950643),
    matches('w1-fees', rounded(plain.fees), 9_462_471.076),
    matches('w1-trades', plain.positions.count, 899),
    matches('w1-entry-bars', sumOf(plain.positions.entryBar, 899), 39_591_522),
    matches('w1-exit-bars', sumOf(plain.positions.exitBar, 899), 39_635_117),
    matches('w1s-r-end-equity', rounded(endOf(stopped)), 63_708.08629),
    matches('w1-m1-end-equity', rounded(endOf(long)), 1_411_700.994),
    ...timeAgainst(reference, 'w1w2', [
      { name: 'W1', limit: 2, run: () => void hours(NO_EXITS) },
      { name: 'W1s-R', limit: 2, run: () => void hours(STOPS) },
      { name: 'W1-m1', limit: 2, run: () => void minutes(NO_EXITS) },
    ]),
  ]
}

function backtestOf(
  reference: Reference,
  name: string,
  intervalMs: number,
  fast: number,
  slow: number,
): (exits: ExitTerms) => BacktestResult {
  const timeMs = reference.column(`${name}.time`)
  const leg = reference.leg(name)
  const bars = timeMs.length
  const kernels = loadKernels()
  return (exits) => {
    kernels.forget()
    const source = createSignalSource(leg, timeMs, null, kernels, COLUMNS)
    const bits = source.signals(movingAverageCross, { fast, slow, average: 'sma' }, 'long')
    const none = new Uint8Array(bars)
    const request: BacktestRequest = {
      ...referenceTerms(exits),
      market: { intervalMs, timeMs, instruments: [leg] },
      decisions: {
        kind: 'signals',
        instruments: [
          {
            enterLong: bytesOf(bits.enterLong, bars),
            exitLong: bytesOf(bits.exitLong, bars),
            enterShort: none,
            exitShort: none,
          },
        ],
      },
      startCash: REFERENCE_CASH,
      fromBar: 0,
      toBar: bars,
    }
    return runBacktest(request)
  }
}

/** Stated values have ten digits. */
function rounded(value: number): number {
  return Number(value.toPrecision(10))
}

function endOf({ equity }: BacktestResult): number {
  return equity[equity.length - 1]!
}

function sumOf(column: Int32Array, count: number): number {
  let sum = 0
  for (let row = 0; row < count; row++) sum += column[row]!
  return sum
}

function sharpeOf({ equity }: BacktestResult): number {
  const returns = equity.map((value, bar) => value / (bar === 0 ? REFERENCE_CASH : equity[bar - 1]!) - 1)
  const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length
  const squares = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return (mean / Math.sqrt(squares / (returns.length - 1))) * Math.sqrt(HOURS_A_YEAR)
}
