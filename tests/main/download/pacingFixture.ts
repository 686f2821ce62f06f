import type { PacedRequest, SentRequest } from '../../../src/core/contract/pacing.ts'

/** The rules counted by hand over a finished record, every request against every other: nothing of the limiter is used here. */
type Seen = PacedRequest & { readonly seenMs: number; readonly endedMs: number | null }
type Group = {
  readonly rule: string
  /** Window and number: as published, and as we keep them. */
  readonly published: readonly [number, number]
  readonly kept: readonly [number, number]
  readonly of: (sent: PacedRequest) => string | null
}
export type Strictness = 'published' | 'kept'

const GROUPS: readonly Group[] = [
  {
    rule: 'identical',
    published: [15_000, 1],
    kept: [15_500, 1],
    of: (sent) => (historical(sent) ? sent.identity : null),
  },
  { rule: 'ten-minutes', published: [600_000, 60], kept: [601_000, 50], of: (sent) => (strict(sent) ? 'all' : null) },
  {
    rule: 'same-contract',
    published: [2_000, 5],
    kept: [2_500, 5],
    of: (sent) => (strict(sent) ? sent.contractKey : null),
  },
  { rule: 'time', published: [1_000, 1], kept: [1_500, 1], of: (sent) => (sent.kind === 'time' ? 'all' : null) },
]
const MESSAGES = { published: [1_000, 50], kept: [1_250, 40] } as const
const OPEN = { published: 50, kept: 40 } as const

function historical(sent: PacedRequest): boolean {
  return ['bars', 'sessions', 'head'].includes(sent.kind)
}

function strict(sent: PacedRequest): boolean {
  return sent.kind === 'head' || (sent.kind === 'bars' && sent.smallBars)
}

/** `latenessMs(i)`: how long request i was under way to the gateway. */
export function pacingBreaks(
  record: readonly SentRequest[],
  strictness: Strictness = 'published',
  latenessMs: (i: number) => number = () => 0,
): string[] {
  const seen = record.map((sent, i) => ({ ...sent, seenMs: sent.atMs + latenessMs(i) }))
  return seen.flatMap((last) => breaksOf(last, seen, strictness))
}

/** The rules that the last of these breaks. */
export function breaksOf(last: Seen, seen: readonly Seen[], strictness: Strictness): string[] {
  const breaks = GROUPS.flatMap(({ rule, of, [strictness]: [windowMs, most] }) => {
    const key = of(last)
    if (key === null) return []
    const inside = seen.filter((one) => of(one) === key && within(one.seenMs, last.seenMs, windowMs))
    return inside.reduce((sum, one) => sum + (rule === 'ten-minutes' ? one.weight : 1), 0) > most ? [rule] : []
  })
  const [windowMs, most] = MESSAGES[strictness]
  const starts = seen.filter((one) => within(one.seenMs, last.seenMs, windowMs)).length
  const ends = seen.filter((one) => historical(one) && within(one.endedMs ?? Number.NaN, last.seenMs, windowMs)).length
  if (starts + (strictness === 'kept' ? ends : 0) > most) breaks.push('messages')
  const open = seen.filter(
    (one) => historical(one) && one.seenMs <= last.seenMs && (one.endedMs ?? Infinity) > last.seenMs,
  )
  if (historical(last) && open.length > OPEN[strictness]) breaks.push('open')
  return breaks
}

function within(ms: number, endMs: number, windowMs: number): boolean {
  return ms <= endMs && ms > endMs - windowMs
}

export function pacedRequest(part: Partial<PacedRequest> = {}): PacedRequest {
  return { kind: 'bars', identity: 'a', contractKey: 'BTC', smallBars: false, weight: 1, ...part }
}
