const ZERO = 48
const LARGEST_EXACT = 2 ** 53
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`))

/**
 * The number a field holds, or NaN: unlike `Number`, an empty field is no zero, and hexadecimal or `Infinity` are no numbers.
 * Plain decimals take an exact fast way: an integer below 2^53 divided by a power of ten up to 10^22 rounds once (Clinger 1990).
 */
export function parseNumber(text: string, decimal: '.' | ','): number {
  const mark = decimal === ',' ? 44 : 46
  const length = text.length
  const negative = text.charCodeAt(0) === 45
  let mantissa = 0
  let decimals = -1
  let digits = 0
  for (let i = negative ? 1 : 0; i < length; i++) {
    const code = text.charCodeAt(i)
    if (code >= ZERO && code <= ZERO + 9) {
      mantissa = mantissa * 10 + (code - ZERO)
      digits++
      if (decimals >= 0) decimals++
    } else if (code === mark && decimals < 0) decimals = 0
    else return parseSlowly(text, decimal)
  }
  if (digits === 0 || mantissa >= LARGEST_EXACT || decimals > 22) return parseSlowly(text, decimal)
  const value = decimals > 0 ? mantissa / POWERS_OF_TEN[decimals]! : mantissa
  return negative ? -value : value
}

function parseSlowly(text: string, decimal: '.' | ','): number {
  const trimmed = text.trim()
  const pointed = decimal === ',' ? trimmed.replace(',', '.') : trimmed
  if (decimal === ',' && trimmed.includes('.')) return Number.NaN
  return NUMBER.test(pointed) ? Number(pointed) : Number.NaN
}
