export const MISSING = 'n/a'

/** Thousands with commas, fixed digits, no locale; `n/a` where there is no number that can be stood behind. */
export function fixedText(value: number | null, digits: number): string {
  if (value === null || !Number.isFinite(value)) return MISSING
  const [whole = '0', part] = Math.abs(value).toFixed(digits).split('.')
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')
  const text = part === undefined ? grouped : `${grouped}.${part}`
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text
}

export function moneyText(value: number | null, currency: string): string {
  const text = fixedText(value, 2)
  return text === MISSING ? text : `${text} ${currency}`
}

/** A fraction as percent. */
export function shareText(fraction: number | null, digits = 2): string {
  const text = fixedText(fraction === null ? null : fraction * 100, digits)
  return text === MISSING ? text : `${text} %`
}

/** Four significant digits, for statistics and gate values; what is not 1 never reads as 1. */
export function figureText(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return MISSING
  const size = Math.abs(value)
  if (value < 1 && value >= 0.99995) return '>0.9999'
  if (value === 0 || (size >= 0.001 && size < 1000)) return String(Number(value.toPrecision(4)))
  return size >= 1000 && size < 1e15 ? fixedText(value, 0) : value.toExponential(2)
}

/** `2021-03-04 05:00 UTC`. */
export function instantText(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
