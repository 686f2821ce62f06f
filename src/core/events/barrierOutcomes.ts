import type { IndicatorMemo } from '../indicators/indicatorMemo.ts'
import type { LegColumns, PairColumns, Role } from '../market/pairColumns.ts'
import type { BarrierExit } from './barrierExit.ts'
import { blankExit, hasWholeWindow, legExit, pairExit } from './barrierExit.ts'
import type { ExitRule } from './exitRule.ts'
import { legOf, rangeFraction } from './legMeasures.ts'

/**
 * What a trade decided at the close of bar t would have made, for every t: filled at the open of t + 1.
 * `grossReturn` is before costs, a fraction of the gross traded notional (the pair holds half of it in each leg).
 * `exitBar` is the bar in which it ends. A window that the data cuts off has NaN and -1: it is no outcome, not a short one.
 */
export type BarrierOutcomes = { readonly grossReturn: Float64Array; readonly exitBar: Int32Array }

function blankOutcomes(length: number): BarrierOutcomes {
  return { grossReturn: new Float64Array(length).fill(Number.NaN), exitBar: new Int32Array(length).fill(-1) }
}

/** One leg, by the rules of `legExit`. */
export function singleOutcomes(
  leg: LegColumns,
  range: Float64Array,
  direction: 1 | -1,
  rule: ExitRule,
): BarrierOutcomes {
  const { open } = leg
  const length = open.length
  const out = blankOutcomes(length)
  const exit = blankExit()
  for (let t = 0; t < length; t++) {
    const unit = range[t]!
    if (!hasWholeWindow(length, t, rule, unit)) continue
    legExit(leg, t, direction, rule, unit, exit)
    out.grossReturn[t] = direction * (exit.price / open[t + 1]! - 1)
    out.exitBar[t] = exit.bar
  }
  return out
}

/** Both legs, by the rules of `pairExit`. */
export function pairOutcomes(
  columns: PairColumns,
  range: Float64Array,
  direction: 1 | -1,
  rule: ExitRule,
): BarrierOutcomes {
  const { primary, secondary } = columns
  const length = range.length
  const out = blankOutcomes(length)
  const exit = blankExit()
  for (let t = 0; t < length; t++) {
    const unit = range[t]!
    if (!hasWholeWindow(length, t, rule, unit)) continue
    pairExit(columns, t, direction, rule, unit, exit)
    const gain = primary.open[exit.bar]! / primary.open[t + 1]! - secondary.open[exit.bar]! / secondary.open[t + 1]!
    out.grossReturn[t] = 0.5 * direction * gain
    out.exitBar[t] = exit.bar
  }
  return out
}

/** How a trade of any role, decided at the close of bar t, ended; the window must be whole. Writes into `out` and returns it. */
export function exitOf(
  columns: PairColumns,
  role: Role,
  t: number,
  direction: 1 | -1,
  rule: ExitRule,
  unit: number,
  out: BarrierExit,
): BarrierExit {
  if (role === 'pair') pairExit(columns, t, direction, rule, unit, out)
  else legExit(legOf(columns, role), t, direction, rule, unit, out)
  return out
}

export function outcomesOf(
  columns: PairColumns,
  memo: IndicatorMemo,
  role: Role,
  direction: 1 | -1,
  rule: ExitRule,
): BarrierOutcomes {
  const range = rangeFraction(columns, memo, role)
  return role === 'pair'
    ? pairOutcomes(columns, range, direction, rule)
    : singleOutcomes(legOf(columns, role), range, direction, rule)
}
