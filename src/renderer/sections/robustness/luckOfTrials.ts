import type { LuckCurve } from '../../../core/charts/workbench/trialsOption.ts'
import { impliedExpectedMaximum } from '../../../core/robustness/impliedExpectedMaximum.ts'
import { luckCurve } from '../../../core/robustness/luckCurve.ts'

/** Annual ratios. */
export type LuckOfTrials = {
  readonly observed: number
  readonly expectedNow: number
  /** Null for a single trial. */
  readonly curve: LuckCurve | null
}

type JudgedAccount = {
  readonly dayReturns: readonly number[]
  readonly sharpePerDay: number | null
  readonly trades: number
}

const DAYS_PER_YEAR = 365
const POINTS = 80

/**
 * What the published deflated ratio was measured against. It is the worst of what was judged, and all were measured against one maximum: so
 * that maximum is the least of those that each account implies, and the account that implies it is the worst one.
 */
export function luckOfTrials(
  accounts: readonly JudgedAccount[],
  probability: number,
  trials: number,
): LuckOfTrials | null {
  let worst: { readonly observed: number; readonly maximum: number } | null = null
  for (const { dayReturns, sharpePerDay, trades } of accounts) {
    const maximum = trades === 0 ? null : impliedExpectedMaximum(Float64Array.from(dayReturns), probability)
    if (maximum === null || sharpePerDay === null) return null
    if (worst === null || maximum < worst.maximum) worst = { observed: sharpePerDay, maximum }
  }
  if (worst === null) return null
  const annual = Math.sqrt(DAYS_PER_YEAR)
  const expectedNow = Math.max(0, worst.maximum) * annual
  const most = 10 ** Math.ceil(Math.log10(Math.max(10, trials)) + 0.5)
  return { observed: worst.observed * annual, expectedNow, curve: luckCurve(trials, expectedNow, most, POINTS) }
}
