import type { BarrierOutcomes } from '../events/barrierOutcomes.ts'
import type { EventColumns } from '../events/detector.ts'
import type { TradeList } from './tradeList.ts'
import type { BarClock, TradeTerms } from './tradeTerms.ts'
import { heldMs, netOfCosts } from './tradeTerms.ts'

/** What every trade of one exit rule needs. `outcomes` is indexed role * 2 + (direction > 0 ? 1 : 0), `range` by role. */
export type TradeBook = BarClock & {
  readonly sessionEnd: Uint8Array
  readonly outcomes: readonly BarrierOutcomes[]
  readonly range: readonly Float64Array[]
  readonly stopRanges: number
}

/**
 * One position at a time: an event is passed over while the position before it is open, where its outcome is cut off by the end of
 * the data, and at a session's last bar (its fill would cross the night). Events come ascending; `shiftBars` moves them round the
 * circle of `timeMs.length` bars with their direction kept (the placebo). `keep`, where given, is 1 for the events that may trade.
 * `overlapping`: whether a position is open is not asked, so that all events that may trade come out.
 * Weight: riskPerTrade / (stop distance), at most maximumWeight. Writes into `out` and returns it; no allocation.
 */
export function buildTrades(
  events: EventColumns,
  book: TradeBook,
  terms: TradeTerms,
  out: TradeList,
  shiftBars = 0,
  keep?: Uint8Array,
  overlapping = false,
): TradeList {
  const bars = book.timeMs.length
  const total = events.bar.length
  let first = 0
  if (shiftBars > 0) {
    while (first < total && events.bar[first]! + shiftBars < bars) first++
  }
  out.count = 0
  let busyUntil = -1
  for (let k = 0; k < total; k++) {
    const row = first + k < total ? first + k : first + k - total
    let bar = events.bar[row]! + shiftBars
    if (bar >= bars) bar -= bars
    if (bar < busyUntil || book.sessionEnd[bar] === 1) continue
    if (keep !== undefined && keep[row] === 0) continue
    const role = events.role[row]!
    const direction = events.direction[row]!
    const outcome = book.outcomes[role * 2 + (direction > 0 ? 1 : 0)]!
    const exitBar = outcome.exitBar[bar]!
    if (exitBar < 0) continue
    const gross = outcome.grossReturn[bar]!
    const weight = Math.min(terms.maximumWeight, terms.riskPerTrade / (book.stopRanges * book.range[role]![bar]!))
    const at = out.count++
    out.decisionBar[at] = bar
    out.exitBar[at] = exitBar
    out.role[at] = role
    out.direction[at] = direction
    out.weight[at] = weight
    out.grossReturn[at] = gross
    out.netReturn[at] = weight * netOfCosts(terms, role, direction, gross, heldMs(book, bar, exitBar))
    out.eventRow[at] = row
    if (!overlapping) busyUntil = exitBar
  }
  return out
}
