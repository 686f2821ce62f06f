import type { DiscoveryMarket } from '../src/core/discovery/discoveryMarket.ts'
import { createMarketStates } from '../src/core/discovery/sample/marketStates.ts'
import type { LegColumns } from '../src/core/market/pairColumns.ts'
import { createStream, type RandomStream } from '../src/core/stats/seededStream.ts'
import { standardDeviation } from '../src/core/stats/standardDeviation.ts'

export type NoiseMarketOptions = {
  readonly seed: number
  readonly bars: number
  readonly intervalMs: number
  /** Rare falls of many deviations, paid for by a small drift, so that returns are skewed and still foretold by nothing. */
  readonly falls: boolean
}

export const BENCH_SYMBOLS = ['AAA', 'BBB'] as const

const DAY_MS = 86_400_000
const YEAR_DAYS = 365
const START_MS = Date.UTC(2020, 0, 1)
const STEPS_A_BAR = 4
const DAY_VOLATILITY = 0.035
const DRIFT_A_YEAR = 0.3
const COMMON_SHARE = 0.7
const DEGREES = 5
const FUNDING_HOURS_MS = 8 * 3_600_000

/**
 * Two instruments whose next return nothing foretells: volatility that clusters (GARCH), switches between two regimes and has a daily season, innovations of Student's t
 * with 5 degrees of freedom, correlation 0.7 and a constant drift; volume that goes with volatility, funding that follows past returns.
 */
export function noiseMarket(options: NoiseMarketOptions): DiscoveryMarket {
  const { seed, bars, intervalMs } = options
  const stream = createStream(seed, 'discovery noise')
  const timeMs = Float64Array.from({ length: bars }, (_, t) => START_MS + t * intervalMs)
  const legs = BENCH_SYMBOLS.map(() => emptyLeg(bars))
  const scales = volatilityOfBars(options, stream)
  const variance = BENCH_SYMBOLS.map(() => 1)
  const price = BENCH_SYMBOLS.map(() => 100)
  const drift = DRIFT_A_YEAR / (YEAR_DAYS * (DAY_MS / intervalMs) * STEPS_A_BAR)
  const fallChance = intervalMs / (10 * DAY_MS)
  for (let t = 0; t < bars; t += 1) {
    const common = commonSteps(stream)
    const fall = options.falls && stream.nextUniform() < fallChance ? -4 - 3 * stream.nextUniform() : 0
    const paid = options.falls ? 5.5 * fallChance : 0
    for (const [place, leg] of legs.entries()) {
      const scale = scales[t]! * Math.sqrt(variance[place]!)
      const innovation = bar(leg, t, price, place, { stream, common, scale, drift, jump: fall + paid })
      variance[place] = 0.05 + 0.08 * Math.min(innovation * innovation, 30) * variance[place]! + 0.87 * variance[place]!
      leg.volume[t] = 1000 * (scale / scales[0]!) * (0.5 + stream.nextUniform())
    }
  }
  const sensors = legs.map((leg) => ({ funding: fundingColumn(leg.close, intervalMs, stream) }))
  return { market: { intervalMs, timeMs, instruments: legs }, symbols: BENCH_SYMBOLS, sensors }
}

type BarDraws = {
  readonly stream: RandomStream
  readonly common: Float64Array
  readonly scale: number
  readonly drift: number
  readonly jump: number
}

/** Fills bar t from steps within it and gives its innovation in deviations. */
function bar(leg: LegColumns, t: number, price: number[], place: number, draws: BarDraws): number {
  let value = price[place]!
  leg.open[t] = value
  let high = value
  let low = value
  let innovation = 0
  for (let step = 0; step < STEPS_A_BAR; step += 1) {
    const own = studentT(draws.stream)
    const shock = Math.sqrt(COMMON_SHARE) * draws.common[step]! + Math.sqrt(1 - COMMON_SHARE) * own
    const jump = step === 1 ? draws.jump : 0
    innovation += shock / Math.sqrt(STEPS_A_BAR)
    value *= Math.exp(draws.drift + draws.scale * (shock / Math.sqrt(STEPS_A_BAR) + jump))
    high = Math.max(high, value)
    low = Math.min(low, value)
  }
  leg.high[t] = high
  leg.low[t] = low
  leg.close[t] = value
  price[place] = value
  return innovation
}

