const UNITS: readonly { readonly size: number; readonly suffix: string }[] = [
  { size: 1e12, suffix: 'T' },
  { size: 1e9, suffix: 'B' },
  { size: 1e6, suffix: 'M' },
  { size: 1e3, suffix: 'k' },
]

/** A number in at most three significant digits: 12345 -> `12.3k`, -0.05 -> `−0.05`; `n/a` where it is not finite. */
export function compactNumber(value: number): string {
  if (!Number.isFinite(value)) return 'n/a'
  const size = Math.abs(value)
  const sign = value < 0 ? '−' : ''
  // 999.5 rounds to 1000 in three digits: it belongs to the next unit.
  const unit = UNITS.find((candidate) => size >= candidate.size * 0.9995)
  if (unit) return `${sign}${threeDigits(size / unit.size)}${unit.suffix}`
  if (size < 1e-6) return '0'
  return `${sign}${threeDigits(size)}`
}

/** A fraction as percent: 0.1234 -> `12.3%`; `n/a` where it is not finite. */
export function percentText(fraction: number, digits = 1): string {
  if (!Number.isFinite(fraction)) return 'n/a'
  const text = Math.abs(fraction * 100).toFixed(digits)
  return `${fraction < 0 && Number(text) !== 0 ? '−' : ''}${text}%`
}

function threeDigits(value: number): string {
  return String(Number(value.toPrecision(3)))
}
