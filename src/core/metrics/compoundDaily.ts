const DAY_MS = 86_400_000

export type DailyReturns = { readonly dayStartMs: Float64Array; readonly returns: Float64Array }

/**
 * Bar returns compounded into UTC days, prod(1 + r) - 1: every calendar day from the first bar's to the last bar's, 0 where a day has
 * no bar. `timeMs` is the bars' start, ascending: a bar belongs to the day it starts in. A bar of -1 or less is ruin: its day is -1.
 * Annualise the result with P = 365.
 * RangeError for columns of different length, times out of order, or a return that is not finite.
 */
export function toUtcDays(timeMs: Float64Array, returns: Float64Array): DailyReturns {
  const n = timeMs.length
  if (returns.length !== n) throw new RangeError(`Columns of different length: ${n} and ${returns.length}`)
  if (n === 0) return { dayStartMs: new Float64Array(0), returns: new Float64Array(0) }
  const firstDay = Math.floor(timeMs[0]! / DAY_MS)
  const dayCount = Math.floor(timeMs[n - 1]! / DAY_MS) - firstDay + 1
  if (!(dayCount >= 1)) throw new RangeError('Bar times are not ascending')
  const growth = new Float64Array(dayCount).fill(1)
  for (let i = 0; i < n; i += 1) {
    if (i > 0 && !(timeMs[i]! >= timeMs[i - 1]!)) throw new RangeError(`Bar times are not ascending at row ${i}`)
    if (!Number.isFinite(returns[i])) throw new RangeError(`The return of row ${i} is not a finite number`)
    const day = Math.floor(timeMs[i]! / DAY_MS) - firstDay
    growth[day] = growth[day]! * Math.max(0, 1 + returns[i]!)
  }
  const dayStartMs = new Float64Array(dayCount)
  for (let day = 0; day < dayCount; day += 1) {
    dayStartMs[day] = (firstDay + day) * DAY_MS
    growth[day] = growth[day]! - 1
  }
  return { dayStartMs, returns: growth }
}