function emptyLeg(bars: number): LegColumns {
  const column = (): Float64Array => new Float64Array(bars)
  return { open: column(), high: column(), low: column(), close: column(), volume: column() }
}

function volatilityOfBars({ bars, intervalMs }: NoiseMarketOptions, stream: RandomStream): Float64Array {
  const barsADay = DAY_MS / intervalMs
  const scales = new Float64Array(bars)
  let wild = false
  for (let t = 0; t < bars; t += 1) {
    if (stream.nextUniform() < 1 / (20 * barsADay)) wild = !wild
    const season = 1 + 0.5 * Math.sin((2 * Math.PI * t) / barsADay)
    scales[t] = (DAY_VOLATILITY / Math.sqrt(barsADay)) * (wild ? 1.6 : 0.6) * season
  }
  return scales
}

function commonSteps(stream: RandomStream): Float64Array {
  return Float64Array.from({ length: STEPS_A_BAR }, () => studentT(stream))
}

/** Variance 1. */
function studentT(stream: RandomStream): number {
  let chiSquare = 0
  for (let k = 0; k < DEGREES; k += 1) chiSquare += stream.nextNormal() ** 2
  return (stream.nextNormal() / Math.sqrt(chiSquare / DEGREES)) * Math.sqrt((DEGREES - 2) / DEGREES)
}

/** What is known of it changes every eight hours. */
function fundingColumn(close: Float64Array, intervalMs: number, stream: RandomStream): Float64Array {
  const every = Math.max(1, Math.round(FUNDING_HOURS_MS / intervalMs))
  const funding = new Float64Array(close.length).fill(Number.NaN)
  let smooth = 0
  for (let t = 1; t < close.length; t += 1) {
    smooth += 0.02 * (Math.log(close[t]! / close[t - 1]!) - smooth)
    funding[t] = t % every === 0 ? 1e-4 + 0.1 * smooth + 1e-4 * stream.nextNormal() : funding[t - 1]!
  }
  return funding
}

/** What is planted: after a shock downwards on the first instrument the price rises for four bars. */
export const PLANTED = {
  id: 'AAA|volatility_shock_down|any|long|4',
  symbol: 'AAA',
  family: 'volatility_shock_down',
  horizonBars: 4,
} as const

/** Noise with a drift of `strength` standard deviations of a trade's return, spread evenly over its bars, after each event of `PLANTED`. */
export function plantedMarket(options: NoiseMarketOptions, strength: number): DiscoveryMarket {
  const noise = noiseMarket(options)
  const place = BENCH_SYMBOLS.indexOf(PLANTED.symbol)
  const states = createMarketStates(noise)
  const events = states.eventRows(place, PLANTED.family)
  const forward = states.forward(place, PLANTED.horizonBars)
  const deviation = standardDeviation(
    Float64Array.from(events, (bar) => forward[bar]!).filter((value) => !Number.isNaN(value)),
  )
  const drift = new Float64Array(options.bars)
  for (const bar of events) {
    for (let step = 1; step <= PLANTED.horizonBars && bar + step < options.bars; step += 1) {
      drift[bar + step] = (strength * deviation) / PLANTED.horizonBars
    }
  }
  const { market } = noise
  const instruments = market.instruments.map((leg, at) => (at === place ? drifted(leg, drift) : leg))
  return { ...noise, market: { ...market, instruments } }
}

/** Each bar's drift is within the bar: its open has that of the bars before, its close its own too. */
function drifted(leg: LegColumns, drift: Float64Array): LegColumns {
  const opened = new Float64Array(drift.length)
  const closed = new Float64Array(drift.length)
  let sum = 0
  for (let t = 0; t < drift.length; t += 1) {
    opened[t] = Math.exp(sum)
    sum += drift[t]!
    closed[t] = Math.exp(sum)
  }
  return {
    open: leg.open.map((price, t) => price * opened[t]!),
    high: leg.high.map((price, t) => price * closed[t]!),
    low: leg.low.map((price, t) => price * opened[t]!),
    close: leg.close.map((price, t) => price * closed[t]!),
    volume: leg.volume,
  }
}
