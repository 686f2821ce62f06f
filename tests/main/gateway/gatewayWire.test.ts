import { expect, test } from 'vitest'
import { openGateway } from '../../../src/main/adapters/gateway/gatewayServer.ts'
import { withGateway } from '../../fakes/gateway.ts'
import {
  BTC,
  contractFields,
  frame,
  greeting,
  headFields,
  historyFields,
  isError,
  isMessage,
  rawClient,
  SPY,
  startedClient,
} from '../../fakes/gatewayRawClient.ts'

test('the version is the smaller of the two, and a session begins in the order of TWS', async () => {
  await withGateway({ account: 'DU42' }, async ({ gateway }) => {
    const client = await startedClient(gateway.port, 7, 'v100..176 +PACEAPI')
    expect(client.received).toEqual([
      ['176', '20261120 13:20:30 US/Eastern'],
      ['15', '1', 'DU42'],
      ['9', '1', '1'],
      ['4', '2', '-1', '2104', 'Market data farm connection is OK:usfarm', ''],
      ['4', '2', '-1', '2106', 'HMDS data farm connection is OK:ushmds', ''],
      ['4', '2', '-1', '2158', 'Sec-def data farm connection is OK:secdefnj', ''],
    ])
  })
})

test.each([['v200..210'], ['v10'], ['nonsense'], ['']])(
  'no common version (%s): the socket closes',
  async (versions) => {
    await withGateway({ serverVersion: 193 }, async ({ gateway }) => {
      const client = await rawClient(gateway.port)
      client.socket.write(greeting(versions))
      await client.closed
      expect(client.received.filter((fields) => Number(fields[0]) >= 100)).toEqual([])
    })
  },
)

test('an error has the fields of its version', async () => {
  for (const [serverVersion, length] of [
    [152, 5],
    [166, 6],
  ] as const) {
    await withGateway({ serverVersion }, async ({ gateway }) => {
      const client = await startedClient(gateway.port)
      client.send(25, 1, 77)
      const error = await client.next(isError(366))
      expect(error.slice(0, 5)).toEqual(['4', '2', '77', '366', 'No historical data query found for ticker id:77'])
      expect(error).toHaveLength(length)
    })
  }
})

// Counted by hand from the field list: 29 fields from the symbol to the number of security ids, plus what each version adds.
test.each([
  [100, 32],
  [110, 33],
  [121, 34],
  [122, 36],
  [126, 37],
  [134, 38],
  [152, 39],
  [163, 40],
  [164, 40],
  [182, 41],
  [186, 42],
  [193, 42],
])('contract details at version %i have %i fields', async (serverVersion, length) => {
  await withGateway({ serverVersion }, async ({ gateway }) => {
    const client = await startedClient(gateway.port)
    client.send(...contractFields(5))
    const answer = await client.next(isMessage(10))
    expect(answer).toHaveLength(length)
    const symbolAt = serverVersion < 164 ? 3 : 2
    expect(answer.slice(symbolAt - 1, symbolAt + 2)).toEqual(['5', 'BTC', 'CRYPTO'])
    expect(answer).toContain('479624278')
    expect(await client.next(isMessage(52))).toEqual(['52', '1', '5'])
  })
})

test('bars at 100 have a version, gaps and two spaces; at 193 none of these', async () => {
  await withGateway({ serverVersion: 100 }, async ({ gateway }) => {
    const client = await startedClient(gateway.port)
    client.send(20, 6, 3, ...BTC, 0, '20261119-00:00:00', '1 hour', '7200 S', 0, 'AGGTRADES', 1, '')
    expect((await client.next(isError(2176, 3)))[4]).toContain('Trimmed value')
    const answer = await client.next(isMessage(17))
    expect(answer.slice(0, 7)).toEqual([
      '17',
      '3',
      '3',
      '20261118  17:00:00',
      '20261118  19:00:00',
      '2',
      '20261118  17:00:00',
    ])
    expect(answer).toHaveLength(6 + 2 * 9)
    expect(answer[13]).toBe('false')
    expect(Number.isInteger(Number(answer[11]))).toBe(true)
  })
  await withGateway({}, async ({ gateway }) => {
    const client = await startedClient(gateway.port)
    client.send(...historyFields(3, BTC, { duration: '7200 S' }))
    const answer = await client.next(isMessage(17))
    const start = '20261118 17:00:00 US/Eastern'
    expect(answer.slice(0, 6)).toEqual(['17', '3', start, '20261118 19:00:00 US/Eastern', '2', '1795039200'])
    expect(answer).toHaveLength(5 + 2 * 8)
    expect(Number.isInteger(Number(answer[10]))).toBe(false)
    client.send(...historyFields(4, BTC, { duration: '7200 S', formatDate: 1 }))
    expect((await client.next(isMessage(17)))[5]).toBe(start)
  })
})

