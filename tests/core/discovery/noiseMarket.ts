import type { DiscoveryMarket } from '../../../src/core/discovery/discoveryMarket.ts'
import type { LegColumns } from '../../../src/core/market/pairColumns.ts'
import { createStream, type RandomStream } from '../../../src/core/stats/seededStream.ts'

export type NoiseRequest = {
  readonly seed: number
  readonly bars: number
  readonly intervalMs?: number
  /** Share of bars that an instrument lacks. */
  readonly missing?: number
}

/** 2021-02-01, a Monday, midnight UTC. */
const START_MS = 1_612_137_600_000

/** Two instruments whose returns share a part and whose volatility comes in clusters, with all four sensors; nothing can be foretold. */
export function noiseMarket({ seed, bars, intervalMs = 3_600_000, missing = 0 }: NoiseRequest): DiscoveryMarket {
  const stream = createStream(seed, 'noise market')
  const common = Float64Array.from({ length: bars }, () => stream.nextNormal())
  const instruments = ['A', 'B'].map((name) => noiseLeg(createStream(seed, name), common, missing))
  const sensors = ['A', 'B'].map((name) => {
    const own = createStream(seed, `sensors ${name}`)
    return {
      funding: walk(own, bars, 8, 0.00002),
      'open-interest': walk(own, bars, 1, 0.01).map((value) => 1_000 * Math.exp(value)),
      liquidation: Float64Array.from({ length: bars }, () =>
        own.nextUniform() < 0.4 ? 0 : Math.exp(2 * own.nextNormal()),
      ),
      'order-flow': Float64Array.from({ length: bars }, () => own.nextNormal()),
    }
  })
  const timeMs = Float64Array.from({ length: bars }, (_, bar) => START_MS + bar * intervalMs)
  return { market: { intervalMs, timeMs, instruments }, symbols: ['A', 'B'], sensors }
}

/** A mean-reverting walk that changes every `hold` bars; its first bars are not known. */
function walk(stream: RandomStream, bars: number, hold: number, step: number): Float64Array {
  let value = 0
  return Float64Array.from({ length: bars }, (_, bar) => {
    if (bar % hold === 0) value = 0.95 * value + step * stream.nextNormal()
    return bar < 20 ? Number.NaN : value
  })
}

function noiseLeg(stream: RandomStream, common: Float64Array, missing: number): LegColumns {
  const column = () => new Float64Array(common.length)
  const leg: LegColumns = { open: column(), high: column(), low: column(), close: column(), volume: column() }
  let price = 100
  let variance = 0.0001
  for (let bar = 0; bar < common.length; bar++) {
    const step = Math.sqrt(variance) * (0.8 * common[bar]! + 0.6 * stream.nextNormal())
    variance = 0.000002 + 0.88 * variance + 0.1 * step * step
    const open = price * Math.exp((bar % 40 === 0 ? 0.015 : 0.002) * stream.nextNormal())
    price *= Math.exp(step)
    const reach = 0.004 * Math.abs(stream.nextNormal())
    const values = {
      open,
      high: Math.max(open, price) * (1 + reach),
      low: Math.min(open, price) * (1 - reach),
      close: price,
      volume: Math.exp(stream.nextNormal()),
    }
    const isMissing = stream.nextUniform() < missing
    for (const name of ['open', 'high', 'low', 'close', 'volume'] as const)
      leg[name][bar] = isMissing ? Number.NaN : values[name]
  }
  return leg
}

/** The first `bars` rows. */
export function truncatedMarket({ market, symbols, sensors }: DiscoveryMarket, bars: number): DiscoveryMarket {
  const cut = (column: Float64Array) => column.slice(0, bars)
  return {
    symbols,
    market: {
      intervalMs: market.intervalMs,
      timeMs: cut(market.timeMs),
      instruments: market.instruments.map(({ open, high, low, close, volume }) => ({
        open: cut(open),
        high: cut(high),
        low: cut(low),
        close: cut(close),
        volume: cut(volume),
      })),
    },
    sensors: sensors.map((own) => Object.fromEntries(Object.entries(own).map(([kind, column]) => [kind, cut(column)]))),
  }
}
