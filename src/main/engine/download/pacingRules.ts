import type { PacedRequest } from '../../../core/contract/pacing.ts'
import { MINUTE_MS, SECOND_MS } from '../../../core/time/durations.ts'

/** At most `most` (in requests, or in weight) in any `windowMs`. */
export type WindowLimit = { readonly windowMs: number; readonly most: number }

/**
 * A published limit of the broker, and the one we keep. Ours is never looser, and its window is wider by at least `ARRIVAL_MARGIN_MS`:
 * what we send some time apart may reach the gateway closer together.
 */
export type PacingRule = { readonly broker: WindowLimit; readonly ours: WindowLimit }

export const ARRIVAL_MARGIN_MS = 250

export const PACING_RULES = {
  /** The same request, dates included. */
  identical: {
    broker: { windowMs: 15 * SECOND_MS, most: 1 },
    ours: { windowMs: 15 * SECOND_MS + 500, most: 1 },
  },
  /** By weight; bars of 30 s or less, and head timestamps. */
  tenMinutes: {
    broker: { windowMs: 10 * MINUTE_MS, most: 60 },
    ours: { windowMs: 10 * MINUTE_MS + SECOND_MS, most: 50 },
  },
  /** Six for the same contract, exchange and tick type are too many; bars of 30 s or less, and head timestamps. */
  sameContract: {
    broker: { windowMs: 2 * SECOND_MS, most: 5 },
    ours: { windowMs: 2 * SECOND_MS + 500, most: 5 },
  },
  /** Requests of any kind, and the cancels that may follow them. */
  messages: {
    broker: { windowMs: SECOND_MS, most: 50 },
    ours: { windowMs: SECOND_MS + ARRIVAL_MARGIN_MS, most: 40 },
  },
  /** A second question for the time within a second is never answered. */
  time: {
    broker: { windowMs: SECOND_MS, most: 1 },
    ours: { windowMs: SECOND_MS + 500, most: 1 },
  },
} as const satisfies Readonly<Record<string, PacingRule>>

/** Historical requests open at the gateway at once; a head timestamp is open until it is cancelled. */
export const OPEN_REQUESTS = { broker: 50, ours: 40 } as const

/** The pause between starts of historical requests, where nobody set another. */
export const DEFAULT_POLITE_MS = 8 * SECOND_MS

/** The pause after the first, second and every further pacing error in a row. */
export const PENALTIES_MS: readonly number[] = [60 * SECOND_MS, 90 * SECOND_MS, 120 * SECOND_MS]

/** After error 100 nothing is sent for so long, and each one halves the message rate as long as it is remembered. */
export const MESSAGE_ERROR_PAUSE_MS = 2 * SECOND_MS

/** How long a request is remembered. */
export const REMEMBERED_MS = 15 * MINUTE_MS

/** Asks the broker's history servers: the polite pause, the identical, open and penalty rules hold. */
export function isHistorical(request: PacedRequest): boolean {
  return request.kind === 'bars' || request.kind === 'sessions' || request.kind === 'head'
}

/** Under the rules for bars of 30 seconds or less. */
export function isStrict(request: PacedRequest): boolean {
  return request.kind === 'head' || (request.kind === 'bars' && request.smallBars)
}
