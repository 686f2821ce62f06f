export type MonthlyProfits = {
  readonly monthStartMs: Float64Array
  /** Money: equity at the month's last day less equity at the end of the month before (the start capital for the first). */
  readonly profit: Float64Array
  /** Days of the input in the month. */
  readonly dayCount: Int32Array
  /** 1 where every calendar day of the month is in the input. */
  readonly complete: Uint8Array
}

const DAY_MS = 86_400_000

function monthIndex(timeMs: number): number {
  const date = new Date(timeMs)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

function monthStart(index: number): number {
  return Date.UTC(Math.floor(index / 12), index % 12, 1)
}

function requireDaily(dayStartMs: Float64Array, equityAtDayEnd: Float64Array): void {
  if (dayStartMs.length !== equityAtDayEnd.length) {
    throw new RangeError(`Columns of different length: ${dayStartMs.length} and ${equityAtDayEnd.length}`)
  }
  for (let day = 1; day < dayStartMs.length; day += 1) {
    if (dayStartMs[day]! - dayStartMs[day - 1]! !== DAY_MS) throw new RangeError(`A day is missing before row ${day}`)
  }
}

/**
 * Profit in money by UTC calendar month. `dayStartMs` holds every calendar day once, ascending (as `toUtcDays` gives them);
 * RangeError otherwise. First and last month may be incomplete: only complete ones may be averaged.
 */
export function monthlyProfits(
  dayStartMs: Float64Array,
  equityAtDayEnd: Float64Array,
  startCapital: number,
): MonthlyProfits {
  requireDaily(dayStartMs, equityAtDayEnd)
  const days = dayStartMs.length
  const first = days > 0 ? monthIndex(dayStartMs[0]!) : 0
  const months = days > 0 ? monthIndex(dayStartMs[days - 1]!) - first + 1 : 0
  const monthStartMs = new Float64Array(months)
  const profit = new Float64Array(months)
  const dayCount = new Int32Array(months)
  const complete = new Uint8Array(months)
  let day = 0
  let equityBefore = startCapital
  for (let month = 0; month < months; month += 1) {
    monthStartMs[month] = monthStart(first + month)
    const next = monthStart(first + month + 1)
    const firstDay = day
    while (day < days && dayStartMs[day]! < next) day += 1
    dayCount[month] = day - firstDay
    complete[month] = (day - firstDay) * DAY_MS === next - monthStartMs[month]! ? 1 : 0
    profit[month] = equityAtDayEnd[day - 1]! - equityBefore
    equityBefore = equityAtDayEnd[day - 1]!
  }
  return { monthStartMs, profit, dayCount, complete }
}
