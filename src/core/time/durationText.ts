/** Large numbers with commas, from a thousand million million on as a power. */
export function plainNumber(value: number): string {
  if (value >= 1e15) return value.toExponential(2)
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')
}

const UNITS: readonly (readonly [number, string])[] = [
  [365.25 * 86_400, 'years'],
  [86_400, 'days'],
  [3_600, 'hours'],
  [60, 'minutes'],
]

/** A length of time in its largest fitting unit: `3 hours`. */
export function durationText(seconds: number): string {
  for (const [length, name] of UNITS)
    if (seconds >= 1.5 * length) return `${plainNumber(Math.round(seconds / length))} ${name}`
  return `${Math.max(1, Math.round(seconds))} seconds`
}
