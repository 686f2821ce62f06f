import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Cancelled } from '../../../src/core/job/cancelled.ts'
import type { Outcome } from '../../../src/core/outcome/outcome.ts'
import { frame } from '../../fakes/gatewayRawClient.ts'
import { BTC, END_MS, HOUR_MS, HOURS, linked, termsOf, until } from './linkFixture.ts'
import type { RawConnection } from './rawGateway.ts'
import { notice } from './rawGateway.ts'

const HEAD = { contract: BTC, whatToShow: 'AGGTRADES', regularHours: false } as const
const SESSIONS = { contract: BTC, endMs: END_MS, duration: '1 Y', regularHours: false } as const
const SEARCH = {
  symbol: 'BTC',
  securityType: 'CRYPTO',
  exchange: 'PAXOS',
  currency: 'USD',
  primaryExchange: '',
} as const

/** Hourly bars up to the end, as the wire has them. */
function barFields(id: string | number, bars: number): (string | number)[] {
  const rows = Array.from({ length: bars }, (_, index) => [
    (END_MS - (bars - index) * HOUR_MS) / 1000,
    ...['100.5', '101', '99.25', '100', '0.05448136', '100.1', '12'],
  ])
  return [17, id, '20251210 00:00:00 UTC', '20260110 00:00:00 UTC', bars, ...rows.flat()]
}

function answerBars({ say }: RawConnection, id: string | number, bars: number): void {
  say(...barFields(id, bars))
}

function codeOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'fine' : outcome.trouble.code
}

function messageOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? '' : outcome.trouble.message
}

test('bars: the request as the protocol wants it, and the answer in columns', async () => {
  const { gateway, link } = await linked((message, connection) => answerBars(connection, message[1]!, 720))
  const bars = await link.bars(HOURS, termsOf())
  if (!bars.ok) throw new Error(bars.trouble.message)
  expect(bars.value.timeMs).toHaveLength(720)
  expect(bars.value.timeMs[719]).toBe(END_MS - HOUR_MS)
  expect(bars.value.volume[0]).toBe(0.05448136)
  expect(bars.value.trades[0]).toBe(12)
  const contract = ['479624278', 'BTC', 'CRYPTO', '', '', '', '', 'PAXOS', '', 'USD', '', '']
  const request = ['20', '1000', ...contract, '0', '20260110-00:00:00', '1 hour', '1 M', '0', 'AGGTRADES', '2', '0', '']
  expect(gateway.received.slice(1)).toEqual([request])
  expect(link.messagesSent()).toBe(2)
})

test('an empty answer is an answer', async () => {
  const { link } = await linked((message, connection) => answerBars(connection, message[1]!, 0))
  expect(await link.bars(HOURS, termsOf())).toMatchObject({ ok: true, value: { timeMs: new Float64Array(0) } })
})

test('ids begin at the gateway’s or later, and none is used twice', async () => {
  const { gateway, link } = await linked((message, connection) => answerBars(connection, message[1]!, 1))
  for (let turn = 0; turn < 5; turn += 1) await link.bars(HOURS, termsOf())
  expect(gateway.received.slice(1).map((message) => message[1])).toEqual(['1000', '1001', '1002', '1003', '1004'])
})

test('head time: the oldest bar, cancelled after its answer', async () => {
  const { gateway, link } = await linked((message, { say }) => {
    if (message[0] === '87') say(88, message[1]!, '1583280000')
  })
  expect(await link.headTimeMs(HEAD, termsOf())).toEqual({ ok: true, value: 1_583_280_000_000 })
  await until(() => gateway.received.length === 3)
  expect(gateway.received[2]).toEqual(['90', '1000'])
})

test('head time in another form than asked for is garbled', async () => {
  const { link } = await linked((message, { say }) => say(88, message[1]!, '20200304-00:00:00'))
  expect(codeOf(await link.headTimeMs(HEAD, termsOf()))).toBe('ibkr-garbled')
})

