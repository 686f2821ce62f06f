import { expect, test } from 'vitest'
import type { JudgedRequest } from '../../../src/main/adapters/gateway/referee.ts'
import { referee } from '../../../src/main/adapters/gateway/referee.ts'
import { withGateway } from '../../fakes/gateway.ts'
import {
  frame,
  greeting,
  headFields,
  historyFields,
  isMessage,
  rawClient,
  startedClient,
} from '../../fakes/gatewayRawClient.ts'

function request(change: Partial<JudgedRequest>): JudgedRequest {
  const identity = `${change.atMs} ${change.kind}`
  return {
    kind: 'bars',
    atMs: 0,
    identity,
    contractKey: 'BTC',
    barMs: 3_600_000,
    bidAsk: false,
    ready: true,
    ...change,
  }
}

/** The rules broken by requests at these times, each asked and ended. */
function broken(requests: readonly JudgedRequest[]): string[] {
  const judge = referee()
  for (const [k, asked] of requests.entries()) {
    judge.request(asked, String(k))
    judge.ended(String(k))
  }
  return judge.breaks().map(({ rule, atMs }) => `${rule} ${atMs}`)
}

test('the same question again: after 15 s it may be asked', () => {
  const at = (atMs: number) => request({ atMs, identity: 'same' })
  expect(broken([at(0), at(14_999)])).toEqual(['identical-within-15s 14999'])
  expect(broken([at(0), at(15_000)])).toEqual([])
  expect(broken([at(0), request({ atMs: 1, identity: 'other' })])).toEqual([])
})

test('six within 2 s: small bars and heads of one contract only', () => {
  const burst = (change: Partial<JudgedRequest>, stepMs = 300) =>
    broken(Array.from({ length: 6 }, (_, k) => request({ atMs: k * stepMs, ...change })))
  expect(burst({ barMs: 30_000 })).toEqual(['six-within-2s 1500'])
  expect(burst({ kind: 'head', barMs: Number.NaN })).toEqual(['six-within-2s 1500'])
  expect(burst({ barMs: 30_000 }, 400)).toEqual([])
  expect(burst({ barMs: 60_000 })).toEqual([])
  const venues = Array.from({ length: 6 }, (_, k) => request({ atMs: k, barMs: 5_000, contractKey: `BTC ${k % 2}` }))
  expect(broken(venues)).toEqual([])
})

test('sixty within 10 minutes; BID_ASK counts twice', () => {
  const spread = (count: number, change: Partial<JudgedRequest>, stepMs = 9_000) =>
    broken(Array.from({ length: count }, (_, k) => request({ atMs: k * stepMs, ...change })))
  expect(spread(60, { barMs: 5_000 })).toEqual([])
  expect(spread(61, { barMs: 5_000 })).toEqual(['sixty-within-10min 540000'])
  expect(spread(61, { barMs: 5_000 }, 10_000)).toEqual([])
  expect(spread(61, { kind: 'head' })).toHaveLength(1)
  expect(spread(31, { barMs: 5_000, bidAsk: true })).toEqual(['sixty-within-10min 270000'])
  expect(spread(300, { barMs: 3_600_000 })).toEqual([])
})

test('fifty open', () => {
  const judge = referee()
  for (let k = 0; k < 50; k++) judge.request(request({ atMs: k * 1_000 }), String(k))
  expect(judge.breaks()).toEqual([])
  judge.ended('7')
  judge.request(request({ atMs: 60_000 }), 'a')
  expect(judge.breaks()).toEqual([])
  judge.request(request({ atMs: 61_000 }), 'b')
  expect(judge.breaks().map(({ rule }) => rule)).toEqual(['fifty-open'])
})

test('fifty messages a second, of one connection; orders never', () => {
  const judge = referee()
  for (let k = 0; k < 50; k++) judge.message(1, 20, k * 10)
  judge.message(2, 20, 499)
  judge.message(1, 25, 1_000)
  expect(judge.breaks()).toEqual([])
  judge.message(1, 25, 1_001)
  expect(judge.breaks().map(({ rule }) => rule)).toEqual(['fifty-messages-a-second'])
  for (const allowed of [71, 9, 20, 25, 87, 90, 49, 8, 17]) judge.message(3, allowed, 9_000)
  expect(judge.breaks()).toHaveLength(1)
  for (const order of [3, 4, 1, 6, 21]) judge.message(4, order, 9_000)
  expect(
    judge
      .breaks()
      .slice(1)
      .map(({ detail }) => detail),
  ).toEqual(['message 3', 'message 4', 'message 1', 'message 6', 'message 21'])
})

test('the time twice within a second', () => {
  const judge = referee()
  judge.message(1, 49, 0)
  judge.message(1, 49, 1_000)
  judge.message(2, 49, 1_001)
  expect(judge.breaks()).toEqual([])
  judge.message(1, 49, 1_999)
  expect(judge.breaks().map(({ rule }) => rule)).toEqual(['time-twice-a-second'])
})

test('on the wire: asked before the farms, identical, and heads that stay open', async () => {
  await withGateway({ farmDelayMs: 500 }, async ({ gateway, time }) => {
    const client = await rawClient(gateway.port)
    client.socket.write(Buffer.concat([greeting('v100..193'), frame(71, 2, 1, ''), frame(...historyFields(1))]))
    await client.next(isMessage(17))
    await time.advance(500)
    client.send(...historyFields(2))
    await client.next(isMessage(17))
    expect(gateway.record().breaks.map(({ rule }) => rule)).toEqual(['too-early', 'identical-within-15s'])
  })
  await withGateway({}, async ({ gateway, time }) => {
    const client = await startedClient(gateway.port)
    for (let id = 1; id <= 51; id++) {
      await time.advance(16_000)
      client.send(...headFields(id))
      await client.next(isMessage(88))
    }
    expect(gateway.record().breaks.map(({ rule }) => rule)).toEqual(['fifty-open'])
    client.send(90, 1)
    client.send(8, 1, 1)
    await client.next(isMessage(9))
    await time.advance(16_000)
    client.send(...headFields(99))
    await client.next(isMessage(88))
    expect(gateway.record().breaks).toHaveLength(2)
    client.socket.destroy()
    await startedClient(gateway.port, 2)
  })
})
