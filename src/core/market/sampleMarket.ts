import type { RandomStream } from '../stats/seededStream.ts'
import { createStream } from '../stats/seededStream.ts'

export type SampleKind = 'market' | 'noise' | 'planted'

export type SampleLeg = {
  readonly timeMs: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
}

export type SampleRequest = {
  readonly kind: SampleKind
  /** True net annual Sharpe of the planted rule, 0 to MAXIMUM_STRENGTH. Only read for `planted`. */
  readonly strength: number
  readonly seed: number
  readonly bars: number
  readonly intervalMs: number
  readonly startMs: number
}

export type Sample = {
  readonly primary: SampleLeg
  readonly secondary: SampleLeg
  /** Bars at which the planted rule fired (empty unless planted). */
  readonly plantedBars: readonly number[]
}

/** The rule that `planted` makes true, in the words of the lead-lag detector and the grid of exits. */
export const PLANTED_RULE = {
  detectorId: 'lead-lag-shock',
  parameters: { shockRanges: 3, quietRanges: 0.5 },
  exit: { targetRanges: 8, stopRanges: 8, limitBars: 48 },
} as const

export const MAXIMUM_STRENGTH = 6

/**
 * Drift of the laggard over the rule's 48 bars, in its average true ranges, for a true net annual Sharpe (UTC days, P = 365, default
 * costs, 1 % risk a trade) of 0, 1, ... 6. Measured on 100 markets of 43,800 bars per drift (`npm run bench -- strength`).
 */
export const DRIFT_RANGES_BY_STRENGTH: readonly number[] = [0.305, 1.205, 2.122, 3.076, 4.126, 5.282, 6.624]

const BASE_STEP = 0.012
const CORRELATION = 0.5
const ATR_BARS = 24
const REGIME_STEP = [0.6, 1, 1.7] as const
const REGIME_DRIFT = [0, 0.00004, -0.00006] as const
const REGIME_STAY_BARS = 240
const WILD_SHARE = 0.09
const WILD_TIMES = 3
const CALM_TIMES = Math.sqrt((1 - WILD_SHARE * WILD_TIMES ** 2) / (1 - WILD_SHARE))

type Walker = { logPrice: number; range: number; rangeBars: number }

function driftRanges(strength: number): number {
  const table = DRIFT_RANGES_BY_STRENGTH
  const capped = Math.min(Math.max(strength, 0), table.length - 1)
  const low = Math.min(Math.floor(capped), table.length - 2)
  return table[low]! + (capped - low) * (table[low + 1]! - table[low]!)
}

function blankLeg(bars: number, timeMs: Float64Array): SampleLeg {
  const column = () => new Float64Array(bars)
  return { timeMs, open: column(), high: column(), low: column(), close: column(), volume: column() }
}

/** Quiet at night, busy in the American afternoon; mean square 1. */
function hourProfile(): Float64Array {
  const profile = Float64Array.from({ length: 24 }, (_, hour) => 1 + 0.35 * Math.cos(((hour - 15) / 24) * 2 * Math.PI))
  const meanSquare = profile.reduce((sum, value) => sum + value * value, 0) / 24
  return profile.map((value) => value / Math.sqrt(meanSquare))
}

function fatTail(stream: RandomStream): number {
  return stream.nextNormal() * (stream.nextUniform() < WILD_SHARE ? WILD_TIMES : CALM_TIMES)
}

/** Extreme of a Brownian bridge that ends at `step`, variance `variance`: exact law, P(max > m) = exp(-2 m (m - step) / variance). */
function bridgeMaximum(step: number, variance: number, stream: RandomStream): number {
  const uniform = 1 - stream.nextUniform()
  return 0.5 * (step + Math.sqrt(step * step - 2 * variance * Math.log(uniform)))
}

