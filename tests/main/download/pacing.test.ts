import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PacedRequest, PacingState, SentRequest } from '../../../src/core/contract/pacing.ts'
import { readPacingState } from '../../../src/core/contract/pacing.ts'
import { nextSendTime } from '../../../src/main/engine/download/pacing.ts'
import { pacingClock } from '../../../src/main/engine/download/pacingClock.ts'
import {
  afterEnd,
  afterLinkClosed,
  afterPacingError,
  afterSend,
  afterSuccess,
  afterTooManyMessages,
  emptyPacing,
  requestsInWindow,
  resumePacing,
} from '../../../src/main/engine/download/pacingHistory.ts'
import { ARRIVAL_MARGIN_MS, OPEN_REQUESTS, PACING_RULES } from '../../../src/main/engine/download/pacingRules.ts'
import { breaksOf, pacedRequest, pacingBreaks } from './pacingFixture.ts'

const START_MS = Date.UTC(2026, 10, 21)

type Step =
  | { readonly do: 'ask'; readonly request: PacedRequest }
  | { readonly do: 'end'; readonly which: number }
  | { readonly do: 'pass'; readonly ms: number }

const kinds = fc.constantFrom('bars', 'bars', 'bars', 'head', 'sessions', 'contract', 'time') as fc.Arbitrary<
  PacedRequest['kind']
>
const requests: fc.Arbitrary<PacedRequest> = fc
  .record({ kind: kinds, part: fc.nat(200), contract: fc.nat(1), smallBars: fc.boolean(), twice: fc.boolean() })
  .map(({ kind, part, contract, smallBars, twice }) => {
    const contractKey = `contract ${contract}`
    return { kind, identity: `${kind} ${contractKey} ${part}`, contractKey, smallBars, weight: twice ? 2 : 1 }
  })
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: requests.map((request): Step => ({ do: 'ask', request })) },
  { weight: 4, arbitrary: fc.nat(60).map((which): Step => ({ do: 'end', which })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 40_000 }).map((ms): Step => ({ do: 'pass', ms })) },
)
const lookUps = requests.map((request): Step => ({ do: 'ask', request: { ...request, kind: 'contract' } }))
const streams = fc.oneof(
  { weight: 5, arbitrary: fc.array(steps, { minLength: 20, maxLength: 160, size: 'max' }) },
  { weight: 1, arbitrary: fc.array(lookUps, { minLength: 30, maxLength: 100, size: 'max' }) },
)
const politePauses = fc.constantFrom(0, 0, 300, 8_000)

/** Plays a stream as the download does: asks for the time, waits, asks again, sends. */
class Player {
  state: PacingState = emptyPacing()
  nowMs = START_MS
  /** Everything that was sent, and never trimmed. */
  readonly record: SentRequest[] = []
  readonly politeMs: number

  constructor(politeMs: number) {
    this.politeMs = politeMs
  }

  play(step: Step, onWait: (request: PacedRequest, atMs: number, reason: string) => void = () => {}): void {
    if (step.do === 'pass') this.nowMs += step.ms
    else if (step.do === 'end') this.end(step.which)
    else this.send(step.request, onWait)
  }

  end(which: number): void {
    const open = this.record.flatMap((sent, i) => (sent.endedMs === null ? [i] : []))
    const chosen = open[which % Math.max(open.length, 1)]
    if (chosen === undefined) return
    const sent = this.record[chosen]!
    this.record[chosen] = { ...sent, endedMs: this.nowMs }
    this.state = afterEnd(this.state, sent.ticket, this.nowMs)
  }

  send(request: PacedRequest, onWait: (request: PacedRequest, atMs: number, reason: string) => void): void {
    for (;;) {
      const { atMs, reason } = nextSendTime(this.state, request, this.nowMs, this.politeMs)
      if (atMs <= this.nowMs) break
      onWait(request, atMs, reason)
      this.nowMs = atMs
      if (reason.endsWith('are open')) this.end(0)
    }
    const { state, ticket } = afterSend(this.state, request, this.nowMs)
    this.state = state
    this.record.push({ ...request, ticket, atMs: this.nowMs, endedMs: null })
  }

  /** Whether a request at that time would have broken a rule as we keep it; the polite pause included. */
  breaksAt(request: PacedRequest, atMs: number): string[] {
    const candidate = { ...request, seenMs: atMs, endedMs: null }
    const seen = this.record.map((sent) => ({ ...sent, seenMs: sent.atMs }))
    const last = this.record.findLast((sent) => sent.kind !== 'contract' && sent.kind !== 'time')
    const impolite = last !== undefined && request.kind !== 'contract' && request.kind !== 'time'
    const polite = impolite && atMs < last.atMs + this.politeMs ? ['polite'] : []
    return [...breaksOf(candidate, [...seen, candidate], 'kept'), ...polite]
  }
}

