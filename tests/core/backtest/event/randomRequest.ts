import type { BacktestRequest, FinerBars, TermColumns } from '../../../../src/core/backtest/model/backtestRequest.ts'
import type {
  Decisions,
  PlannedTrade,
  SignalColumns,
  UnitOrder,
} from '../../../../src/core/backtest/model/decisions.ts'
import type { ExecutionTerms } from '../../../../src/core/backtest/model/executionTerms.ts'
import { FILL_MODES, INTRABAR_RULES } from '../../../../src/core/backtest/model/executionTerms.ts'
import type { Distance, ExitTerms } from '../../../../src/core/backtest/model/exitTerms.ts'
import type { LegColumns } from '../../../../src/core/market/pairColumns.ts'
import type { RiskLimits } from '../../../../src/core/risk/riskLimits.ts'
import type { SizingTerms } from '../../../../src/core/risk/sizingTerms.ts'
import type { RandomStream } from '../../../../src/core/stats/seededStream.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'

type Dice = RandomStream & {
  readonly chance: (probability: number) => boolean
  readonly between: (low: number, high: number) => number
  readonly oneOf: <T>(values: readonly T[]) => T
}

function createDice(seed: number): Dice {
  const stream = createStream(seed, 'agreement')
  return {
    ...stream,
    chance: (probability) => stream.nextUniform() < probability,
    between: (low, high) => low + (high - low) * stream.nextUniform(),
    oneOf: (values) => values[stream.nextInt(values.length)]!,
  }
}

/** A walk with gaps between bars, bars that are missing, and bars without volume. */
function randomLeg(dice: Dice, bars: number, missing: number, zeroVolume: number): LegColumns {
  const column = () => new Float64Array(bars).fill(Number.NaN)
  const leg = { open: column(), high: column(), low: column(), close: column(), volume: column() }
  const step = dice.oneOf([0.005, 0.02, 0.06])
  let price = dice.between(5, 500)
  for (let bar = 0; bar < bars; bar++) {
    const isGap = dice.chance(0.1)
    const open = Math.max(0.5, price * (1 + (isGap ? 3 * step : step / 10) * dice.nextNormal()))
    const close = Math.max(0.5, open * (1 + step * dice.nextNormal()))
    const wick = () => 1 + step * Math.abs(dice.nextNormal()) * 0.7
    price = close
    if (dice.chance(missing)) continue
    leg.open[bar] = open
    leg.close[bar] = close
    leg.high[bar] = Math.max(open, close) * (dice.chance(0.2) ? 1 : wick())
    leg.low[bar] = Math.min(open, close) / (dice.chance(0.2) ? 1 : wick())
    leg.volume[bar] = dice.chance(zeroVolume) ? 0 : dice.between(10, 4_000)
  }
  return leg
}

/** Four finer bars in each bar that is there, on a path that keeps to its open, extremes and close; some bars have none. */
function finerLeg(dice: Dice, leg: LegColumns): LegColumns {
  const bars = leg.close.length
  const column = () => new Float64Array(bars * 4).fill(Number.NaN)
  const finer = { open: column(), high: column(), low: column(), close: column(), volume: column() }
  for (let bar = 0; bar < bars; bar++) {
    if (dice.chance(0.2) || Number.isNaN(leg.close[bar]!)) continue
    const extremes = [leg.high[bar]!, leg.low[bar]!]
    if (dice.chance(0.5)) extremes.reverse()
    const ends = [extremes[0]!, dice.between(leg.low[bar]!, leg.high[bar]!), extremes[1]!, leg.close[bar]!]
    for (const [part, end] of ends.entries()) {
      const at = bar * 4 + part
      const start = part === 0 ? leg.open[bar]! : ends[part - 1]!
      finer.open[at] = start
      finer.close[at] = end
      finer.high[at] = Math.max(start, end)
      finer.low[at] = Math.min(start, end)
      finer.volume[at] = 1
    }
  }
  return finer
}

function finerBars(dice: Dice, instruments: readonly LegColumns[], bars: number): FinerBars {
  const finer = dice.chance(0.2) ? { finer: finerBars(dice, instruments, bars) } : {}
  return {
    ...finer,
    market: {
      intervalMs: 900_000,
      timeMs: Float64Array.from({ length: bars * 4 }, (_, at) => at * 900_000),
      instruments: instruments.map((leg) => finerLeg(dice, leg)),
    },
    firstFiner: Int32Array.from({ length: bars + 1 }, (_, bar) => bar * 4),
  }
}

