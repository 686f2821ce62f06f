import type { WebAnswer, WebTrouble } from '../ports/webFiles.ts'

const FIRST_WAIT_MS = 1_000
/** Whoever asks for a longer pause is asked again another time. */
const LONGEST_WAIT_MS = 10 * 60_000
/** Published: 2400 a minute (klines weigh 10), 500 questions in 5 minutes for funding, 1000 for open interest. */
const MOST_WEIGHT = 2_000
export const WEIGHT_WAIT_MS = 60_000
const FUNDING_PAUSE_MS = 650
const PAUSE_MS = 350

/** Before each question to the interface, and after one whose answer said how much was used. */
export function pauseBefore(path: string, usedWeight: number | null = null): number {
  if (usedWeight !== null && usedWeight > MOST_WEIGHT) return WEIGHT_WAIT_MS
  return path.endsWith('fundingRate') ? FUNDING_PAUSE_MS : PAUSE_MS
}

/**
 * How long to wait before asking again, for the `tries`th time without success; null where asking again is no use. A server that says when
 * it may be asked again is never asked earlier.
 */
export function retryWaitMs(answer: WebAnswer | WebTrouble, tries: number, nowMs: number): number | null {
  const ownMs = FIRST_WAIT_MS * 2 ** (tries - 1)
  if (answer.kind !== 'answer') return ownMs
  const { status, retryAfter } = answer
  const mayPass = status === 408 || status === 418 || status === 429 || status >= 500
  if (!mayPass) return null
  const askedMs = retryAfter === null ? 0 : retryAfterMs(retryAfter, nowMs)
  return askedMs > LONGEST_WAIT_MS ? null : Math.max(ownMs, askedMs)
}

/** RFC 9110: seconds, or a date. */
function retryAfterMs(text: string, nowMs: number): number {
  if (/^\d+$/.test(text.trim())) return Number(text) * 1000
  const atMs = Date.parse(text)
  return Number.isNaN(atMs) ? 0 : Math.max(0, atMs - nowMs)
}
