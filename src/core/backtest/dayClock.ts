const DAY_MS = 86_400_000

/** The UTC days that bars fall into: day of each bar, last bar of each day (-1 where a day has none), and each day's start. */
export type DayClock = {
  readonly dayCount: number
  readonly dayOfBar: Int32Array
  readonly lastBarOfDay: Int32Array
  readonly dayStartMs: Float64Array
}

export function createDayClock(timeMs: Float64Array): DayClock {
  const bars = timeMs.length
  const firstDay = bars === 0 ? 0 : Math.floor(timeMs[0]! / DAY_MS)
  const dayCount = bars === 0 ? 0 : Math.floor(timeMs[bars - 1]! / DAY_MS) - firstDay + 1
  const dayOfBar = new Int32Array(bars)
  const lastBarOfDay = new Int32Array(dayCount).fill(-1)
  for (let t = 0; t < bars; t++) {
    const day = Math.floor(timeMs[t]! / DAY_MS) - firstDay
    dayOfBar[t] = day
    lastBarOfDay[day] = t
  }
  const dayStartMs = Float64Array.from({ length: dayCount }, (_, day) => (firstDay + day) * DAY_MS)
  return { dayCount, dayOfBar, lastBarOfDay, dayStartMs }
}
