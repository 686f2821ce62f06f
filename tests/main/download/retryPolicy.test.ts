import { expect, test } from 'vitest'
import type { RetryDecision, RetryFacts } from '../../../src/main/engine/download/retryPolicy.ts'
import { countTrouble, decideRetry } from '../../../src/main/engine/download/retryPolicy.ts'
import type { AskTrouble } from '../../../src/main/engine/ports/brokerHistory.ts'
import { ASK_TROUBLES } from '../../../src/main/engine/ports/brokerHistory.ts'

const FACTS: RetryFacts = {
  counts: {},
  hadBarsBefore: false,
  moreVenues: false,
  venue: { symbol: 'BTC', securityType: 'CRYPTO', exchange: 'PAXOS', primaryExchange: '' },
  text: 'words of the broker',
}
const PERMANENT: readonly AskTrouble[] = ['ibkr-no-permission', 'ibkr-contract-unknown']

/** The same trouble over and over, until it is no longer asked again. */
function course(
  trouble: AskTrouble,
  part: Partial<RetryFacts> = {},
): { waitsS: (number | 'link')[]; end: RetryDecision } {
  let counts = FACTS.counts
  const waitsS: (number | 'link')[] = []
  for (;;) {
    counts = countTrouble(counts, trouble)
    const decision = decideRetry(trouble, { ...FACTS, ...part, counts })
    if (decision.action === 'again') waitsS.push(decision.waitMs / 1_000)
    else if (decision.action === 'again-after-link') waitsS.push('link')
    else return { waitsS, end: decision }
    if (waitsS.length > 100) throw new Error(`${trouble} is asked for ever`)
  }
}

const links = (times: number): 'link'[] => Array.from({ length: times }, () => 'link' as const)
const zeros = (times: number): number[] => Array.from({ length: times }, () => 0)

const COURSES: Readonly<Record<AskTrouble, readonly (number | 'link')[]>> = {
  'ibkr-pacing': zeros(19),
  'ibkr-no-data': [],
  'ibkr-no-permission': [60],
  'ibkr-session-elsewhere': Array.from({ length: 14 }, () => 120),
  'ibkr-query-cancelled': [15, 30, 60, 120, 120],
  'ibkr-bad-request': [15],
  'ibkr-contract-unknown': [30, 30],
  'ibkr-request-rejected': [15, 30, 60, 120, 120],
  'ibkr-too-many-messages': [2, 10, 60, 60, 60],
  'ibkr-timeout': [15, 30, 60, 120, 300, 300, 300, 300, 300, 300, 300],
  'ibkr-upstream-lost': links(29),
  'ibkr-link-lost': links(29),
  'ibkr-garbled': [15, 30, 60, 120, 120],
  'ibkr-unknown-answer': [15, 30, 60, 120, 120],
}

test.each(ASK_TROUBLES)('%s: its waits, and its end', (trouble) => {
  const { waitsS, end } = course(trouble)
  expect(waitsS).toEqual(COURSES[trouble])
  if (trouble === 'ibkr-no-data') expect(end).toEqual({ action: 'empty' })
  else expect(end).toMatchObject({ action: 'stop', code: trouble })
})

test.each(ASK_TROUBLES.filter((trouble) => trouble !== 'ibkr-no-data'))('%s: what is said at the end', (trouble) => {
  const { end } = course(trouble)
  if (end.action !== 'stop') throw new Error(end.action)
  expect(end.message).toMatch(/^[A-Z].*\. Details: words of the broker$/)
  expect(end.hint).toMatch(/^[A-Z].*\.$/)
  const counted = /\b([0-9]+) times/.exec(end.message)?.[1]
  if (counted !== undefined) expect(Number(counted)).toBe(COURSES[trouble].length + 1)
})

test.each(ASK_TROUBLES)(
  '%s: another venue is tried only for what a venue decides, and only before the first bars',
  (trouble) => {
    expect(course(trouble, { moreVenues: true }).end.action).toBe(
      PERMANENT.includes(trouble) ? 'next-venue' : trouble === 'ibkr-no-data' ? 'empty' : 'stop',
    )
    expect(course(trouble, { moreVenues: true, hadBarsBefore: true }).end.action).toBe(
      trouble === 'ibkr-no-data' ? 'empty' : 'stop',
    )
  },
)

test('after bars of the same contract a refusal is believed later', () => {
  expect(course('ibkr-no-permission', { hadBarsBefore: true }).waitsS).toEqual([60, 120, 120, 120])
  const unknown = course('ibkr-contract-unknown', { hadBarsBefore: true })
  expect(unknown.waitsS.slice(0, 4)).toEqual([30, 60, 120, 120])
  expect(unknown.waitsS).toHaveLength(11)
  expect(course('ibkr-timeout', { hadBarsBefore: true }).waitsS).toEqual(COURSES['ibkr-timeout'])
})

test('each trouble has its own count: five timeouts do not make a refusal believed', () => {
  const counts = countTrouble({ 'ibkr-timeout': 5 }, 'ibkr-no-permission')
  expect(counts).toEqual({ 'ibkr-timeout': 5, 'ibkr-no-permission': 1 })
  expect(decideRetry('ibkr-no-permission', { ...FACTS, counts }).action).toBe('again')
})

test('words for the heartbeat and for the end', () => {
  const first = decideRetry('ibkr-unknown-answer', {
    ...FACTS,
    text: 'Error del servicio',
    counts: { 'ibkr-unknown-answer': 1 },
  })
  expect(first).toEqual({
    action: 'again',
    waitMs: 15_000,
    why: 'the broker gave an answer that is not known here (1 of 6): asking again in 15 s. Details: Error del servicio',
  })
  const elsewhere = course('ibkr-session-elsewhere', { text: ' ' }).end
  expect(elsewhere).toMatchObject({
    message: expect.stringMatching(/another place\.$/),
    hint: expect.stringContaining('Log out there'),
  })
  const crypto = course('ibkr-no-permission').end
  expect(crypto).toMatchObject({
    message: expect.stringContaining('BTC at PAXOS'),
    hint: expect.stringContaining('data of PAXOS'),
  })
  const stock = { symbol: 'SPY', securityType: 'STK', exchange: 'SMART', primaryExchange: 'ARCA' } as const
  expect(course('ibkr-no-permission', { venue: stock }).end).toMatchObject({ hint: expect.stringContaining('(ARCA)') })
})
