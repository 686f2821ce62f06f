import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerRequest } from '../../../src/main/adapters/gateway/answerRequest.ts'
import { encodeFrame } from '../../../src/main/adapters/gateway/frames.ts'
import { readGatewayRequest } from '../../../src/main/adapters/gateway/gatewayRequest.ts'
import { simulatedMarket } from '../../../src/main/adapters/gateway/simulatedMarket.ts'
import { withGateway } from '../../fakes/gateway.ts'
import {
  BTC,
  frame,
  greeting,
  historyFields,
  isError,
  isMessage,
  rawClient,
  SPY,
  startedClient,
} from '../../fakes/gatewayRawClient.ts'

function hugeFrame(): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(0xff_ff_ff_ff)
  return head
}

const NONSENSE: readonly (readonly [string, Buffer])[] = [
  ['a web browser', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
  ['an unframed client', Buffer.from('62\u00001\u0000')],
  ['a frame of 4 GB', Buffer.concat([greeting('v100..193'), hugeFrame()])],
  ['a greeting of 4 GB', Buffer.concat([Buffer.from('API\0'), hugeFrame()])],
  ['thousands of fields', Buffer.concat([greeting('v100..193'), frame(...Array.from({ length: 5_000 }, () => '1'))])],
]

test.each(NONSENSE)('%s is dropped, and the next client is served', async (_, bytes) => {
  await withGateway({}, async ({ gateway }) => {
    const client = await rawClient(gateway.port)
    client.socket.write(bytes)
    await client.closed
    expect(gateway.record().droppedClients).toBe(1)
    await startedClient(gateway.port)
  })
})

test('a message that comes byte by byte is a message', async () => {
  await withGateway({}, async ({ gateway }) => {
    const client = await rawClient(gateway.port)
    client.socket.setNoDelay(true)
    for (const byte of Buffer.concat([greeting('v100..193'), frame(71, 2, 1, ''), frame(...historyFields(4))])) {
      client.socket.write(Uint8Array.of(byte))
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect((await client.next(isMessage(17)))[1]).toBe('4')
  })
})

test('messages without their fields, with wrong ones, and twice the same id are refused, one by one', async () => {
  await withGateway({ answerDelayMs: 1_000 }, async ({ gateway }) => {
    const client = await startedClient(gateway.port)
    const wrong: (string | number)[][] = [[], [''], ['x'], [20], [20, 'id'], [9, 8], [87, 1], [71, 2, 1, ''], [1e99]]
    for (const fields of wrong) {
      client.send(...fields)
      await client.next(isError(321, -1))
    }
    client.send(25, 1)
    await client.next(isError(366, -1))
    client.send(...historyFields(1))
    client.send(...historyFields(1))
    await client.next(isError(322, 1))
    expect(gateway.record().requests.map(({ how }) => how)).toEqual([null, 'refused'])
  })
})

test('hundreds of open questions end the socket; hundreds of sockets end themselves', async () => {
  await withGateway({ answerDelayMs: 1_000 }, async ({ gateway }) => {
    const client = await startedClient(gateway.port)
    for (let id = 1; id <= 400; id++) client.send(...historyFields(id))
    await client.closed
    expect(gateway.record().requests.every(({ how }) => how !== null)).toBe(true)
    const clients = await Promise.all(Array.from({ length: 80 }, () => rawClient(gateway.port)))
    await Promise.race(clients.map(({ closed }) => closed))
    for (const { socket } of clients) socket.destroy()
    await Promise.all(clients.map(({ closed }) => closed))
    await startedClient(gateway.port)
  })
})

test('a client that never reads is served no further than the wire holds', async () => {
  await withGateway({}, async ({ gateway }) => {
    const client = await startedClient(gateway.port)
    client.socket.pause()
    const year = { duration: '1 Y', barSize: '1 hour' }
    for (let id = 1; id <= 50; id++) {
      client.send(...historyFields(id, undefined, year))
      // One at a time: requests that arrive together are answered together.
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    let before = -1
    while (gateway.record().answered !== before) {
      before = gateway.record().answered
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    expect(before).toBeLessThan(40)
    client.socket.resume()
    while (gateway.record().answered < 50) await new Promise((resolve) => setTimeout(resolve, 20))
    await client.next((fields) => fields[0] === '17' && fields[1] === '50')
  })
})

test('any words get an answer of one message or more, at any version', () => {
  const nowMs = Date.UTC(2026, 10, 20)
  const market = simulatedMarket({ seed: 1, nowMs: () => nowMs })
  const word = (...known: readonly (string | number)[]) =>
    fc.oneof({ arbitrary: fc.constantFrom(...known), weight: 8 }, fc.string({ maxLength: 12 }))
  const contract = fc.oneof(
    fc.constantFrom(BTC, SPY),
    fc.array(word('', 0, 'SPY', 'SMART'), { minLength: 12, maxLength: 12 }),
  )
  const history = fc.tuple(
    contract,
    word(
      '',
      '99991231-23:59:59',
      '19900101 00:00:00',
      '00010101-00:00:00',
      '20261101 01:30:00 US/Eastern',
      '20260105-00:00:00',
    ),
    word('1 min', '1 hour', '8 hours', '1 day', '1W', '1M', '5 secs'),
    word('1 S', '86400 S', '1 D', '365 D', '52 W', '12 M', '1 Y', '68 Y', '0 D', '-1 D', '1e3 D'),
    word('AGGTRADES', 'TRADES', 'SCHEDULE', 'MIDPOINT', 'BID_ASK', 'ASK'),
    word(1, 2, 3),
    fc.constantFrom(100, 123, 124, 163, 165, 174, 193),
  )
  fc.assert(
    fc.property(history, ([words, end, barSize, duration, what, formatDate, version]) => {
      const old = version < 124
      const fields = [20, ...(old ? [6] : []), 1, ...words, 0, end, barSize, duration, 1, what, formatDate]
      const request = readGatewayRequest(fields.map(String), version)
      expect(request).not.toBeNull()
      const { messages } = answerRequest(request!, { market, version, nowMs }, (bars) => bars)
      expect(messages.length).toBeGreaterThan(0)
      for (const message of messages) expect(encodeFrame(message).length).toBeLessThan(0xff_ff_ff)
    }),
    { numRuns: 1_000 },
  )
})

test('stop ends everything, even in the middle of things', async () => {
  await withGateway({ answerDelayMs: 1_000 }, async ({ gateway, time }) => {
    const client = await startedClient(gateway.port)
    client.send(...historyFields(1))
    client.send(8, 1, 1)
    await client.next(isMessage(9))
    await gateway.stop()
    await client.closed
    await time.advance(10_000)
    expect(gateway.record().requests[0]?.how).toBe('closed')
    await (await rawClient(gateway.port)).closed
    await gateway.stop()
  })
})
