const DAY_MS = 86_400_000
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const OFFSET = /^(?:([Zz])|([+-])(\d{2}):?(\d{2})?)$/

/** `ms` is UTC where the text says its offset, else the wall clock as if it were UTC; NaN where it is no ISO 8601 time. */
export type IsoTime = { ms: number; hasOffset: boolean; dateOnly: boolean }

/** `2024-08-30`, `2024-08-30 13:30`, `2024-08-30T13:30:00.123456+02:00`. Answers into `result`; no allocation for the common forms. */
export function parseIsoTime(text: string, result: IsoTime): void {
  result.ms = Number.NaN
  result.hasOffset = false
  result.dateOnly = false
  const trimmed = text.charCodeAt(0) <= 32 || text.charCodeAt(text.length - 1) <= 32 ? text.trim() : text
  const dayMs = parseDay(trimmed)
  if (trimmed.length === 10) {
    result.ms = dayMs
    result.dateOnly = true
    return
  }
  const separator = trimmed.charCodeAt(10)
  if (separator !== 32 && separator !== 84 && separator !== 116) return
  parseClock(trimmed, dayMs, result)
}

function parseClock(text: string, dayMs: number, result: IsoTime): void {
  const hour = twoDigits(text, 11)
  const minute = twoDigits(text, 14)
  if (text.charCodeAt(13) !== 58 || !(hour < 24 && minute < 60)) return
  let end = 16
  let second = 0
  let fraction = 0
  if (text.charCodeAt(16) === 58) {
    second = twoDigits(text, 17)
    if (!(second < 60)) return
    end = 19
    const mark = text.charCodeAt(19)
    if (mark === 46 || mark === 44) {
      end = endOfDigits(text, 20)
      if (end === 20) return
      fraction = Number(`0.${text.slice(20, end)}`)
    }
  }
  const ms = dayMs + ((hour * 60 + minute) * 60 + second) * 1000 + Math.floor(fraction * 1000 + 1e-6)
  if (end === text.length) {
    result.ms = ms
    return
  }
  const offset = OFFSET.exec(text.slice(end).trim())
  if (offset === null) return
  result.hasOffset = true
  const minutes = offset[1] === undefined ? Number(offset[3]) * 60 + Number(offset[4] ?? 0) : 0
  result.ms = ms - (offset[2] === '-' ? -minutes : minutes) * 60_000
}

function parseDay(text: string): number {
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return Number.NaN
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) && year > 0)) return Number.NaN
  return daysSinceEpoch(year, month, day) * DAY_MS
}

function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 && leap ? 29 : MONTH_DAYS[month - 1]!
}

/** Days of the proleptic Gregorian calendar since 1970-01-01 (Hinnant 2013, days_from_civil). */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

function endOfDigits(text: string, from: number): number {
  let end = from
  while (end < text.length && text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end++
  return end
}
