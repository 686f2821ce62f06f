import type { ExitTerms } from '../src/core/backtest/model/exitTerms.ts'
import { NO_EXITS } from '../src/core/backtest/model/exitTerms.ts'
import { CONFIGURATION_FIGURES } from '../src/core/backtest/sweep/configurationBlock.ts'
import { evaluateBlock } from '../src/core/backtest/sweep/evaluateBlock.ts'
import { createSweepData } from '../src/core/backtest/sweep/sweepData.ts'
import { loadKernels } from '../src/main/adapters/wasm/wasmKernels.ts'
import { matches, timeAgainst } from './againstReference.ts'
import type { Figure } from './figure.ts'
import { told } from './figure.ts'
import { HOUR_MS, HOURS_A_YEAR, REFERENCE_CASH, referenceTerms, STOPS } from './referenceBacktest.ts'
import type { Reference } from './referenceBench.ts'
import { withReference } from './referenceBench.ts'

const CACHE_BYTES = 100_000_000
const DAY_MS = 86_400_000
const POINTS = Array.from({ length: 1_000 }, (_, at) => ({
  fast: 5 * (1 + Math.floor(at / 50)),
  slow: 110 + 10 * (at % 50),
  average: 'sma',
}))

/** 1,000 moving-average crosses over 87,600 hourly bars, each with its figures, through what a unit of a sweep calls; once more with stops. */
export async function run(): Promise<readonly Figure[]> {
  return (await withReference(async (reference) => measure(reference))) ?? []
}

function measure(reference: Reference): readonly Figure[] {
  const sweep = sweepOf(reference)
  const stopped = sumsOf(sweep(STOPS))
  const plain = sumsOf(sweep(NO_EXITS))
  return [
    ...Object.entries(plain.stated(653_944.9194, 1765.625512, -441.6170446)).map(([name, args]) =>
      matchesRounded(`w2-${name}`, ...args),
    ),
    matches('w2-trades', plain.trades, 197_623),
    ...Object.entries(stopped.stated(1_056.713127, 89.9073416, Number.NaN)).flatMap(([name, args]) =>
      Number.isNaN(args[1]) ? [] : [matchesRounded(`w2s-r-${name}`, ...args)],
    ),
    matches('w2s-r-trades', stopped.trades, 197_623),
    told('w2-best-fast', POINTS[plain.best]!.fast, 'bars'),
    told('w2-best-slow', POINTS[plain.best]!.slow, 'bars'),
    ...timeAgainst(reference, 'w1w2', [
      { name: 'W2', limit: 0.6, run: () => void sweep(NO_EXITS) },
      { name: 'W2s-R', limit: 1, run: () => void sweep(STOPS) },
    ]),
  ]
}

/** Everything that a sweep makes from prices: sums, indicators, signals, figures. */
function sweepOf(reference: Reference): (exits: ExitTerms) => Float64Array {
  const timeMs = reference.column('h1.time')
  const market = { intervalMs: HOUR_MS, timeMs, instruments: [reference.leg('h1')] }
  const dayOf = Int32Array.from(timeMs, (time) => Math.floor(time / DAY_MS))
  const kernels = loadKernels()
  console.log(`Kernels: ${kernels.kind}`)
  return (exits) => {
    kernels.forget()
    const data = createSweepData({ market, dayOf, predictions: null }, kernels, CACHE_BYTES)
    const figures = evaluateBlock(data, {
      strategyId: 'moving-average-cross',
      direction: 'long',
      points: POINTS,
      variants: [referenceTerms(exits)],
      pointOf: Int32Array.from(POINTS, (_, at) => at),
      variantOf: new Int32Array(POINTS.length),
      startCash: REFERENCE_CASH,
      fromBar: 0,
      toBar: timeMs.length,
    })
    if (!figures.ok) throw new Error(figures.trouble.message)
    return figures.value
  }
}

function sumsOf(figures: Float64Array) {
  const width = CONFIGURATION_FIGURES.length
  const figure = (row: number, name: (typeof CONFIGURATION_FIGURES)[number]) =>
    figures[row * width + CONFIGURATION_FIGURES.indexOf(name)]!
  let growth = 0
  let sharpe = 0
  let drawdown = 0
  let trades = 0
  let best = 0
  const sharpeOf = (row: number) => (figure(row, 'barMean') / figure(row, 'barDeviation')) * Math.sqrt(HOURS_A_YEAR)
  for (let row = 0; row < POINTS.length; row++) {
    growth += figure(row, 'endEquity') / REFERENCE_CASH
    sharpe += sharpeOf(row)
    drawdown -= figure(row, 'maximumDrawdown')
    trades += figure(row, 'closedTrades')
    if (sharpeOf(row) > sharpeOf(best)) best = row
  }
  const stated = (statedGrowth: number, statedSharpe: number, statedDrawdown: number) =>
    ({
      growth: [growth, statedGrowth],
      sharpe: [sharpe, statedSharpe],
      drawdown: [drawdown, statedDrawdown],
    }) as const
  return { stated, trades, best }
}

/** Stated values have ten digits. */
function matchesRounded(name: string, value: number, stated: number): Figure {
  return { ...matches(name, Number(value.toPrecision(10)), stated), value }
}