test('day bars carry dates, and the schedule the wall clock of its zone', async () => {
  await withGateway({}, async ({ gateway }) => {
    const client = await startedClient(gateway.port)
    client.send(...historyFields(1, SPY, { what: 'TRADES', barSize: '1 day', duration: '2 D', regularHours: 1 }))
    const bars = await client.next(isMessage(17))
    expect([bars[4], bars[5], bars[13]]).toEqual(['2', '20261117', '20261118'])
    client.send(...historyFields(2, SPY, { what: 'SCHEDULE', barSize: '1 day', duration: '1 D', regularHours: 1 }))
    const session = ['20261118-09:30:00', '20261118-16:00:00']
    expect(await client.next(isMessage(106))).toEqual([
      '106',
      '2',
      ...session,
      'US/Eastern',
      '1',
      ...session,
      '20261118',
    ])
  })
})

const REFUSALS: readonly (readonly [number, RegExp, readonly (string | number)[]])[] = [
  [200, /No security definition/, historyFields(1, [0, 'XYZ', 'STK', '', '', '', '', 'SMART', '', 'USD', '', ''])],
  [200, /No security definition/, historyFields(1, [0, 'BTC', 'CRYPTO', '', '', '', '', 'SMART', '', 'USD', '', ''])],
  [200, /ambiguous/, historyFields(1, [0, 'SPY', 'STK', '', '', '', '', 'SMART', '', '', '', ''], { what: 'TRADES' })],
  [200, /No security definition/, contractFields(1, [0, 'BTC', 'CRYPTO', '', '', '', '', 'SMART', '', 'USD', '', ''])],
  [10299, /AGGTRADES, please use that instead of TRADES/, historyFields(1, BTC, { what: 'TRADES' })],
  [10299, /AGGTRADES/, headFields(1, 'TRADES')],
  [321, /whatToShow/, historyFields(1, BTC, { what: 'RUMOURS' })],
  [321, /bar size/, historyFields(1, BTC, { barSize: '1 week' })],
  [321, /365 days must be made in years/, historyFields(1, BTC, { duration: '366 D' })],
  [321, /86400 seconds/, historyFields(1, BTC, { duration: '86401 S' })],
  [321, /duration/, historyFields(1, BTC, { duration: '1 month' })],
  [321, /enter exchange/, historyFields(1, [479624278, '', '', '', '', '', '', '', '', '', '', ''])],
  [321, /up to date/, historyFields(1, BTC, { keepUpToDate: 1 })],
  [10314, /invalid/, historyFields(1, BTC, { end: '2026-11-19 00:00' })],
  [10314, /invalid/, historyFields(1, BTC, { end: '20260231-00:00:00' })],
  [10295, /1 day/, historyFields(1, BTC, { what: 'SCHEDULE', barSize: '1 hour' })],
  [162, /HMDS query returned no data: BTC@PAXOS Aggtrades/, historyFields(1, BTC, { end: '20100101-00:00:00' })],
  [162, /Time length exceed max/, historyFields(1, BTC, { barSize: '1 min', duration: '6 M' })],
]

test.each(REFUSALS)('%i %s', async (code, text, fields) => {
  await withGateway({}, async ({ gateway }) => {
    const client = await startedClient(gateway.port)
    client.send(...fields)
    expect((await client.next(isError(code, 1)))[4]).toMatch(text)
    expect(gateway.record().requests.map(({ how }) => how)).toEqual(['refused'])
  })
})

test('an end without a zone is a warning, and is read as New York', async () => {
  await withGateway({}, async ({ gateway }) => {
    const client = await startedClient(gateway.port)
    client.send(...historyFields(1, BTC, { end: '20261118 19:00:00', duration: '3600 S' }))
    await client.next(isError(2174, 1))
    expect((await client.next(isMessage(17)))[5]).toBe(String(Date.UTC(2026, 10, 18, 23) / 1000))
  })
})

