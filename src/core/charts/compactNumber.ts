/** A finite number with so many decimals, its minus a real one. */
export type NumberFormat = (value: number, digits: number) => string

const UNITS: readonly { readonly size: number; readonly suffix: string }[] = [
  { size: 1e12, suffix: 'T' },
  { size: 1e9, suffix: 'B' },
  { size: 1e6, suffix: 'M' },
  { size: 1e3, suffix: 'k' },
]

/** `1234.50`: a point, no groups, nothing of a place. */
export function neutralNumber(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits)
  return value < 0 && Number(text) !== 0 ? `−${text}` : text
}

/** A number in at most three significant digits: 12345 -> `12.3k`, -0.05 -> `−0.05`; `n/a` where it is not finite. */
export function compactNumber(value: number, format: NumberFormat = neutralNumber): string {
  if (!Number.isFinite(value)) return 'n/a'
  const size = Math.abs(value)
  // 999.5 rounds to 1000 in three digits: it belongs to the next unit.
  const unit = UNITS.find((candidate) => size >= candidate.size * 0.9995)
  if (unit) return `${threeDigits(value / unit.size, format)}${unit.suffix}`
  return size < 1e-6 ? format(0, 0) : threeDigits(value, format)
}

/** A fraction as percent: 0.1234 -> `12.3%`; `n/a` where it is not finite. */
export function percentText(fraction: number, digits = 1, format: NumberFormat = neutralNumber): string {
  return Number.isFinite(fraction) ? `${format(fraction * 100, digits)}%` : 'n/a'
}

function threeDigits(value: number, format: NumberFormat): string {
  const rounded = Number(value.toPrecision(3))
  // 0.00000123 is written with an exponent, which has no decimals to count.
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(rounded) || 1)))
  const [, shown = ''] = rounded.toFixed(decimals).split('.')
  return format(rounded, shown.replace(/0+$/, '').length)
}