test('sessions: a schedule in its own zone', async () => {
  const { gateway, link } = await linked((message, { say }) =>
    say(106, message[1]!, 'a', 'b', 'US/Eastern', 1, '20260109-09:30:00', '20260109-16:00:00', '20260109'),
  )
  expect(await link.sessions(SESSIONS, termsOf())).toEqual({
    ok: true,
    value: [{ fromMs: Date.UTC(2026, 0, 9, 14, 30), toMs: Date.UTC(2026, 0, 9, 21) }],
  })
  expect(gateway.received[1]).toEqual(expect.arrayContaining(['SCHEDULE', '1 day', '1 Y', '20260110-00:00:00']))
})

test('sessions of a gateway that has none are refused without a word on the wire', async () => {
  const { gateway, link } = await linked(() => {}, 164)
  const outcome = await link.sessions(SESSIONS, termsOf())
  expect(codeOf(outcome)).toBe('ibkr-bad-request')
  expect(messageOf(outcome)).toContain('165')
  expect(gateway.received).toHaveLength(1)
})

test('contracts: details until their end; none or 200 is unknown', async () => {
  const details = (id: string, kind: string) => [
    ...[10, id, 'BTC', kind, '', 0, '', 'PAXOS', 'USD', 'BTC.USD', 'BTC', 'BTC', 479624278, 0.25, '', '', '', 1, 0],
    ...['Bitcoin', '', '', '', '', '', 'UTC', '', '', '', 0, 0, 1, '', '', '', '', '', 0.0001, 0.0001, 0.0001],
  ]
  let mode = 'one'
  const { gateway, link } = await linked((message, { say }) => {
    const id = message[2]!
    if (mode === '200') return notice(say, 200, 'No security definition has been found for the request', Number(id))
    if (mode !== 'none') say(...details(id, mode === 'other' ? 'OPT' : 'CRYPTO'))
    say(52, 1, id)
  })
  expect(await link.contracts(SEARCH, termsOf())).toEqual({ ok: true, value: [BTC] })
  expect(gateway.received[1]?.slice(0, 12)).toEqual([
    '9',
    '8',
    '1000',
    '',
    'BTC',
    'CRYPTO',
    '',
    '',
    '',
    '',
    'PAXOS',
    '',
  ])
  for (const [next, code] of [
    ['200', 'ibkr-contract-unknown'],
    ['none', 'ibkr-contract-unknown'],
    ['other', 'ibkr-garbled'],
  ] as const) {
    mode = next
    expect(codeOf(await link.contracts(SEARCH, termsOf()))).toBe(code)
  }
})

test('the gateway’s clock, not asked more than once a second', async () => {
  const { gateway, link } = await linked((_message, { say }) => say(49, 1, 1_767_916_800))
  const startedMs = performance.now()
  expect(await link.timeMs(termsOf())).toEqual({ ok: true, value: 1_767_916_800_000 })
  expect(await link.timeMs(termsOf())).toEqual({ ok: true, value: 1_767_916_800_000 })
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(1000)
  expect(gateway.received.slice(1)).toEqual([
    ['49', '1'],
    ['49', '1'],
  ])
})

test('silence ends at the deadline, is cancelled, and late words are nobody’s', async () => {
  const { gateway, link } = await linked((message, connection) => {
    if (message[0] !== '25') return
    notice(connection.say, 162, 'API historical data query cancelled: 1000', 1000)
    notice(connection.say, 366, 'No historical data query found for ticker id:1000', 1000)
    answerBars(connection, 1000, 3)
    answerBars(connection, 1001, 2)
  })
  const silent = await link.bars(HOURS, termsOf(100))
  expect(codeOf(silent)).toBe('ibkr-timeout')
  const next = await link.bars(HOURS, termsOf())
  expect(next.ok && next.value.timeMs.length).toBe(2)
  expect(gateway.received[2]).toEqual(['25', '1', '1000'])
})

