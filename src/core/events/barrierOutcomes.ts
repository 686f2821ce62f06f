import type { IndicatorMemo } from '../indicators/indicatorMemo.ts'
import type { LegColumns, PairColumns, Role } from '../market/pairColumns.ts'
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

/**
 * One leg. Stop and target rest in the market: a bar that opens past one fills at its open; a bar that touches both is a stop.
 * The limit is decided at the close of bar t + limitBars and filled at the next open.
 */
export function singleOutcomes(
  leg: LegColumns,
  range: Float64Array,
  direction: 1 | -1,
  rule: ExitRule,
): BarrierOutcomes {
  const { open, high, low } = leg
  const length = open.length
  const out = blankOutcomes(length)
  for (let t = 0; t + 1 + rule.limitBars < length; t++) {
    const unit = range[t]!
    if (!(unit > 0)) continue
    const entry = open[t + 1]!
    const stop = entry * (1 - direction * rule.stopRanges * unit)
    const target = entry * (1 + direction * rule.targetRanges * unit)
    const last = t + rule.limitBars
    let exit = open[last + 1]!
    let exitBar = last + 1
    for (let j = t + 1; j <= last; j++) {
      const adverse = direction > 0 ? low[j]! <= stop : high[j]! >= stop
      if (adverse) {
        const gapped = direction > 0 ? open[j]! < stop : open[j]! > stop
        exit = gapped && j > t + 1 ? open[j]! : stop
        exitBar = j
        break
      }
      const favourable = direction > 0 ? high[j]! >= target : low[j]! <= target
      if (favourable) {
        const gapped = direction > 0 ? open[j]! > target : open[j]! < target
        exit = gapped && j > t + 1 ? open[j]! : target
        exitBar = j
        break
      }
    }
    out.grossReturn[t] = direction * (exit / entry - 1)
    out.exitBar[t] = exitBar
  }
  return out
}

/**
 * Long one leg, short the other, equal notional. The spread has no traded high or low, so barriers are read at closes and filled at
 * the next open of both legs.
 */
export function pairOutcomes(
  columns: PairColumns,
  range: Float64Array,
  direction: 1 | -1,
  rule: ExitRule,
): BarrierOutcomes {
  const { primary, secondary } = columns
  const length = range.length
  const out = blankOutcomes(length)
  for (let t = 0; t + 1 + rule.limitBars < length; t++) {
    const unit = range[t]!
    if (!(unit > 0)) continue
    const entryPrimary = primary.open[t + 1]!
    const entrySecondary = secondary.open[t + 1]!
    const target = rule.targetRanges * unit
    const stop = -rule.stopRanges * unit
    let exitBar = t + rule.limitBars + 1
    for (let j = t + 1; j < exitBar; j++) {
      const value = 0.5 * direction * (primary.close[j]! / entryPrimary - secondary.close[j]! / entrySecondary)
      if (value <= stop || value >= target) exitBar = j + 1
    }
    const gain = primary.open[exitBar]! / entryPrimary - secondary.open[exitBar]! / entrySecondary
    out.grossReturn[t] = 0.5 * direction * gain
    out.exitBar[t] = exitBar
  }
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
