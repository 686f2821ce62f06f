import type { LegColumns } from '../../market/pairColumns.ts'
import type { ExitReason } from '../model/exitTerms.ts'
import { EXIT_REASONS } from '../model/exitTerms.ts'
import { stopFirstByRule } from '../model/intrabarRule.ts'
import { nextSet } from '../signals/bitColumn.ts'
import type { SegmentBlocks } from './segmentBlocks.ts'
import { firstHigh, firstLow } from './segmentBlocks.ts'
import type { HeldPosition, PlannedExit } from './segmentRun.ts'
import type { SegmentSignals } from './segmentSignals.ts'
import type { SegmentTerms } from './segmentTerms.ts'

/** 1 + the reason's place, 0 being an entry. */
const codeOf = (reason: ExitReason): number => 1 + EXIT_REASONS.indexOf(reason)
export const EXIT_CODES = {
  signal: codeOf('signal'),
  stop: codeOf('stop'),
  trail: codeOf('trail'),
  target: codeOf('target'),
  time: codeOf('time'),
  reversal: codeOf('reversal'),
  halt: codeOf('halt'),
} as const

function isSet(bits: Uint32Array, bar: number): boolean {
  return ((bits[bar >>> 5]! >>> (bar & 31)) & 1) === 1
}

/** When and at what price the open position will end, from its entry bar on and before bar `toBar`, were the account not ruined before. */
export function planExit(
  leg: LegColumns,
  blocks: SegmentBlocks | null,
  signals: SegmentSignals,
  terms: SegmentTerms,
  position: HeldPosition,
  toBar: number,
  exit: PlannedExit,
): void {
  const isLong = position.direction > 0
  const { entryBar } = position
  const { limitBars } = terms.exits
  const signalBar = nextSet(isLong ? signals.leaveLong : signals.leaveShort, entryBar)
  let decided = signalBar < 0 ? toBar : signalBar
  exit.reason = EXIT_CODES.signal
  if (limitBars !== null && entryBar + limitBars - 1 < decided) {
    decided = entryBar + limitBars - 1
    exit.reason = EXIT_CODES.time
  }
  const isOpen = decided >= toBar - 1
  exit.bar = isOpen ? toBar : decided + 1
  exit.reference = isOpen ? Number.NaN : leg.open[exit.bar]!
  exit.waits = decided === toBar - 1
  exit.turns =
    !isOpen && exit.reason === EXIT_CODES.signal && isSet(isLong ? signals.enterShort : signals.enterLong, decided)
  if (exit.turns) exit.reason = EXIT_CODES.reversal
  exit.rests = false
  if (!terms.rests) return
  if (terms.exits.trail === null) restAtLevels(leg, blocks, terms, position, exit)
  else restWithTrail(leg, terms, position, exit)
}

/** Stop and target that do not move: the first bar that reaches either. */
function restAtLevels(
  leg: LegColumns,
  blocks: SegmentBlocks | null,
  terms: SegmentTerms,
  position: HeldPosition,
  exit: PlannedExit,
): void {
  const { direction, entryBar, stopLevel, targetLevel } = position
  const isLong = direction > 0
  const end = exit.bar
  const lows = blocks === null ? null : blocks.low
  const highs = blocks === null ? null : blocks.high
  let stopBar = end
  if (terms.exits.stop !== null) {
    stopBar = isLong
      ? firstLow(leg.low, lows, stopLevel, entryBar, end)
      : firstHigh(leg.high, highs, stopLevel, entryBar, end)
  }
  let targetBar = end
  if (terms.exits.target !== null) {
    const last = Math.min(stopBar + 1, end)
    const found = isLong
      ? firstHigh(leg.high, highs, targetLevel, entryBar, last)
      : firstLow(leg.low, lows, targetLevel, entryBar, last)
    if (found < last) targetBar = found
  }
  if (stopBar === end && targetBar === end) return
  const stopped =
    stopBar < targetBar ||
    (stopBar === targetBar &&
      stopFirstByRule(terms.execution.intrabar, leg.open[stopBar]!, direction, stopLevel, targetLevel))
  if (stopped) rest(exit, stopBar, leg.open[stopBar]!, stopLevel, direction, EXIT_CODES.stop)
  else rest(exit, targetBar, leg.open[targetBar]!, targetLevel, -direction, EXIT_CODES.target)
}

/** The nearer of stop and trail, bar by bar: a bar never moves the level that it is tested against. */
function restWithTrail(leg: LegColumns, terms: SegmentTerms, position: HeldPosition, exit: PlannedExit): void {
  const { direction, entryBar, stopLevel, targetLevel, trailDistance } = position
  const adverse = direction > 0 ? leg.low : leg.high
  const favourable = direction > 0 ? leg.high : leg.low
  const end = exit.bar
  let best = position.price
  for (let bar = entryBar; bar < end; bar++) {
    const trail = best - direction * trailDistance
    const isTrail = !Number.isNaN(trail) && (Number.isNaN(stopLevel) || direction * (trail - stopLevel) > 0)
    const stop = isTrail ? trail : stopLevel
    let stopped = direction * (adverse[bar]! - stop) <= 0
    const reached = direction * (favourable[bar]! - targetLevel) >= 0
    if (stopped && reached)
      stopped = stopFirstByRule(terms.execution.intrabar, leg.open[bar]!, direction, stop, targetLevel)
    if (stopped) {
      rest(exit, bar, leg.open[bar]!, stop, direction, isTrail ? EXIT_CODES.trail : EXIT_CODES.stop)
      return
    }
    if (reached) {
      rest(exit, bar, leg.open[bar]!, targetLevel, -direction, EXIT_CODES.target)
      return
    }
    if (direction * (favourable[bar]! - best) > 0) best = favourable[bar]!
  }
}

/** Filled at the level, or at the open of a bar that opened beyond it (below it, for `side` 1). */
function rest(exit: PlannedExit, bar: number, open: number, level: number, side: number, reason: number): void {
  exit.bar = bar
  exit.reference = side * (open - level) < 0 ? open : level
  exit.reason = reason
  exit.rests = true
  exit.waits = false
  exit.turns = false
}