function randomColumns(dice: Dice, leg: LegColumns, bars: number): TermColumns {
  const column = (value: (bar: number) => number) => Float64Array.from({ length: bars }, (_, bar) => value(bar))
  const hours = dice.chance(0.2)
  const funding = dice.chance(0.3)
  return {
    barVolatility: column(() => (dice.chance(0.02) ? Number.NaN : dice.between(0.001, 0.03))),
    yearVolatility: column(() => (dice.chance(0.05) ? Number.NaN : dice.between(0.05, 1.2))),
    range: column((bar) => (dice.chance(0.03) ? Number.NaN : (leg.close[bar] ?? 1) * dice.between(0.005, 0.05))),
    fundingRate: funding ? column((bar) => (bar % 8 === 0 ? dice.between(-0.0005, 0.0008) : 0)) : null,
    entryAllowed: hours ? Uint8Array.from({ length: bars }, (_, bar) => (bar % 24 < 16 ? 1 : 0)) : null,
  }
}

function randomExecution(dice: Dice, fill: ExecutionTerms['fill']): ExecutionTerms {
  const tiers = dice.chance(0.2)
  return {
    fill,
    intrabar: dice.oneOf(INTRABAR_RULES),
    fee: {
      bps: dice.oneOf([0, 1, 10, 37.5]),
      perUnit: dice.chance(0.25) ? dice.between(0, 0.05) : 0,
      minimum: dice.chance(0.25) ? dice.between(0, 40) : 0,
      tiers: tiers
        ? [
            { fromValue: 50_000, bps: 8 },
            { fromValue: 400_000, bps: 2 },
          ]
        : [],
    },
    slippage: {
      bps: dice.oneOf([0, 5, 25]),
      spreadBps: dice.oneOf([0, 4]),
      volatilityTimes: dice.chance(0.2) ? dice.between(0, 0.3) : 0,
    },
    impact: { model: dice.oneOf(['none', 'none', 'linear', 'square-root']), coefficient: dice.between(0.01, 0.4) },
    volumeShare: dice.chance(0.35) ? dice.between(0.005, 0.3) : Number.POSITIVE_INFINITY,
    borrowPerYear: dice.oneOf([0, 0.05, 0.4]),
    leverage: dice.oneOf([1, 1, 2, 0.5]),
    wholeUnits: dice.chance(0.3),
  }
}

function randomExits(dice: Dice): ExitTerms {
  const distance = (likely: number): Distance | null =>
    dice.chance(likely)
      ? dice.chance(0.6)
        ? { kind: 'fraction', size: dice.between(0.005, 0.08) }
        : { kind: 'range', size: dice.between(0.3, 3) }
      : null
  return {
    stop: distance(0.5),
    target: distance(0.5),
    trail: distance(0.3),
    limitBars: dice.chance(0.3) ? 1 + dice.nextInt(20) : null,
  }
}

function randomSizing(dice: Dice): SizingTerms {
  const cap = dice.oneOf([0.5, 1, 2])
  return dice.oneOf<SizingTerms>([
    { method: 'fraction', fraction: dice.oneOf([1, 0.3, 0.1]) },
    { method: 'units', units: dice.between(1, 400) },
    { method: 'value', value: dice.between(500, 80_000) },
    { method: 'volatility-target', targetPerYear: 0.2, cap },
    { method: 'risk', fraction: dice.between(0.002, 0.03), cap },
    { method: 'kelly', multiple: 0.5, cap, minimumTrades: 5, fraction: 0.2 },
  ])
}

function randomLimits(dice: Dice, count: number): RiskLimits {
  const maybe = (value: number) => (dice.chance(0.2) ? value : null)
  return {
    maximumPositions: maybe(1 + dice.nextInt(count)),
    maximumShareOfInstrument: maybe(dice.between(0.1, 0.9)),
    groups: (['group-share', 'sector-share'] as const).flatMap((refusal) => {
      const maximumShare = maybe(dice.between(0.2, 0.9))
      const groupOf = Array.from({ length: count }, () => dice.nextInt(2))
      return maximumShare === null ? [] : [{ refusal, maximumShare, groupOf }]
    }),
    maximumDrawdown: maybe(dice.between(0.05, 0.5)),
    maximumCorrelation: maybe(dice.between(-0.3, 0.8)),
    correlationBars: 20,
  }
}

