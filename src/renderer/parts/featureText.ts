import { NOT_KNOWN, powerText, ratioText } from '../ui/numberText.ts'

const DIGITS = 4

/** Four significant digits, whatever its size: features have very different units. */
export function featureText(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return NOT_KNOWN
  if (value === 0) return '0'
  const size = Math.floor(Math.log10(Math.abs(value)))
  if (size >= 9 || size < -6) return powerText(value, DIGITS - 1)
  return ratioText(value, { digits: Math.max(0, DIGITS - 1 - size) })
}
