import type { PacedRequest, PacingState, SentRequest } from '../../../core/contract/pacing.ts'
import type { WindowLimit } from './pacingRules.ts'
import { isHistorical, isStrict, MESSAGE_ERROR_PAUSE_MS, OPEN_REQUESTS, PACING_RULES } from './pacingRules.ts'

/** `reason` in words for the heartbeat: what holds the request back longest, or `ready`. */
export type SendTime = { readonly atMs: number; readonly reason: string }

type Counted = { readonly atMs: number; readonly weight: number }

const OPEN_RECHECK_MS = 250

/**
 * The earliest time at which the request may go out; send when it is not after `nowMs`, else wait until then and ask again (with too
 * many open, no time is known before one of them ends). `nowMs` must not run backwards within a session: see `pacingClock`.
 */
export function nextSendTime(state: PacingState, request: PacedRequest, nowMs: number, politeMs: number): SendTime {
  const holds = [...everyKind(state), ...byKind(state, request, nowMs, politeMs)]
  let latest: SendTime = { atMs: nowMs, reason: 'ready' }
  for (const hold of holds) if (hold.atMs > latest.atMs) latest = hold
  return latest
}

function byKind(state: PacingState, request: PacedRequest, nowMs: number, politeMs: number): SendTime[] {
  if (request.kind === 'contract') return []
  if (request.kind === 'time') {
    const times = state.sent.filter((sent) => sent.kind === 'time').map(once)
    return [{ atMs: earliest(times, PACING_RULES.time.ours, 1), reason: 'time asked within a second' }]
  }
  const historical = state.sent.filter(isHistorical)
  const holds = historicalHolds(state, historical, request, nowMs, politeMs)
  return isStrict(request) ? [...holds, ...strictHolds(historical.filter(isStrict), request)] : holds
}

function historicalHolds(
  state: PacingState,
  historical: readonly SentRequest[],
  request: PacedRequest,
  nowMs: number,
  politeMs: number,
): SendTime[] {
  const same = historical.filter((sent) => sent.identity === request.identity).map(once)
  const open = historical.filter((sent) => sent.endedMs === null).length
  const last = historical.at(-1)
  return [
    { atMs: state.penaltyEndsMs ?? nowMs, reason: 'pacing error: backing off' },
    { atMs: last === undefined ? nowMs : last.atMs + politeMs, reason: 'polite pause' },
    { atMs: earliest(same, PACING_RULES.identical.ours, 1), reason: 'identical request within 15 s' },
    { atMs: open < OPEN_REQUESTS.ours ? nowMs : nowMs + OPEN_RECHECK_MS, reason: `${open} requests are open` },
  ]
}

function strictHolds(strict: readonly SentRequest[], request: PacedRequest): SendTime[] {
  const { tenMinutes, sameContract } = PACING_RULES
  const ofContract = strict.filter((sent) => sent.contractKey === request.contractKey).map(once)
  return [
    { atMs: earliest(strict, tenMinutes.ours, request.weight), reason: `${tenMinutes.ours.most} in 10 minutes` },
    { atMs: earliest(ofContract, sameContract.ours, 1), reason: `${sameContract.ours.most} for one contract in 2 s` },
  ]
}

function everyKind(state: PacingState): SendTime[] {
  const { windowMs, most } = PACING_RULES.messages.ours
  const errors = state.messageErrorsMs
  const rate = Math.max(1, Math.floor(most / 2 ** errors.length))
  const lastMs = errors.at(-1)
  return [
    { atMs: earliest(messagesOf(state), { windowMs, most: rate }, 1), reason: `${rate} messages in a second` },
    { atMs: lastMs === undefined ? -Infinity : lastMs + MESSAGE_ERROR_PAUSE_MS, reason: 'too many messages: pause' },
  ]
}

/** A historical request that ended may have been cancelled: that is a message too. */
function messagesOf(state: PacingState): Counted[] {
  const messages = state.sent.map(once)
  for (const { endedMs, ...request } of state.sent) {
    if (endedMs !== null && isHistorical(request)) messages.push({ atMs: endedMs, weight: 1 })
  }
  return messages.sort((a, b) => a.atMs - b.atMs)
}

function once(request: SentRequest): Counted {
  return { atMs: request.atMs, weight: 1 }
}

/** The first moment at which `weight` more fits into the window. `counted` in order of time. */
function earliest(counted: readonly Counted[], limit: WindowLimit, weight: number): number {
  let sum = weight
  for (let i = counted.length - 1; i >= 0; i--) {
    sum += counted[i]!.weight
    if (sum > limit.most) return counted[i]!.atMs + limit.windowMs
  }
  return -Infinity
}
