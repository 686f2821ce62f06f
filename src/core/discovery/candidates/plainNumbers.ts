const BPS = 10_000
const PERCENT = 100

/** A fraction as basis points with one place, as `12.3 bps`. */
export function basisPoints(fraction: number | null): string {
  return fraction === null ? 'unknown' : `${(fraction * BPS).toFixed(1)} bps`
}

export function percentText(fraction: number): string {
  return `${Math.round(fraction * PERCENT)} %`
}

/** A probability with three significant digits. */
export function probabilityText(probability: number | null): string {
  return probability === null ? 'unknown' : String(Number(probability.toPrecision(3)))
}
