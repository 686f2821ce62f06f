import { SECOND_MS } from '../../../core/time/durations.ts'
import type { AskTrouble } from '../ports/brokerHistory.ts'
import type { AskedVenue, Patience, RetryRule } from './retryRules.ts'
import { RETRY_RULES } from './retryRules.ts'

/** How often each trouble has come to one question. Each has a limit of its own, so every question ends. */
export type TroubleCounts = Readonly<Partial<Record<AskTrouble, number>>>

export type RetryFacts = {
  /** Of this question, with the trouble to decide on counted in: see `countTrouble`. */
  readonly counts: TroubleCounts
  /** This very contract gave bars before, in this session or an earlier one. */
  readonly hadBarsBefore: boolean
  /** There are venues that were not tried yet. */
  readonly moreVenues: boolean
  readonly venue: AskedVenue
  /** The message of the trouble: the broker's own words, where it said any. */
  readonly text: string
}

export type RetryDecision =
  /** Ask the same again after `waitMs`, and not before the limiter allows it. */
  | { readonly action: 'again'; readonly waitMs: number; readonly why: string }
  /** Ask the same again as soon as the gateway has the broker (on a new link, if this one is dead). */
  | { readonly action: 'again-after-link'; readonly why: string }
  /** An answer: the source says that nothing is there. */
  | { readonly action: 'empty' }
  | { readonly action: 'next-venue'; readonly why: string }
  | { readonly action: 'stop'; readonly code: AskTrouble; readonly message: string; readonly hint: string }

export function countTrouble(counts: TroubleCounts, trouble: AskTrouble): TroubleCounts {
  return { ...counts, [trouble]: (counts[trouble] ?? 0) + 1 }
}

/** What to do about a question that ended without an answer. Errors of `stop`: the trouble itself. */
export function decideRetry(trouble: AskTrouble, facts: RetryFacts): RetryDecision {
  if (trouble === 'ibkr-no-data') return { action: 'empty' }
  const rule = RETRY_RULES[trouble]
  const patience: Patience = facts.hadBarsBefore ? (rule.afterBars ?? rule) : rule
  const times = facts.counts[trouble] ?? 1
  if (times >= patience.most) return believed(trouble, rule, facts)
  if (rule.waitsForLink) return { action: 'again-after-link', why: withText(`${rule.why}.`, facts.text) }
  const waitMs = patience.waitsMs[Math.min(times, patience.waitsMs.length) - 1] ?? 0
  return { action: 'again', waitMs, why: againWhy(rule, waitMs, times, patience.most, facts.text) }
}

function believed(trouble: AskTrouble, rule: RetryRule, facts: RetryFacts): RetryDecision {
  const { message, hint } = rule.end(facts.venue)
  if (rule.venueMatters && facts.moreVenues && !facts.hadBarsBefore) {
    return { action: 'next-venue', why: withText(message, facts.text) }
  }
  return { action: 'stop', code: trouble, message: withText(message, facts.text), hint }
}

function againWhy(rule: RetryRule, waitMs: number, times: number, most: number, text: string): string {
  const when = waitMs === 0 ? 'asking again' : `asking again in ${waitMs / SECOND_MS} s`
  return withText(`${rule.why} (${times} of ${most}): ${when}.`, text)
}

function withText(sentence: string, text: string): string {
  const words = text.trim()
  return words === '' ? sentence : `${sentence} Details: ${words}`
}
