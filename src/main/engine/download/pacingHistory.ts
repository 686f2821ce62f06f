import type { PacedRequest, PacingState, SentRequest } from '../../../core/contract/pacing.ts'
import { isHistorical, PACING_RULES, PENALTIES_MS, REMEMBERED_MS } from './pacingRules.ts'

/** `ticket` names the request for `afterEnd`. */
export type Sent = { readonly state: PacingState; readonly ticket: number }

export function emptyPacing(): PacingState {
  return { sent: [], nextTicket: 0, pacingErrors: 0, penaltyEndsMs: null, messageErrorsMs: [] }
}

/**
 * A kept state at the start of a session. What was open died with its socket. What lies in the future (the clock was set back) counts
 * as just now: no rule is broken, and nobody waits for the clock to come back.
 */
export function resumePacing(kept: PacingState, nowMs: number): PacingState {
  const inOrder = [...kept.sent].sort((a, b) => a.atMs - b.atMs || a.ticket - b.ticket)
  return afterLinkClosed({ ...kept, sent: inOrder }, nowMs)
}

export function afterSend(state: PacingState, request: PacedRequest, nowMs: number): Sent {
  const ticket = state.nextTicket
  const before = upTo(state, nowMs)
  const sent = [...before.sent, { ...request, ticket, atMs: nowMs, endedMs: null }]
  return { state: { ...before, sent, nextTicket: ticket + 1 }, ticket }
}

/** The request is no longer open at the gateway, whatever came of it (for a head timestamp: it was cancelled). */
export function afterEnd(state: PacingState, ticket: number, nowMs: number): PacingState {
  return ended(upTo(state, nowMs), nowMs, (request) => request.ticket === ticket)
}

/** A dead socket leaves nothing open. */
export function afterLinkClosed(state: PacingState, nowMs: number): PacingState {
  return ended(upTo(state, nowMs), nowMs, () => true)
}

/** An answer of the history servers that is no pacing error: the next penalty is a short one again. A pause that runs is kept. */
export function afterSuccess(state: PacingState): PacingState {
  return state.pacingErrors === 0 ? state : { ...state, pacingErrors: 0 }
}

/** No historical request for 60 s; for 90 s, then 120 s, when it comes again without a success in between. */
export function afterPacingError(state: PacingState, nowMs: number): PacingState {
  const before = upTo(state, nowMs)
  const penaltyEndsMs = Math.max(nowMs + penaltyMs(before.pacingErrors + 1), before.penaltyEndsMs ?? nowMs)
  return { ...before, pacingErrors: before.pacingErrors + 1, penaltyEndsMs }
}

/** Error 100: a pause for everything, and half the message rate as long as it is remembered. */
export function afterTooManyMessages(state: PacingState, nowMs: number): PacingState {
  const before = upTo(state, nowMs)
  return { ...before, messageErrorsMs: [...before.messageErrorsMs, nowMs] }
}

/** Historical requests started in the last ten minutes. */
export function requestsInWindow(state: PacingState, nowMs: number): number {
  const sinceMs = nowMs - PACING_RULES.tenMinutes.broker.windowMs
  return state.sent.filter((request) => isHistorical(request) && request.atMs > sinceMs).length
}

function penaltyMs(pacingErrors: number): number {
  return PENALTIES_MS[Math.min(pacingErrors, PENALTIES_MS.length) - 1] ?? 0
}

/** Nothing in the future, nothing forgotten too early: a request is dropped when it is over and too old for every rule. */
function upTo(state: PacingState, nowMs: number): PacingState {
  const sinceMs = nowMs - REMEMBERED_MS
  const { penaltyEndsMs } = state
  const endsMs = penaltyEndsMs === null ? null : Math.min(penaltyEndsMs, nowMs + penaltyMs(PENALTIES_MS.length))
  return {
    ...state,
    sent: state.sent.filter(({ endedMs }) => endedMs === null || endedMs > sinceMs).map(notLaterThan(nowMs)),
    penaltyEndsMs: endsMs !== null && endsMs > nowMs ? endsMs : null,
    messageErrorsMs: state.messageErrorsMs.filter((ms) => ms > sinceMs).map((ms) => Math.min(ms, nowMs)),
  }
}

function notLaterThan(nowMs: number): (request: SentRequest) => SentRequest {
  return (request) => {
    const { atMs, endedMs } = request
    if (atMs <= nowMs && (endedMs === null || endedMs <= nowMs)) return request
    return { ...request, atMs: Math.min(atMs, nowMs), endedMs: endedMs === null ? null : Math.min(endedMs, nowMs) }
  }
}

function ended(state: PacingState, nowMs: number, which: (request: SentRequest) => boolean): PacingState {
  const sent = state.sent.map((request) =>
    request.endedMs === null && which(request) ? { ...request, endedMs: nowMs } : request,
  )
  return { ...state, sent }
}
