import { ROLES } from '../events/detector.ts'
import { rangeFraction } from '../events/legMeasures.ts'
import { rollingRank } from '../indicators/rollingRank.ts'
import type { Workbench } from './workbench.ts'

export const VOLATILITY_REGIMES = ['calm', 'normal', 'wild'] as const
const RANK_BARS = 720

/** Volatility regime of a role at the close of `bar`: tercile of its range among the last 720 bars; -1 before there are 720. */
export function volatilityRegime(bench: Workbench, role: number, bar: number): number {
  const name = ROLES[role]!
  const rank = bench.memo.column(`${name}.rangeRank`, () =>
    rollingRank(rangeFraction(bench.columns, bench.memo, name), RANK_BARS),
  )[bar]!
  return Number.isNaN(rank) ? -1 : Math.min(2, Math.floor(rank * 3))
}

/**
 * Part of the trading day of a bar. Crypto: quarters of the UTC day. Equity: opening two bars, middle, last two bars of the session
 * (by position, so that daylight saving moves nothing; known in advance from the calendar).
 */
export function dayPart(bench: Workbench, bar: number): number {
  const { columns, config } = bench
  if (config.profile === 'crypto') return Math.floor((columns.timeMs[bar]! % 86_400_000) / 21_600_000)
  if (columns.sessionEnd[bar] === 1 || columns.sessionEnd[bar + 1] === 1) return 2
  return columns.sessionEnd[bar - 1] === 1 || columns.sessionEnd[bar - 2] === 1 ? 0 : 1
}

export function dayPartNames(profile: 'crypto' | 'equity'): readonly string[] {
  return profile === 'crypto' ? ['00-06 UTC', '06-12 UTC', '12-18 UTC', '18-24 UTC'] : ['open', 'middle', 'close']
}
