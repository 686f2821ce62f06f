import { expect, test } from 'vitest'
import type { FaultKind } from '../../../src/main/adapters/gateway/faults.ts'
import { FAULT_KINDS, faultApplies, randomFaults } from '../../../src/main/adapters/gateway/faults.ts'
import { faultsAt } from '../../fakes/faultsAt.ts'
import type { GatewayScene } from '../../fakes/gateway.ts'
import { withGateway } from '../../fakes/gateway.ts'
import type { RawClient } from '../../fakes/gatewayRawClient.ts'
import {
  frame,
  greeting,
  headFields,
  historyFields,
  isError,
  isMessage,
  rawClient,
  startedClient,
} from '../../fakes/gatewayRawClient.ts'

/** Asks the same bars twice: the first question meets the fault, the second none. */
async function twice(kind: FaultKind, work: (client: RawClient, scene: GatewayScene) => Promise<void>): Promise<void> {
  await withGateway({ faults: faultsAt([{ request: 0, kind }]) }, async (scene) => {
    const client = await startedClient(scene.gateway.port)
    client.send(...historyFields(1))
    await work(client, scene)
    expect(scene.gateway.record().requests[0]?.fault).toBe(kind)
  })
}

function barTimes(answer: readonly string[]): number[] {
  return Array.from({ length: Number(answer[4]) }, (_, t) => Number(answer[5 + 8 * t]))
}

/** Until the gateway has seen so many questions: what a client wrote has then arrived. */
async function seen(scene: GatewayScene, requests: number): Promise<void> {
  while (scene.gateway.record().requests.length < requests) await new Promise((resolve) => setTimeout(resolve, 1))
}

test.each([
  ['pacing', 162, /pacing violation/],
  ['no-data', 162, /HMDS query returned no data: BTC@PAXOS Aggtrades/],
  ['no-permission', 162, /No market data permissions for PAXOS CRYPTO/],
  ['foreign-text', 162, /^Mensaje de error/],
  ['unknown-contract', 200, /No security definition/],
] as const)('%s', async (kind, code, text) => {
  await twice(kind, async (client) => {
    expect((await client.next(isError(code, 1)))[4]).toMatch(text)
    client.send(...historyFields(2))
    await client.next(isMessage(17))
  })
})

test('silence ends with a cancel', async () => {
  await twice('silence', async (client, { gateway, time }) => {
    client.send(...historyFields(2))
    expect((await client.next(isMessage(17)))[1]).toBe('2')
    await time.advance(3_600_000)
    client.send(25, 1, 1)
    await client.next(isError(162, 1))
    expect(gateway.record().requests.map(({ how }) => how)).toEqual(['cancelled', 'answered'])
  })
})

test('a disconnect, and half a frame', async () => {
  await twice('disconnect-mid-chunk', async (client, { gateway }) => {
    await client.closed
    expect(client.received.filter(isMessage(17))).toEqual([])
    expect(gateway.record().requests[0]?.how).toBe('closed')
    await startedClient(gateway.port)
  })
  await twice('half-frame', async (client) => {
    await client.closed
    expect(client.received.filter(isMessage(17))).toEqual([])
    expect(client.restBytes()).toBeGreaterThan(100)
  })
})

test('bars twice, bars out of order, other prices at the seam', async () => {
  const answers: Record<string, string[]> = {}
  let truth: string[] = []
  for (const kind of ['duplicate-bars', 'out-of-order', 'differing-seam'] as const) {
    await twice(kind, async (client) => {
      answers[kind] = await client.next(isMessage(17))
      client.send(...historyFields(2))
      truth = await client.next(isMessage(17))
    })
  }
  const times = barTimes(truth)
  const duplicated = barTimes(answers['duplicate-bars']!)
  expect(duplicated).toHaveLength(times.length + 2)
  expect([...new Set(duplicated)]).toEqual(times)
  const shuffled = barTimes(answers['out-of-order']!)
  expect(shuffled).not.toEqual(times)
  expect(shuffled.toSorted((a, b) => a - b)).toEqual(times)
  const other = answers['differing-seam']!
  const seamAt = 5 + 8 * (times.length - 2)
  expect(other.slice(2, seamAt)).toEqual(truth.slice(2, seamAt))
  expect(other[seamAt + 4]).not.toBe(truth[seamAt + 4])
  expect(barTimes(other)).toEqual(times)
})