test('an abort cancels at the gateway and throws; an aborted signal asks nothing', async () => {
  const { gateway, link } = await linked(() => {})
  const stop = new AbortController()
  const asked = link.bars(HOURS, termsOf(5000, stop.signal))
  const head = link.headTimeMs(HEAD, termsOf(5000, stop.signal))
  await until(() => gateway.received.length === 3)
  stop.abort()
  await expect(asked).rejects.toBeInstanceOf(Cancelled)
  await expect(head).rejects.toBeInstanceOf(Cancelled)
  await until(() => gateway.received.length === 5)
  expect(gateway.received.slice(3)).toEqual([
    ['25', '1', '1000'],
    ['90', '1001'],
  ])
  await expect(link.bars(HOURS, termsOf(5000, stop.signal))).rejects.toBeInstanceOf(Cancelled)
  expect(link.messagesSent()).toBe(5)
})

test('1100 ends what is open at once, 1102 is told, and the link lives on', async () => {
  let lost = false
  const { gateway, link, news } = await linked((message, connection) => {
    if (lost) return answerBars(connection, message[1]!, 1)
    lost = true
    notice(connection.say, 1100, 'Connectivity between IBKR and Trader Workstation has been lost.')
    notice(connection.say, 1102, 'Connectivity has been restored - data maintained.')
  })
  expect(codeOf(await link.bars(HOURS, termsOf()))).toBe('ibkr-upstream-lost')
  await until(() => gateway.received.length === 3)
  expect(gateway.received[2]?.[0]).toBe('25')
  expect(news.map(({ kind }) => kind).slice(-2)).toEqual(['upstream-lost', 'upstream-back'])
  expect(codeOf(await link.bars(HOURS, termsOf()))).toBe('fine')
})

test('warnings do not end a question; trimmed sizes do', async () => {
  let trimmed = false
  const { link, news } = await linked((message, connection) => {
    const id = Number(message[1])
    notice(connection.say, 2150, 'Invalid position trade derived value', id)
    notice(connection.say, 2174, 'Warning: no zone', id)
    if (trimmed) notice(connection.say, 2176, 'Trimmed value 687.42 to 687', id)
    answerBars(connection, id, 1)
  })
  expect(codeOf(await link.bars(HOURS, termsOf()))).toBe('fine')
  expect(news).toContainEqual({ kind: 'remark', code: 2174, text: 'Warning: no zone' })
  trimmed = true
  const outcome = await link.bars(HOURS, termsOf())
  expect(codeOf(outcome)).toBe('ibkr-garbled')
  expect(messageOf(outcome)).toContain('687.42')
})

test('an unknown text in another language is carried on', async () => {
  const { link } = await linked((message, { say }) => notice(say, 162, 'Keine Daten f\\u00fcr BTC', Number(message[1])))
  const outcome = await link.bars(HOURS, termsOf())
  expect(codeOf(outcome)).toBe('ibkr-unknown-answer')
  expect(messageOf(outcome)).toContain('Keine Daten für BTC')
})

test('foreign text comes as one plain line of bounded length', async () => {
  const { link } = await linked((message, { say }) =>
    say(4, 2, message[1]!, 162, `\u001b[2J\nforged line ${'x'.repeat(5000)}`, ''),
  )
  const outcome = await link.bars(HOURS, termsOf())
  expect(messageOf(outcome)).toMatch(/^\P{Cc}*$/u)
  expect(messageOf(outcome).length).toBeLessThan(600)
})

test('a first id at the end of the numbers is left alone', async () => {
  const { gateway, link } = await linked((message, connection) => {
    connection.say(9, 1, 2_147_483_647)
    answerBars(connection, message[1]!, 1)
  })
  await link.bars(HOURS, termsOf())
  await link.bars(HOURS, termsOf())
  expect(gateway.received.at(-1)?.[1]).toBe('1001')
})

