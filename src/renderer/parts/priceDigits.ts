const MOST_DIGITS = 8

/** Decimals at which neighbouring prices of this size can be told apart: five significant digits, at least two decimals below 10,000. */
export function priceDigits(price: number): number {
  const size = Math.abs(price)
  if (!Number.isFinite(size) || size === 0 || size >= 10_000) return 0
  return Math.min(MOST_DIGITS, Math.max(2, 4 - Math.floor(Math.log10(size))))
}

const TICK_DIGITS = 6

/** Decimals that a round number of an axis has: 0.0015 has four, 460 none. */
export function tickDigits(value: number): number {
  if (!Number.isFinite(value)) return 0
  const [, decimals = ''] = Number(value.toPrecision(TICK_DIGITS)).toFixed(MOST_DIGITS).split('.')
  return decimals.replace(/0+$/, '').length
}
