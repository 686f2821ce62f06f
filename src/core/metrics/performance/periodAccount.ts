import type { MetricClock } from './metricClock.ts'

/** An account by the periods of a clock: equity at the last close of a bar that starts in each, and the return over it. */
export type PeriodAccount = {
  readonly kind: MetricClock['kind']
  readonly periodsPerYear: number
  readonly startMs: Float64Array
  readonly equity: Float64Array
  readonly returns: Float64Array
}

/** Simple returns of an equity line from its start on; after ruin (equity at or below 0: a return of -1) they are 0. */
export function returnsOfEquity(equity: Float64Array, startCash: number): Float64Array {
  const returns = new Float64Array(equity.length)
  let before = startCash
  for (let row = 0; row < equity.length; row += 1) {
    returns[row] = before > 0 ? Math.max(-1, equity[row]! / before - 1) : 0
    before = before > 0 ? equity[row]! : 0
  }
  return returns
}

/**
 * Equity at closes put on a calendar clock. A period without a bar keeps the equity before it. RangeError for columns of different length, no bars, times that do not
 * ascend, equity that is not finite.
 */
export function periodAccount(
  timeMs: Float64Array,
  equity: Float64Array,
  startCash: number,
  clock: MetricClock,
): PeriodAccount {
  const bars = timeMs.length
  if (equity.length !== bars) throw new RangeError(`Columns of different length: ${bars} and ${equity.length}`)
  if (bars === 0) throw new RangeError('An account without bars has no periods')
  const startMs = clock.periodStarts(timeMs[0]!, timeMs[bars - 1]!)
  const atEnd = new Float64Array(startMs.length)
  let bar = 0
  let last = startCash
  for (let period = 0; period < startMs.length; period += 1) {
    const end = startMs[period + 1] ?? Number.POSITIVE_INFINITY
    for (; bar < bars && timeMs[bar]! < end; bar += 1) {
      if (bar > 0 && !(timeMs[bar]! > timeMs[bar - 1]!)) throw new RangeError(`Bar times do not ascend at row ${bar}`)
      if (!Number.isFinite(equity[bar]!)) throw new RangeError(`The equity of row ${bar} is not a finite number`)
      last = equity[bar]!
    }
    atEnd[period] = last
  }
  const { kind, periodsPerYear } = clock
  return { kind, periodsPerYear, startMs, equity: atEnd, returns: returnsOfEquity(atEnd, startCash) }
}
