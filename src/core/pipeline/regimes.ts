import { ROLES } from '../events/detector.ts'
import { rangeFraction } from '../events/legMeasures.ts'
import { rollingRank } from '../indicators/rollingRank.ts'
import { DAY_MS, HOUR_MS } from '../time/durations.ts'
import type { Workbench } from './workbench.ts'

export const VOLATILITY_REGIMES = ['calm', 'normal', 'wild'] as const
const RANK_BARS = 720
const OPENING_HOURS = 2
const CLOSING_FROM_HOURS = 5

/** Volatility regime of a role at the close of `bar`: tercile of its range among the last 720 bars; -1 before there are 720. */
export function volatilityRegime(bench: Workbench, role: number, bar: number): number {
  const name = ROLES[role]!
  const rank = bench.memo.column(`${name}.rangeRank`, () =>
    rollingRank(rangeFraction(bench.columns, bench.memo, name), RANK_BARS),
  )[bar]!
  return Number.isNaN(rank) ? -1 : Math.min(2, Math.floor(rank * 3))
}

/** Hours since the first bar of the session that each bar belongs to. */
function sessionAgeHours(bench: Workbench): Float64Array {
  return bench.memo.column('session.ageHours', () => {
    const { timeMs, sessionEnd } = bench.columns
    const age = new Float64Array(timeMs.length)
    let startMs = timeMs[0] ?? 0
    for (let bar = 0; bar < age.length; bar++) {
      if (bar > 0 && sessionEnd[bar - 1] === 1) startMs = timeMs[bar]!
      age[bar] = (timeMs[bar]! - startMs) / HOUR_MS
    }
    return age
  })
}

/**
 * Part of the trading day of a bar. Crypto: quarters of the UTC day. Equity, by hours since the session's first bar, so that daylight
 * saving moves nothing and no later bar is read: the first two hours, the middle, from the fifth hour on.
 */
export function dayPart(bench: Workbench, bar: number): number {
  if (bench.config.profile === 'crypto') return Math.floor((bench.columns.timeMs[bar]! % DAY_MS) / (6 * HOUR_MS))
  const age = sessionAgeHours(bench)[bar]!
  if (age < OPENING_HOURS) return 0
  return age < CLOSING_FROM_HOURS ? 1 : 2
}

export function dayPartNames(profile: 'crypto' | 'equity'): readonly string[] {
  return profile === 'crypto' ? ['00-06 UTC', '06-12 UTC', '12-18 UTC', '18-24 UTC'] : ['open', 'middle', 'close']
}