/** Trades of one or more legs, some of them at the same close, some of lanes that are held. */
function randomPlan(dice: Dice, count: number, bars: number, likely: number): Decisions {
  const laneOf = Array.from({ length: count }, () => dice.nextInt(3))
  const trades: PlannedTrade[] = []
  for (let bar = 0; bar < bars; bar++)
    while (dice.chance(likely)) {
      const lane = dice.oneOf(laneOf)
      const own = laneOf.flatMap((of, instrument) => (of === lane ? [instrument] : []))
      const legs = own.slice(0, 1 + dice.nextInt(own.length))
      const leaveBar = dice.chance(0.4) ? bar + dice.nextInt(15) : null
      const shareOf = () => dice.oneOf([0.5, -0.5, 1, dice.between(-0.8, 0.8)])
      trades.push({
        bar,
        lane,
        legs: legs.map((instrument) => ({ instrument, share: shareOf() })),
        exits: randomExits(dice),
        leaveBar,
      })
    }
  return { kind: 'planned', trades, laneOf }
}

function randomDecisions(dice: Dice, count: number, bars: number): Decisions {
  const kind = dice.oneOf(['signals', 'signals', 'targets', 'orders', 'planned'] as const)
  const likely = dice.oneOf([0.02, 0.1, 0.3])
  if (kind === 'signals') {
    const flags = (share: number) => Uint8Array.from({ length: bars }, () => (dice.chance(share) ? 1 : 0))
    const isLongOnly = dice.chance(0.3)
    const column = (): SignalColumns => ({
      enterLong: flags(likely),
      exitLong: flags(likely),
      enterShort: flags(isLongOnly ? 0 : likely),
      exitShort: flags(likely),
    })
    return { kind, instruments: Array.from({ length: count }, column) }
  }
  if (kind === 'targets') {
    const share = () => (dice.chance(likely) ? dice.oneOf([0, dice.between(-0.8, 0.8), 0.5, -0.5]) : Number.NaN)
    const column = () => Float64Array.from({ length: bars }, share)
    return { kind, instruments: Array.from({ length: count }, column) }
  }
  if (kind === 'planned') return randomPlan(dice, count, bars, likely)
  const orders: UnitOrder[] = []
  for (let bar = 0; bar < bars; bar++)
    for (let instrument = 0; instrument < count; instrument++)
      while (dice.chance(likely)) orders.push({ bar, instrument, units: Math.round(dice.between(-300, 300)) })
  return { kind, orders }
}

/** A specification that a seed decides: 1 to 5 instruments on hourly bars with everything that both engines can express. */
export function randomRequest(seed: number): BacktestRequest {
  const dice = createDice(seed)
  const bars = 60 + dice.nextInt(240)
  const count = 1 + dice.nextInt(5)
  const missing = dice.oneOf([0, 0, 0.05, 0.3])
  const zeroVolume = dice.oneOf([0, 0.03, 0.2])
  const instruments = Array.from({ length: count }, () => randomLeg(dice, bars, missing, zeroVolume))
  const oneFill = dice.chance(0.75) ? dice.oneOf(FILL_MODES) : null
  const oneExecution = dice.chance(0.5) ? randomExecution(dice, oneFill ?? 'next-open') : null
  const fromBar = dice.chance(0.3) ? dice.nextInt(20) : 0
  const finer = dice.chance(0.2) ? { finer: finerBars(dice, instruments, bars) } : {}
  return {
    ...finer,
    market: {
      intervalMs: 3_600_000,
      timeMs: Float64Array.from({ length: bars }, (_, bar) => bar * 3_600_000),
      instruments,
    },
    columns: instruments.map((leg) => randomColumns(dice, leg, bars)),
    decisions: randomDecisions(dice, count, bars),
    execution: instruments.map(() => {
      const terms = oneExecution ?? randomExecution(dice, 'next-open')
      return { ...terms, fill: oneFill ?? dice.oneOf(FILL_MODES) }
    }),
    exits: dice.chance(0.7) ? randomExits(dice) : { stop: null, target: null, trail: null, limitBars: null },
    sizing: randomSizing(dice),
    limits: dice.chance(0.5) ? randomLimits(dice, count) : randomLimits({ ...dice, chance: () => false }, count),
    startCash: dice.oneOf([10_000, 100_000, 1_000_000]),
    fromBar,
    toBar: dice.chance(0.3) ? bars - dice.nextInt(20) : bars,
  }
}