function writeBar(leg: SampleLeg, t: number, walker: Walker, step: number, size: number, stream: RandomStream): void {
  const variance = 0.5 * size * size
  const up = bridgeMaximum(step, variance, stream)
  const down = bridgeMaximum(-step, variance, stream)
  const from = walker.logPrice
  const previousClose = Math.exp(from)
  leg.open[t] = previousClose
  leg.close[t] = Math.exp(from + step)
  leg.high[t] = Math.max(Math.exp(from + up), leg.open[t]!, leg.close[t]!)
  leg.low[t] = Math.min(Math.exp(from - down), leg.open[t]!, leg.close[t]!)
  leg.volume[t] = 1000 * Math.exp(0.4 * stream.nextNormal()) * (0.3 + Math.abs(step) / size)
  walker.logPrice = from + step
  const trueRange = leg.high[t]! - leg.low[t]!
  const atr = t === 0 ? trueRange : walker.range * previousClose
  walker.rangeBars = Math.min(walker.rangeBars + 1, ATR_BARS)
  walker.range = (atr + (trueRange - atr) / walker.rangeBars) / leg.close[t]!
}

/** The planted drift that is running: on which leg (0, 1 or -1 for none), per bar, and until when. */
type Planted = { leg: number; perBar: number; untilBar: number }

function plantedTrigger(
  moves: readonly [number, number],
  ranges: readonly [number, number],
): { laggard: number; sign: number } | null {
  const { shockRanges, quietRanges } = PLANTED_RULE.parameters
  for (const laggard of [0, 1] as const) {
    const lead = moves[1 - laggard]! / ranges[1 - laggard]!
    if (Math.abs(lead) >= shockRanges && Math.abs(moves[laggard]! / ranges[laggard]!) <= quietRanges) {
      return { laggard, sign: lead > 0 ? 1 : -1 }
    }
  }
  return null
}

/**
 * A documented, seeded market of two legs. Log prices are martingales with a common and an own part, both fat-tailed (mixture of two
 * normals); a three-state Markov regime and the hour of the day scale the size of steps, never their mean. `market` adds a slow
 * regime drift. `planted` is `noise` plus one edge: after PLANTED_RULE fires, the laggard drifts in the leader's direction over the next 48 bars.
 */
export function generateSample(request: SampleRequest): Sample {
  const { kind, bars, intervalMs, startMs } = request
  const stream = createStream(request.seed, `sample.${kind === 'market' ? 'market' : 'noise'}`)
  const timeMs = Float64Array.from({ length: bars }, (_, t) => startMs + t * intervalMs)
  const legs = [blankLeg(bars, timeMs), blankLeg(bars, timeMs)] as const
  const walkers: readonly [Walker, Walker] = [
    { logPrice: Math.log(20_000), range: 0, rangeBars: 0 },
    { logPrice: Math.log(1_500), range: 0, rangeBars: 0 },
  ]
  const profile = hourProfile()
  const drift = kind === 'planted' ? driftRanges(request.strength) : 0
  const planted: Planted = { leg: -1, perBar: 0, untilBar: -1 }
  const plantedBars: number[] = []
  let regime = 1
  for (let t = 0; t < bars; t++) {
    if (stream.nextUniform() < 1 / REGIME_STAY_BARS) regime = stream.nextInt(3)
    const hour = Math.floor(timeMs[t]! / 3_600_000) % 24
    const size = BASE_STEP * REGIME_STEP[regime]! * profile[hour]!
    const common = Math.sqrt(CORRELATION) * fatTail(stream)
    const own = Math.sqrt(1 - CORRELATION)
    const trend = kind === 'market' ? REGIME_DRIFT[regime]! : 0
    const moves: [number, number] = [
      size * (common + own * fatTail(stream)) + trend,
      size * (common + own * fatTail(stream)) + trend,
    ]
    const ranges: [number, number] = [walkers[0].range, walkers[1].range]
    if (t < planted.untilBar) moves[planted.leg === 0 ? 0 : 1] += planted.perBar
    writeBar(legs[0], t, walkers[0], moves[0], size, stream)
    writeBar(legs[1], t, walkers[1], moves[1], size, stream)
    if (kind !== 'planted' || t < ATR_BARS || t < planted.untilBar) continue
    const trigger = plantedTrigger(moves, ranges)
    if (trigger === null) continue
    const { limitBars } = PLANTED_RULE.exit
    planted.leg = trigger.laggard
    planted.untilBar = t + 1 + limitBars
    planted.perBar = (trigger.sign * drift * (trigger.laggard === 0 ? walkers[0].range : walkers[1].range)) / limitBars
    plantedBars.push(t)
  }
  return { primary: legs[0], secondary: legs[1], plantedBars }
}