test.each([
  ['upstream-lost', 1101],
  ['upstream-kept', 1102],
] as const)('%s: 1100, silence, then %i and the farms', async (kind, code) => {
  await twice(kind, async (client, scene) => {
    await client.next(isError(1100, -1))
    client.send(...historyFields(2))
    await seen(scene, 2)
    await scene.time.advance(44_999)
    expect(client.received.filter(isError(code))).toEqual([])
    await scene.time.advance(1)
    await client.next(isError(code, -1))
    await client.next(isError(2106, -1))
    client.send(...historyFields(3))
    expect((await client.next(isMessage(17)))[1]).toBe('3')
    expect(scene.gateway.record().requests.map(({ how }) => how)).toEqual([null, null, 'answered'])
  })
})

test('a session that starts while IB is lost hears so, and gets its farms later', async () => {
  await twice('upstream-lost', async (client, { gateway, time }) => {
    await client.next(isError(1100))
    const second = await rawClient(gateway.port)
    second.socket.write(Buffer.concat([greeting('v100..193'), frame(71, 2, 8, '')]))
    await second.next(isError(1100))
    expect(second.received.filter(isError(2106))).toEqual([])
    await time.advance(45_000)
    await second.next(isError(2106))
  })
})

test('the client id stays taken for a minute', async () => {
  await twice('client-id-taken', async (client, { gateway, time }) => {
    await client.closed
    const refused = await rawClient(gateway.port)
    refused.socket.write(Buffer.concat([greeting('v100..193'), frame(71, 2, 1, '')]))
    await refused.next(isError(326, -1))
    await refused.closed
    await startedClient(gateway.port, 2)
    await time.advance(60_000)
    await startedClient(gateway.port, 1)
  })
})

test('after the nightly restart nobody listens for minutes, then all is well on the same port', async () => {
  await twice('nightly-restart', async (client, { gateway, time }) => {
    await client.closed
    const early = await rawClient(gateway.port)
    await early.closed
    await time.advance(299_000)
    await (await rawClient(gateway.port)).closed
    expect(gateway.record().connections).toBe(1)
    await time.advance(1_000)
    const connected = async () => {
      const client = await rawClient(gateway.port)
      client.socket.end()
      await client.closed
      return gateway.record().connections > 1
    }
    while (!(await connected())) await new Promise((resolve) => setTimeout(resolve, 1))
    const late = await startedClient(gateway.port)
    late.send(...historyFields(2))
    await late.next(isMessage(17))
  })
})

test.each([
  ['slow', 20_000, 50_000],
  ['late', 70_000, 100_000],
] as const)('%s answers come after %i ms', async (kind, leastMs, mostMs) => {
  await twice(kind, async (client, scene) => {
    await seen(scene, 1)
    await scene.time.advance(leastMs - 1)
    client.send(8, 1, 1)
    await client.next(isMessage(9))
    expect(client.received.filter(isMessage(17))).toEqual([])
    await scene.time.advance(mostMs - leastMs)
    await client.next(isMessage(17))
  })
})

test('random faults: the share, by seed and index only, and only where they apply', () => {
  const plan = randomFaults({ seed: 3, share: 0.05, kinds: FAULT_KINDS })
  const drawn = Array.from({ length: 20_000 }, (_, index) => plan({ index, kind: 'bars', symbol: 'BTC' }))
  const share = drawn.filter((fault) => fault !== null).length / drawn.length
  expect(share).toBeGreaterThan(0.045)
  expect(share).toBeLessThan(0.055)
  expect(new Set(drawn)).toEqual(new Set([null, ...FAULT_KINDS]))
  expect(plan({ index: 77, kind: 'bars', symbol: 'ETH' })).toBe(drawn[77])
  expect(randomFaults({ seed: 4, share: 0.05, kinds: FAULT_KINDS })).not.toEqual(plan)
  const heads = Array.from({ length: 5_000 }, (_, index) => plan({ index, kind: 'head', symbol: 'BTC' }))
  expect(heads.every((fault) => fault === null || faultApplies(fault, 'head'))).toBe(true)
  expect(heads).not.toContain('duplicate-bars')
})

test('a fault that cannot happen to a head does not', async () => {
  await withGateway({ faults: () => 'out-of-order' }, async ({ gateway }) => {
    const client = await startedClient(gateway.port)
    client.send(...headFields(1))
    await client.next(isMessage(88))
    expect(gateway.record().requests[0]?.fault).toBeNull()
  })
})
