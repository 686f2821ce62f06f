import { compactNumber } from '../../core/charts/compactNumber.ts'
import { chartNumbers } from '../../core/charts/workbench/chartNumbers.ts'

/** Numbers as people read them, by the browser's locale. Null, undefined and what is not finite read `n/a`. */
export const NOT_KNOWN = 'n/a'

export type NumberKind = 'money' | 'percent' | 'ratio' | 'count' | 'duration'
export type NumberTextOptions = { readonly digits?: number; readonly signed?: boolean; readonly currency?: string }
type Known = number | null | undefined

const formats = new Map<string, Intl.NumberFormat>()
const WRITTEN = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 10, useGrouping: false })

/** For the numbers in pictures. */
export const PAGE_NUMBERS = chartNumbers((value, digits) => decimals(value, digits))

/** `percent` takes a fraction, `duration` milliseconds, `money` the quote currency's units (the currency is set behind: `1,234.50 USDT`). */
export function numberText(kind: NumberKind, value: Known, options: NumberTextOptions = {}): string {
  switch (kind) {
    case 'money':
      return moneyText(value, options)
    case 'percent':
      return percentText(value, options)
    case 'ratio':
      return ratioText(value, options)
    case 'count':
      return countText(value, options)
    case 'duration':
      return durationText(value)
  }
}

export function moneyText(value: Known, { digits, signed, currency }: NumberTextOptions = {}): string {
  if (!isKnown(value)) return NOT_KNOWN
  const shown = digits ?? (Math.abs(value) >= 100_000 ? 0 : 2)
  return currency ? `${decimals(value, shown, signed)}\u00a0${currency}` : decimals(value, shown, signed)
}

export function percentText(fraction: Known, { digits = 2, signed }: NumberTextOptions = {}): string {
  return isKnown(fraction) ? `${decimals(fraction * 100, digits, signed)}\u00a0%` : NOT_KNOWN
}

export function ratioText(value: Known, { digits = 2, signed }: NumberTextOptions = {}): string {
  return isKnown(value) ? decimals(value, digits, signed) : NOT_KNOWN
}

export function countText(value: Known, { signed }: NumberTextOptions = {}): string {
  return isKnown(value) ? decimals(value, 0, signed) : NOT_KNOWN
}

/** `350 ms`, `4.2 s`, `3 min 05 s`, `2 h 07 min`, `4 d 03 h`. */
export function durationText(milliseconds: Known): string {
  if (!isKnown(milliseconds)) return NOT_KNOWN
  const size = Math.abs(milliseconds)
  if (size < 1_000) return `${decimals(milliseconds, 0)}\u00a0ms`
  if (size < 59_950) return `${decimals(milliseconds / 1_000, size < 9_950 ? 1 : 0)}\u00a0s`
  const sign = milliseconds < 0 ? '−' : ''
  const seconds = Math.round(size / 1_000)
  if (seconds < 3_600) return `${sign}${twoParts(seconds, 60, 'min', 's')}`
  const minutes = Math.round(seconds / 60)
  if (minutes < 1_440) return `${sign}${twoParts(minutes, 60, 'h', 'min')}`
  return `${sign}${twoParts(Math.round(minutes / 60), 24, 'd', 'h')}`
}

export function sizeText(bytes: Known): string {
  if (!isKnown(bytes)) return NOT_KNOWN
  if (bytes < 1_000) return `${decimals(bytes, 0)}\u00a0B`
  return bytes < 1_000_000 ? `${decimals(bytes / 1_000, 1)}\u00a0kB` : `${decimals(bytes / 1_000_000, 1)}\u00a0MB`
}

/** At most three significant digits: `12.3k`. */
export function compactText(value: Known): string {
  return isKnown(value) ? compactNumber(value, decimals) : NOT_KNOWN
}

/** For sizes that decimals do not fit: `1.23e−7`. */
export function powerText(value: Known, digits: number): string {
  if (!isKnown(value)) return NOT_KNOWN
  const [figure, power = ''] = value.toExponential(digits).split('e')
  return `${decimals(Number(figure), digits)}e${power.replace('+', '').replace('-', '−')}`
}

/** As it was written: no digit is made up, none of the first ten is lost, nothing is grouped. */
export function writtenText(value: number): string {
  return WRITTEN.format(value).replace('-', '−')
}

function twoParts(value: number, size: number, large: string, small: string): string {
  return `${Math.floor(value / size)}\u00a0${large} ${`${value % size}`.padStart(2, '0')}\u00a0${small}`
}

function isKnown(value: Known): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function decimals(value: number, digits: number, signed = false): string {
  const key = `${digits} ${signed}`
  let format = formats.get(key)
  if (!format) {
    const options = { minimumFractionDigits: digits, maximumFractionDigits: digits } as const
    format = new Intl.NumberFormat(undefined, { ...options, signDisplay: signed ? 'exceptZero' : 'negative' })
    formats.set(key, format)
  }
  return format.format(value).replace('-', '−')
}