test('ambiguous words get all contracts, then the end', async () => {
  await withGateway({}, async ({ gateway }) => {
    const client = await startedClient(gateway.port)
    client.send(...contractFields(9, [0, 'BTC', 'CRYPTO', '', '', '', '', '', '', '', '', '']))
    const first = await client.next(isMessage(10))
    const second = await client.next(isMessage(10))
    expect([first[7 + 1], second[7 + 1]]).toEqual(['PAXOS', 'ZEROHASH'])
    await client.next(isMessage(52))
  })
})

test('a taken client id gets 326 and a closed socket; a free one again after its owner left', async () => {
  await withGateway({}, async ({ gateway }) => {
    const owner = await startedClient(gateway.port, 5)
    const second = await rawClient(gateway.port)
    second.socket.write(Buffer.concat([greeting('v100..193'), frame(71, 2, 5, '')]))
    await second.next(isError(326, -1))
    await second.closed
    owner.socket.end()
    await owner.closed
    await startedClient(gateway.port, 5)
    expect(gateway.record()).toMatchObject({ connections: 3, sessions: 2, refusedClientIds: 1 })
  })
})

test('not logged in: a version and then nothing; API not enabled: closed at once', async () => {
  await withGateway({ loggedIn: false }, async ({ gateway, time }) => {
    const client = await rawClient(gateway.port)
    client.socket.write(Buffer.concat([greeting('v100..193'), frame(71, 2, 5, ''), frame(49, 1)]))
    await client.next(() => true)
    while (gateway.record().messages.get(49) === undefined) await time.advance(1_000)
    expect(client.received).toHaveLength(1)
  })
  await withGateway({ apiEnabled: false }, async ({ gateway }) => {
    const client = await rawClient(gateway.port)
    await client.closed
    expect(client.received).toEqual([])
  })
})

test('cancels: an open query says so, a done or unknown one is 366; a head stays open until cancelled', async () => {
  await withGateway({ answerDelayMs: 1_000 }, async ({ gateway, time }) => {
    const client = await startedClient(gateway.port)
    client.send(...historyFields(1))
    client.send(25, 1, 1)
    expect((await client.next(isError(162, 1)))[4]).toContain('API historical data query cancelled: 1')
    client.send(25, 1, 1)
    await client.next(isError(366, 1))
    client.send(...headFields(2))
    client.send(8, 1, 1)
    await client.next(isMessage(9))
    await time.advance(1_000)
    expect(await client.next(isMessage(88))).toEqual(['88', '2', String(Date.UTC(2018, 0, 3, 14) / 1000)])
    client.send(90, 2)
    client.send(90, 2)
    await client.next(isError(366, 2))
    expect(gateway.record().requests.map(({ kind, how }) => [kind, how])).toEqual([
      ['bars', 'cancelled'],
      ['head', 'answered'],
    ])
  })
})

test('the time is told once a second, accounts and ids when asked, and the rest is refused', async () => {
  await withGateway({}, async ({ gateway, time }) => {
    const client = await startedClient(gateway.port)
    client.send(49, 1)
    client.send(49, 1)
    client.send(17, 1)
    await client.next(isMessage(15))
    expect(client.received.filter(isMessage(49))).toEqual([['49', '1', '1795198830']])
    await time.advance(1_000)
    client.send(49, 1)
    await client.next(isMessage(49))
    client.send(3, 1, 'an order')
    await client.next(isError(321, -1))
    expect(gateway.record().messages.get(3)).toBe(1)
    expect(gateway.record().breaks.map(({ rule }) => rule)).toEqual(['time-twice-a-second', 'forbidden-message'])
  })
})

test('a port in use is told in words', async () => {
  await withGateway({}, async ({ gateway, time }) => {
    const market = { contracts: [] } as never
    const second = await openGateway({ market, clock: time.clock, timer: time.timer, port: gateway.port })
    expect(second).toMatchObject({ ok: false, trouble: { code: 'gateway-port-in-use' } })
  })
})

test('what a version does not know yet is refused', async () => {
  await withGateway({ serverVersion: 117 }, async ({ gateway }) => {
    const client = await startedClient(gateway.port)
    for (const fields of [headFields(1), [90, 1]]) {
      client.send(...fields)
      await client.next(isError(321, -1))
    }
  })
  await withGateway({ serverVersion: 164 }, async ({ gateway }) => {
    const client = await startedClient(gateway.port)
    client.send(...historyFields(1, BTC, { what: 'SCHEDULE', barSize: '1 day' }))
    await client.next(isError(321, 1))
  })
})
