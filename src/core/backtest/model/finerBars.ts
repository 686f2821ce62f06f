import type { FinerBars } from './backtestRequest.ts'
import type { IntrabarRule } from './executionTerms.ts'
import { stopFirstByRule } from './intrabarRule.ts'

/**
 * Whether the first finer bar that reaches stop or target reached the stop first; the rule decides a finer bar that reaches both. null where no finer bar
 * reaches either, or there are none: then the bar itself has to say it.
 */
export function stopFirstInside(
  { market, firstFiner }: FinerBars,
  instrument: number,
  bar: number,
  direction: number,
  stop: number,
  target: number,
  rule: IntrabarRule,
): boolean | null {
  const { open, high, low } = market.instruments[instrument]!
  for (let finer = firstFiner[bar]!; finer < firstFiner[bar + 1]!; finer++) {
    const adverse = direction > 0 ? low[finer]! : high[finer]!
    const favourable = direction > 0 ? high[finer]! : low[finer]!
    const stopped = direction * adverse <= direction * stop
    const reached = direction * favourable >= direction * target
    if (stopped && reached) return stopFirstByRule(rule, open[finer]!, direction, stop, target)
    if (stopped || reached) return stopped
  }
  return null
}