test('too many messages, of no question: whatever is open ends', async () => {
  const { link, news } = await linked((_message, { say }) => notice(say, 100, 'Max rate exceeded'))
  expect(codeOf(await link.bars(HOURS, termsOf()))).toBe('ibkr-too-many-messages')
  expect(news).toContainEqual({ kind: 'remark', code: 100, text: 'Max rate exceeded' })
})

test('a cut socket ends the open question; later ones end at once and unsent', async () => {
  const { gateway, link, news } = await linked((message, { socket, bytes }) => {
    bytes(frame(...barFields(message[1]!, 100)).subarray(0, 1000))
    socket.end()
  })
  expect(codeOf(await link.bars(HOURS, termsOf()))).toBe('ibkr-link-lost')
  expect(link.isAlive()).toBe(false)
  expect(news.filter(({ kind }) => kind === 'closed')).toHaveLength(1)
  expect(codeOf(await link.bars(HOURS, termsOf()))).toBe('ibkr-link-lost')
  expect(codeOf(await link.timeMs(termsOf()))).toBe('ibkr-link-lost')
  expect(gateway.received).toHaveLength(2)
  expect(gateway.connections()).toBe(1)
})

test('1300 on a live link ends it with the text', async () => {
  const { link, news } = await linked((_message, { say }) => notice(say, 1300, 'Socket port has been reset: 7499'))
  const outcome = await link.bars(HOURS, termsOf())
  expect(codeOf(outcome)).toBe('ibkr-link-lost')
  expect(news.at(-1)).toEqual({ kind: 'closed', text: '1300: Socket port has been reset: 7499' })
})

test.each<[string, (connection: RawConnection, id: string) => void]>([
  ['fewer rows than counted', ({ say }, id) => say(...barFields(id, 5).slice(0, -3))],
  ['more rows than counted', ({ say }, id) => say(...barFields(id, 5), 1, 2, 3)],
  ['no count of rows', ({ say }, id) => say(17, id, 'a', 'b', 'many')],
  ['a negative count of rows', ({ say }, id) => say(17, id, 'a', 'b', -1)],
  ['an impossible length', ({ bytes }) => bytes(Buffer.from('fffffffc00', 'hex'))],
  ['a text that the library chokes on', ({ say }) => say(4, 2, -1, 2104, 'x', '{no json')],
  ['a price that is no number', ({ say }, id) => say(17, id, 'a', 'b', 1, 1_767_916_800, 'x', 1, 1, 1, 1, 1, 1)],
])('garbled: %s', async (_name, answer) => {
  const { link } = await linked((message, connection) => {
    if (message[0] === '20') answer(connection, message[1]!)
  })
  expect(codeOf(await link.bars(HOURS, termsOf()))).toBe('ibkr-garbled')
})

test('closing ends what is open', async () => {
  const { gateway, link } = await linked(() => {})
  const asked = link.bars(HOURS, termsOf())
  await until(() => gateway.received.length === 2)
  link.close()
  expect(codeOf(await asked)).toBe('ibkr-link-lost')
})

test('the sources name no call of the library but those that ask for history', () => {
  const folder = new URL('../../../src/main/adapters/ibkr/', import.meta.url)
  const sources = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'))
  const calls = sources.flatMap(
    (source) => source.match(/\b(?:req|place|cancel|exercise|modify|subscribe|query)[A-Z]\w*/g) ?? [],
  )
  const history = [
    'cancelHeadTimestamp',
    'cancelHistoricalData',
    'reqContractDetails',
    'reqCurrentTime',
    'reqHeadTimestamp',
    'reqHistoricalData',
  ]
  const own = ['cancelAlways', 'cancelBars', 'cancelHeadTime']
  expect([...new Set(calls)].filter((name) => !own.includes(name)).sort()).toEqual(history)
})
