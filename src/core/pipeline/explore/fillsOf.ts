import { sideCost } from '../../backtest/tradeCosts.ts'
import type { FillView } from '../../contract/workbench/exploreViews.ts'
import { ROLES } from '../../events/detector.ts'
import type { Workbench } from '../workbench.ts'
import type { EventOutcome } from './eventOutcome.ts'
import { legsOfRole, signOf } from './tradedRoles.ts'

/**
 * The fills of a trade, entries first; the pair's secondary leg goes the other way. Times are the starts of the bars: an entry, and an exit
 * by time or of a pair, is filled at that bar's open; when in its bar a resting stop or target is filled is not known.
 */
export function fillsOf(
  { columns, config }: Workbench,
  { exitBar, exitReason, exitPrice }: EventOutcome,
  bar: number,
  role: number,
  direction: 1 | -1,
): readonly FillView[] {
  const legs = legsOfRole(role).map((leg) => {
    const { open } = leg === 0 ? columns.primary : columns.secondary
    const name = leg === 0 ? 'primary' : 'secondary'
    return {
      symbol: ROLES[leg]!,
      side: signOf(role === 2 && leg === 1 ? -direction : direction),
      costFraction: sideCost(config.costs, name),
      entry: open[bar + 1]!,
      exit: role === 2 ? open[exitBar]! : exitPrice,
    }
  })
  const entryMs = columns.timeMs[bar + 1]!
  const exitMs = columns.timeMs[exitBar]!
  return [
    ...legs.map(({ symbol, side, costFraction, entry }) => ({
      timeMs: entryMs,
      symbol,
      side,
      price: entry,
      costFraction,
      reason: 'entry' as const,
    })),
    ...legs.map(({ symbol, side, costFraction, exit }) => ({
      timeMs: exitMs,
      symbol,
      side: -side,
      price: exit,
      costFraction,
      reason: exitReason,
    })),
  ]
}
