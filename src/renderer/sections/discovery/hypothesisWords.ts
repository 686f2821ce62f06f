import type { StoredHypothesisResult } from '../../../core/contract/discoveryRecord.ts'
import type { CandidateStanding } from '../../../core/contract/workbench/discoveryViews.ts'
import { countText, NOT_KNOWN, powerText, ratioText } from '../../ui/numberText.ts'

type Hypothesis = StoredHypothesisResult['hypothesis']
type Refusal = NonNullable<StoredHypothesisResult['refusal']>

export const STANDING_WORDS: Readonly<Record<CandidateStanding, string>> = {
  candidate: 'candidate',
  discovery: 'let through',
  near: 'came near',
}

const REFUSAL_WORDS: Readonly<Record<Refusal, string>> = {
  'too-few-events': 'too few events',
  'no-sensor': 'no sensor',
  'no-context': 'no context',
  'no-controls': 'no controls',
}

export function refusalWords(refusal: string): string {
  return Object.entries(REFUSAL_WORDS).find(([name]) => name === refusal)?.[1] ?? refusal
}

/** `BTC · long · 24 bars · volatility_shock_up · trend:up`: what is short comes first, so that a narrow column cuts off least. */
export function hypothesisShort({ symbol, family, condition, direction, horizonBars }: Hypothesis): string {
  const state = condition === 'any' ? [] : [condition]
  return [symbol, direction, barsText(horizonBars), family, ...state].join(' · ')
}

export function barsText(bars: number): string {
  return bars === 1 ? '1 bar' : `${countText(bars)} bars`
}

/** A fraction of value in basis points, `12.3`. */
export function bpsText(fraction: number | null | undefined): string {
  return ratioText(fraction === null || fraction === undefined ? fraction : fraction * 10_000, { digits: 1 })
}

/** A probability in two figures that count: `0.043`, `0.00021`; never rounded to nothing. */
export function probabilityText(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NOT_KNOWN
  if (value === 0) return '0'
  const places = Math.max(2, 1 - Math.floor(Math.log10(value)))
  return places > 6 ? powerText(value, 1) : ratioText(value, { digits: Math.min(6, places) })
}
