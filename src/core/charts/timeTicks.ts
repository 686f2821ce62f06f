export type Tick = { readonly value: number; readonly label: string }

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const DAY_MS = 86_400_000

/** Ticks at UTC days, months or years inside [startMs, endMs], at most `most` of them. */
export function timeTicks(startMs: number, endMs: number, most: number): readonly Tick[] {
  const days = (endMs - startMs) / DAY_MS
  for (const step of [1, 2, 5, 7]) if (days / step <= most) return dayTicks(startMs, endMs, step)
  for (const step of [1, 2, 3, 6, 12, 24, 60]) if (days / (step * 30.4) <= most) return monthTicks(startMs, endMs, step)
  return monthTicks(startMs, endMs, 120)
}

function dayTicks(startMs: number, endMs: number, step: number): readonly Tick[] {
  const ticks: Tick[] = []
  for (let value = Math.ceil(startMs / DAY_MS) * DAY_MS; value <= endMs; value += step * DAY_MS) {
    const date = new Date(value)
    ticks.push({ value, label: `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]!}` })
  }
  return ticks
}

function monthTicks(startMs: number, endMs: number, step: number): readonly Tick[] {
  const first = new Date(startMs)
  const ticks: Tick[] = []
  for (let month = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / step) * step; ; month += step) {
    const value = Date.UTC(Math.floor(month / 12), month % 12, 1)
    if (value > endMs) return ticks
    if (value >= startMs) ticks.push({ value, label: monthLabel(month, step) })
  }
}

function monthLabel(month: number, step: number): string {
  const year = Math.floor(month / 12)
  return step >= 12 ? String(year) : `${MONTHS[month % 12]!} ${year}`
}
