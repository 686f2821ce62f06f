import type { ExitReason } from '../contract/workbench/exploreViews.ts'
import type { LegColumns, PairColumns } from '../market/pairColumns.ts'
import type { ExitRule } from './exitRule.ts'

/** How a trade ended: in which bar, why, and on one leg at which price. Written anew by each call, so that deciding allocates nothing. */
export type BarrierExit = { bar: number; price: number; reason: ExitReason }

export function blankExit(): BarrierExit {
  return { bar: -1, price: Number.NaN, reason: 'time' }
}

/** Price at which a leg's target rests. `unit` is the range at the decision, a fraction of price. */
export function targetPrice(entry: number, direction: 1 | -1, rule: ExitRule, unit: number): number {
  return entry * (1 + direction * rule.targetRanges * unit)
}

export function stopPrice(entry: number, direction: 1 | -1, rule: ExitRule, unit: number): number {
  return entry * (1 - direction * rule.stopRanges * unit)
}

/** Whether the bar at whose open a trade that met no barrier ends is in the data, and the range is known. */
export function hasWholeWindow(bars: number, t: number, rule: ExitRule, unit: number): boolean {
  return t + 1 + rule.limitBars < bars && unit > 0
}

/**
 * One leg, decided at the close of bar t, filled at the open of t + 1; the window must be whole. Stop and target rest in the market: a bar
 * that opens past one fills at its open; a bar that touches both is a stop. The limit is decided at the close of bar t + limitBars and filled at the next open.
 */
export function legExit(
  leg: LegColumns,
  t: number,
  direction: 1 | -1,
  rule: ExitRule,
  unit: number,
  out: BarrierExit,
): void {
  const { open, high, low } = leg
  const entry = open[t + 1]!
  const stop = stopPrice(entry, direction, rule, unit)
  const target = targetPrice(entry, direction, rule, unit)
  const last = t + rule.limitBars
  for (let j = t + 1; j <= last; j++) {
    const adverse = direction > 0 ? low[j]! <= stop : high[j]! >= stop
    if (adverse) {
      const gapped = direction > 0 ? open[j]! < stop : open[j]! > stop
      out.bar = j
      out.price = gapped && j > t + 1 ? open[j]! : stop
      out.reason = 'stop'
      return
    }
    const favourable = direction > 0 ? high[j]! >= target : low[j]! <= target
    if (favourable) {
      const gapped = direction > 0 ? open[j]! > target : open[j]! < target
      out.bar = j
      out.price = gapped && j > t + 1 ? open[j]! : target
      out.reason = 'target'
      return
    }
  }
  out.bar = last + 1
  out.price = open[last + 1]!
  out.reason = 'time'
}

/**
 * Long one leg, short the other, equal notional; the window must be whole. The spread has no traded high or low, so barriers are read at
 * closes and filled at the next open of both legs. There is no one price: `price` stays NaN.
 */
export function pairExit(
  { primary, secondary }: PairColumns,
  t: number,
  direction: 1 | -1,
  rule: ExitRule,
  unit: number,
  out: BarrierExit,
): void {
  const entryPrimary = primary.open[t + 1]!
  const entrySecondary = secondary.open[t + 1]!
  const target = rule.targetRanges * unit
  const stop = -rule.stopRanges * unit
  const last = t + rule.limitBars
  out.price = Number.NaN
  for (let j = t + 1; j <= last; j++) {
    const value = 0.5 * direction * (primary.close[j]! / entryPrimary - secondary.close[j]! / entrySecondary)
    if (value <= stop || value >= target) {
      out.bar = j + 1
      out.reason = value <= stop ? 'stop' : 'target'
      return
    }
  }
  out.bar = last + 1
  out.reason = 'time'
}
