const DAY_MS = 86_400_000

export type HeldTrades = {
  readonly decisionMs: readonly number[]
  readonly exitMs: readonly number[]
  /** Gross notional / equity at entry. */
  readonly weight: readonly number[]
}

export type DailyExposure = {
  /** Gross weight carried, averaged over the clock of each day: a weight of 0.5 held for half a day is 0.25. */
  readonly gross: Float64Array
  /** Sum of the trades' durations inside the days over the length of the days; trades held side by side count twice. */
  readonly share: number
}

/**
 * What trades held on each UTC day. Times are the starts of the decision bar and of the exit bar, so [decisionMs, exitMs) has the length of
 * the holding from the entry bar's open to the end of the exit bar and stands one bar early. `dayStartMs` ascends by whole days.
 */
export function dailyExposure(trades: HeldTrades, dayStartMs: readonly number[]): DailyExposure {
  const gross = new Float64Array(dayStartMs.length)
  const first = dayStartMs[0] ?? 0
  let heldMs = 0
  for (let row = 0; row < trades.decisionMs.length; row += 1) {
    const from = trades.decisionMs[row]!
    const to = trades.exitMs[row]!
    for (let day = Math.max(0, Math.floor((from - first) / DAY_MS)); day < gross.length; day += 1) {
      const start = dayStartMs[day]!
      if (start >= to) break
      const inside = Math.min(to, start + DAY_MS) - Math.max(from, start)
      if (inside <= 0) continue
      heldMs += inside
      gross[day] = gross[day]! + (trades.weight[row]! * inside) / DAY_MS
    }
  }
  return { gross, share: gross.length > 0 ? heldMs / (gross.length * DAY_MS) : 0 }
}
