import type { HacOptions } from './hacRegression.ts'
import { hacRegression } from './hacRegression.ts'

export type EventDummyRegression = {
  readonly events: number
  /** Bars with an outcome, the events included. */
  readonly observations: number
  /** Mean outcome of the bars without an event. */
  readonly baseline: number
  /** Mean outcome of the events less `baseline`. */
  readonly uplift: number
  readonly standardError: number
  readonly t: number
  readonly pTwoSided: number
  /** Against "events add something". */
  readonly pOneSidedPositive: number
}

/**
 * Regression of the forward outcome of every bar on a constant and a dummy of the events, `hacRegression` with lag H - 1 for outcomes over
 * H bars: is the mean after an event above that of other bars? `outcomes` are in time order; bars without one (NaN) are left out,
 * which is right where they lie at the ends. `eventBars` are places in `outcomes`; one given twice counts once.
 * Null where no event, or no other bar, has an outcome. RangeErrors as `hacRegression`, and for a bar outside.
 */
export function eventDummyRegression(
  outcomes: Float64Array,
  eventBars: Int32Array,
  options: Omit<HacOptions, 'constant'>,
): EventDummyRegression | null {
  const isEvent = new Float64Array(outcomes.length)
  for (const bar of eventBars) {
    if (!(bar >= 0 && bar < outcomes.length)) throw new RangeError(`No bar ${bar} of ${outcomes.length}`)
    isEvent[bar] = 1
  }
  const dummy = isEvent.filter((_, bar) => !Number.isNaN(outcomes[bar]))
  const regression = hacRegression(
    outcomes.filter((value) => !Number.isNaN(value)),
    [dummy],
    { ...options, constant: true },
  )
  if (regression === null) return null
  return {
    events: dummy.reduce((sum, value) => sum + value, 0),
    observations: dummy.length,
    baseline: regression.coefficients[0]!,
    uplift: regression.coefficients[1]!,
    standardError: regression.standardErrors[1]!,
    t: regression.t[1]!,
    pTwoSided: regression.pTwoSided[1]!,
    pOneSidedPositive: regression.pOneSidedPositive[1]!,
  }
}
