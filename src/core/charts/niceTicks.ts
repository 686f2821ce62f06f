/**
 * Round tick values covering [low, high] with a step of 1, 2 or 5 times a power of ten, about `count` steps.
 * The first tick is at or below `low`, the last at or above `high`; always at least two ticks.
 */
export function niceTicks(low: number, high: number, count: number): readonly number[] {
  const size = Math.max(Math.abs(low), Math.abs(high))
  // A range that is nothing beside its own values is one value: show it in the middle.
  const room = Math.abs(high - low) > Math.max(size * 1e-9, 1e-12) ? 0 : Math.max(size, 1) * 0.05
  const bottom = Math.min(low, high) - room
  const top = Math.max(low, high) + room
  const span = top - bottom
  const step = niceStep(span / count)
  const first = Math.floor(bottom / step + 1e-9)
  const last = Math.max(Math.ceil(top / step - 1e-9), first + 1)
  const ticks: number[] = []
  for (let index = first; index <= last; index++) ticks.push(Number((index * step).toPrecision(12)))
  return ticks
}

/** Ticks of a logarithmic axis: 1-2-5 per decade, thinned to decades when they are more than `most`. */
export function logTicks(low: number, high: number, most: number): readonly number[] {
  for (const mantissas of [[1, 1.5, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]]) {
    const ticks = mantissaTicks(low, high, mantissas)
    if (ticks.length <= most) return ticks
  }
  return mantissaTicks(low, high, [1])
}

function niceStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw))
  const scaled = raw / power
  if (scaled <= 1.0000001) return power
  if (scaled <= 2) return 2 * power
  return scaled <= 5 ? 5 * power : 10 * power
}

function mantissaTicks(low: number, high: number, mantissas: readonly number[]): readonly number[] {
  const ticks: number[] = []
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++)
    for (const mantissa of mantissas) {
      const value = Number((mantissa * 10 ** power).toPrecision(12))
      if (value >= low && value <= high) ticks.push(value)
    }
  return ticks
}
