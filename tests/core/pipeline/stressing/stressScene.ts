import type { TradedInstrument } from '../../../../src/core/backtest/compile/compileTerms.ts'
import { backtestSpecSchema } from '../../../../src/core/contract/backtestSpec.ts'
import { robustnessSpecSchema } from '../../../../src/core/contract/robustnessRecord.ts'
import type { LegColumns } from '../../../../src/core/market/pairColumns.ts'
import type { StressTask } from '../../../../src/core/pipeline/stressing/stressTask.ts'
import { drawsOf } from '../../backtest/randomBacktest.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const START_MS = Date.UTC(2021, 10, 1)

/** Prices that swing slowly, so that following them earns. `missing`: a bar that is not there. */
export function swingingLeg(bars: number, seed: number, missing: readonly number[] = []): LegColumns {
  const draws = drawsOf(seed)
  const column = () => new Float64Array(bars).fill(Number.NaN)
  const leg = { open: column(), high: column(), low: column(), close: column(), volume: column() }
  let price = 100
  for (let bar = 0; bar < bars; bar++) {
    const open = price * (1 + (draws.unit() - 0.5) * 0.002)
    const close = open * (1 + 0.004 * Math.sin(bar / 30) + (draws.unit() - 0.5) * 0.01)
    price = close
    if (missing.includes(bar)) continue
    leg.open[bar] = open
    leg.close[bar] = close
    leg.high[bar] = Math.max(open, close) * (1 + draws.unit() * 0.002)
    leg.low[bar] = Math.min(open, close) * (1 - draws.unit() * 0.002)
    leg.volume[bar] = 1_000_000
  }
  return leg
}

type SceneOptions = {
  readonly bars?: number
  readonly backtest?: object
  readonly robustness?: object
  readonly parameters?: StressTask['parameters']
}

/** Two instruments of hours, the second with holes, followed by a cross of averages with a stop and a target. */
export function stressTask(options: SceneOptions = {}): StressTask {
  const { bars = 2_400, backtest = {}, robustness = {}, parameters = { fast: 5, slow: 20, average: 'sma' } } = options
  const instruments = [swingingLeg(bars, 7), swingingLeg(bars, 8, [0, 1, 400, 401, 402, 1_000])]
  const timeMs = Float64Array.from({ length: bars }, (_, bar) => START_MS + bar * HOUR_MS)
  const fromBar = 30
  const days = Math.ceil(bars / 24) - Math.floor(fromBar / 24)
  return {
    robustnessId: '0123456789abcdef',
    spec: backtestSpecSchema.parse({
      strategy: { id: 'moving-average-cross', parameters },
      direction: 'both',
      position_sizing: { method: 'fixed_fraction', fraction: 0.5 },
      risk_management: { stop_loss: 0.05, take_profit: 0.1 },
      ...backtest,
    }),
    strategyId: 'moving-average-cross',
    parameters,
    market: { intervalMs: HOUR_MS, timeMs, instruments },
    legs: instruments.map(
      (leg, k): TradedInstrument => ({
        leg,
        costs: { feeBps: 5, slippageBps: 2 + k, borrowPerYear: 0.05 },
        group: 0,
        sector: null,
        hourOf: Uint8Array.from({ length: bars }, (_, bar) => bar % 24),
        barsPerYear: 365 * 24,
        fundingRate: null,
      }),
    ),
    predictions: null,
    funding: null,
    finer: null,
    startCash: 10_000,
    fromBar,
    toBar: bars,
    clock: {
      kind: 'utc-days',
      periodsPerYear: 365,
      startMs: Float64Array.from({ length: days }, (_, day) => START_MS + (day + Math.floor(fromBar / 24)) * DAY_MS),
    },
    seed: 11,
    blockBars: 48,
    settings: robustnessSpecSchema.parse({ resamples: 100, synthetic_markets: 20, placebos: 20, ...robustness }),
  }
}
