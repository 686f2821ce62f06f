import type { IntrabarRule } from './executionTerms.ts'

/**
 * Whether the stop came first in a bar that opened at `open` and reaches stop and target alike: it did where the bar opened beyond it. (One that
 * opened beyond the target is nearer to that than to the stop.)
 */
export function stopFirstByRule(
  rule: IntrabarRule,
  open: number,
  direction: number,
  stop: number,
  target: number,
): boolean {
  if (rule === 'pessimistic' || direction * (open - stop) <= 0) return true
  if (rule === 'optimistic') return false
  return Math.abs(open - stop) <= Math.abs(target - open)
}