test('requests sent at the told times break no rule, on the way to the gateway either', () => {
  fc.assert(
    fc.property(
      streams,
      politePauses,
      fc.array(fc.integer({ min: 0, max: ARRIVAL_MARGIN_MS }), { minLength: 160, maxLength: 160 }),
      (stream, politeMs, lateness) => {
        const player = new Player(politeMs)
        for (const step of stream) player.play(step)
        expect(pacingBreaks(player.record)).toEqual([])
        expect(pacingBreaks(player.record, 'kept')).toEqual([])
        const ended = player.record.map((sent) => ({ ...sent, endedMs: sent.endedMs ?? player.nowMs }))
        expect(pacingBreaks(ended, 'published', (i) => lateness[i]!)).toEqual([])
      },
    ),
    { numRuns: 60 },
  )
})

test('no request waits longer than it must: a millisecond earlier breaks a rule', () => {
  const held = new Set<string>()
  fc.assert(
    fc.property(streams, politePauses, (stream, politeMs) => {
      const player = new Player(politeMs)
      for (const step of stream) {
        player.play(step, (request, atMs, reason) => {
          held.add(reason)
          const still = player.breaksAt(request, reason.endsWith('are open') ? player.nowMs : atMs - 1)
          expect(still.length, `${reason} until ${atMs}`).toBeGreaterThan(0)
        })
      }
    }),
    { numRuns: 60, seed: 7 },
  )
  expect([...held].sort()).toEqual([
    '40 messages in a second',
    '40 requests are open',
    '5 for one contract in 2 s',
    '50 in 10 minutes',
    'identical request within 15 s',
    'polite pause',
    'time asked within a second',
  ])
})

test('writing the state down and reading it back at any point changes nothing', () => {
  fc.assert(
    fc.property(streams, politePauses, fc.nat(7), (stream, politeMs, every) => {
      const [kept, restarted] = [new Player(politeMs), new Player(politeMs)]
      stream.forEach((step, i) => {
        kept.play(step)
        restarted.play(step)
        if (i % (every + 1) === 0) restarted.state = readPacingState(JSON.parse(JSON.stringify(restarted.state)))!
      })
      expect(restarted.record).toEqual(kept.record)
    }),
    { numRuns: 30 },
  )
})

test('a new session with the clock set back breaks no rule and waits for no clock', () => {
  fc.assert(
    fc.property(
      streams,
      politePauses,
      fc.integer({ min: 0, max: 7_200_000 }),
      fc.boolean(),
      (stream, politeMs, backMs, penalty) => {
        const player = new Player(politeMs)
        const half = Math.floor(stream.length / 2)
        for (const step of stream.slice(0, half)) player.play(step)
        if (penalty) player.state = afterPacingError(player.state, player.nowMs)
        const before = player.record.map((sent) => ({ ...sent, endedMs: sent.endedMs ?? player.nowMs }))
        player.record.length = 0
        player.nowMs -= backMs
        player.state = resumePacing(player.state, player.nowMs)
        for (const step of stream.slice(half)) {
          player.play(step, (_, atMs) => expect(atMs - player.nowMs).toBeLessThanOrEqual(601_000))
        }
        const after = player.record.map((sent) => ({
          ...sent,
          atMs: sent.atMs + backMs,
          endedMs: (sent.endedMs ?? player.nowMs) + backMs,
        }))
        expect(pacingBreaks([...before, ...after])).toEqual([])
      },
    ),
    { numRuns: 60 },
  )
})

function sendAt(state: PacingState, request: PacedRequest, nowMs: number): PacingState {
  return afterSend(state, request, nowMs).state
}

test('ours is never looser than the broker, and its windows are wider by the margin', () => {
  for (const { broker, ours } of Object.values(PACING_RULES)) {
    expect(ours.most).toBeLessThanOrEqual(broker.most)
    expect(ours.windowMs).toBeGreaterThanOrEqual(broker.windowMs + ARRIVAL_MARGIN_MS)
  }
  expect(OPEN_REQUESTS.ours).toBeLessThanOrEqual(OPEN_REQUESTS.broker)
})

test('bars of an hour: the polite pause alone, however many there were', () => {
  let state = emptyPacing()
  for (let i = 0; i < 200; i++) {
    const request = pacedRequest({ identity: `chunk ${i}` })
    const { atMs } = nextSendTime(state, request, START_MS, 1_000)
    expect(atMs).toBe(START_MS + i * 1_000)
    state = afterEnd(sendAt(state, request, atMs), i, atMs + 500)
  }
})

