import type { PairCosts } from '../backtest/tradeCosts.ts'
import type { SizingRule } from '../backtest/tradeTerms.ts'
import type { DetectorSetting } from '../events/detector.ts'
import { DETECTORS, gridSettings } from '../events/detectorRegistry.ts'
import type { ExitRule } from '../events/exitRule.ts'
import type { LadderRung } from './selection/ladder.ts'
import { LADDER } from './selection/ladder.ts'

export type Profile = 'crypto' | 'equity'

/** Everything that decides the result of a `pair` run besides data and seed. Plain JSON; its canonical form is hashed into the run id. */
export type PairConfig = {
  readonly profile: Profile
  readonly barsPerYear: number
  readonly startCapital: number
  readonly costs: PairCosts
  readonly sizing: SizingRule
  /** Ids of the detectors in use, in the order of the registry. */
  readonly detectors: readonly string[]
  readonly settings: readonly DetectorSetting[]
  readonly exits: readonly ExitRule[]
  readonly standardExit: ExitRule
  readonly folds: {
    readonly count: number
    readonly trainShare: number
    readonly validationShare: number
    readonly minimumBlockBars: number
  }
  readonly embargoBars: number
  readonly ladder: readonly LadderRung[]
  readonly search: { readonly draws: number; readonly minimumTrainingRows: number; readonly minimumClassRows: number }
  readonly simulation: { readonly draws: number; readonly precision: number; readonly recall: number }
  readonly robustness: {
    readonly costTimes: readonly number[]
    readonly resamples: number
    readonly meanBlockDays: number
    readonly drawdownResamples: number
    readonly meanBlockTrades: number
    readonly placeboShifts: number
  }
  readonly iterate: number
  readonly patternAid: boolean
  readonly patternAidSpreadLimit: number
  readonly holdOutShare: number
}

export type PairConfigRequest = {
  readonly profile: Profile
  readonly barsPerYear: number
  readonly startCapital: number
  readonly costs: PairCosts
  readonly iterate: number
  readonly patternAid: boolean
  /** All where left out. */
  readonly detectors?: readonly string[]
}

const LIMITS: Readonly<Record<Profile, readonly number[]>> = { crypto: [12, 24, 48, 72], equity: [3, 7, 14, 28] }
const BARRIERS: readonly (readonly [number, number])[] = [
  [4, 4],
  [8, 4],
  [8, 8],
]

export function pairConfig(request: PairConfigRequest): PairConfig {
  const { profile, detectors: wanted, ...given } = request
  const used = DETECTORS.filter(({ id }) => wanted === undefined || wanted.includes(id))
  const limits = LIMITS[profile]
  const exits = limits.flatMap((limitBars) =>
    BARRIERS.map(([targetRanges, stopRanges]) => ({ targetRanges, stopRanges, limitBars })),
  )
  return {
    ...given,
    profile,
    sizing: { riskPerTrade: 0.01, maximumWeight: 1 },
    detectors: used.map(({ id }) => id),
    settings: used.flatMap(gridSettings),
    exits,
    standardExit: { targetRanges: 4, stopRanges: 4, limitBars: limits[1]! },
    folds: { count: 6, trainShare: 0.2, validationShare: 0.08, minimumBlockBars: 200 },
    embargoBars: limits.at(-1)!,
    ladder: LADDER,
    search: { draws: 32, minimumTrainingRows: 80, minimumClassRows: 20 },
    simulation: { draws: 200, precision: 0.7, recall: 0.8 },
    robustness: {
      costTimes: [1, 1.25, 1.5, 2],
      resamples: 2000,
      meanBlockDays: 10,
      drawdownResamples: 2000,
      meanBlockTrades: 5,
      placeboShifts: 99,
    },
    patternAidSpreadLimit: 0.15,
    holdOutShare: 0.2,
  }
}