test('small bars: fifty in ten minutes; BID_ASK counts twice', () => {
  let state = emptyPacing()
  let nowMs = START_MS
  for (let i = 0; i < 25; i++) {
    const request = pacedRequest({ identity: `chunk ${i}`, smallBars: true, weight: 2 })
    state = afterEnd(sendAt(state, request, nowMs), i, nowMs)
    nowMs += 8_000
  }
  const head = pacedRequest({ kind: 'head', identity: 'head' })
  expect(nextSendTime(state, head, nowMs, 8_000)).toEqual({ atMs: START_MS + 601_000, reason: '50 in 10 minutes' })
  expect(nextSendTime(state, pacedRequest(), nowMs, 8_000)).toEqual({ atMs: nowMs, reason: 'ready' })
})

test('a pacing error pauses 60, 90, 120, 120 s; a success makes the next one short again', () => {
  let state = emptyPacing()
  const request = pacedRequest()
  for (const seconds of [60, 90, 120, 120]) {
    state = afterPacingError(state, START_MS)
    expect(nextSendTime(state, request, START_MS, 0)).toEqual({
      atMs: START_MS + seconds * 1_000,
      reason: 'pacing error: backing off',
    })
  }
  expect(nextSendTime(state, pacedRequest({ kind: 'contract' }), START_MS, 0).reason).toBe('ready')
  const later = START_MS + 120_000
  expect(nextSendTime(state, request, later, 0).reason).toBe('ready')
  state = afterPacingError(afterSuccess(state), later)
  expect(nextSendTime(state, request, later, 0).atMs).toBe(later + 60_000)
  state = afterSuccess(afterPacingError(state, later))
  expect(nextSendTime(state, request, later, 0).atMs).toBe(later + 90_000)
})

test('error 100 pauses everything for 2 s and halves the message rate', () => {
  let state = afterTooManyMessages(emptyPacing(), START_MS)
  const contract = pacedRequest({ kind: 'contract' })
  expect(nextSendTime(state, contract, START_MS, 0)).toEqual({
    atMs: START_MS + 2_000,
    reason: 'too many messages: pause',
  })
  const nowMs = START_MS + 2_000
  for (let i = 0; i < 20; i++) {
    expect(nextSendTime(state, contract, nowMs, 0).reason).toBe('ready')
    state = sendAt(state, contract, nowMs)
  }
  expect(nextSendTime(state, contract, nowMs, 0)).toEqual({ atMs: nowMs + 1_250, reason: '20 messages in a second' })
})

test('a head timestamp is open until it is cancelled; a dead link leaves nothing open', () => {
  let state = emptyPacing()
  for (let i = 0; i < 40; i++) {
    state = sendAt(state, pacedRequest({ kind: 'head', identity: `head ${i}` }), START_MS + i * 60_000)
  }
  const nowMs = START_MS + 40 * 60_000
  const request = pacedRequest()
  expect(nextSendTime(state, request, nowMs, 0).reason).toBe('40 requests are open')
  expect(nextSendTime(afterEnd(state, 0, nowMs), request, nowMs, 0).reason).toBe('ready')
  expect(nextSendTime(afterLinkClosed(state, nowMs), request, nowMs, 0).atMs).toBeLessThan(nowMs + 1_500)
  expect(resumePacing(state, nowMs).sent.every((sent) => sent.endedMs === nowMs)).toBe(true)
})

test('the state holds the last quarter of an hour; the heartbeat counts historical requests of ten minutes', () => {
  let state = emptyPacing()
  for (let i = 0; i < 1_000; i++) {
    const nowMs = START_MS + i * 8_000
    state = afterEnd(sendAt(state, pacedRequest({ identity: `chunk ${i}` }), nowMs), i, nowMs + 1_000)
  }
  expect(state.sent.length).toBeLessThanOrEqual(114)
  const nowMs = START_MS + 1_000 * 8_000
  expect(requestsInWindow(state, nowMs)).toBe(74)
  expect(requestsInWindow(sendAt(state, pacedRequest({ kind: 'time' }), nowMs), nowMs)).toBe(74)
  expect(requestsInWindow(emptyPacing(), nowMs)).toBe(0)
})

test('what is not a state is null', () => {
  for (const value of [null, {}, { ...emptyPacing(), sent: [{ atMs: 1 }] }, { ...emptyPacing(), more: 1 }]) {
    expect(readPacingState(value)).toBeNull()
  }
  expect(readPacingState(emptyPacing())).toEqual(emptyPacing())
})

test('the clock of the limiter follows the monotonic one', () => {
  let [wallMs, monotonicMs] = [START_MS, 50]
  const nowMs = pacingClock({ nowMs: () => wallMs, monotonicMs: () => monotonicMs })
  expect(nowMs()).toBe(START_MS)
  wallMs -= 3_600_000
  monotonicMs += 1_000
  expect(nowMs()).toBe(START_MS + 1_000)
})
