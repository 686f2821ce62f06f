import { afterEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { call, type Handlers, stream } from '../../../src/core/contract/workbench/rpc.ts'
import { createClient } from '../../../src/core/contract/workbench/rpcClient.ts'
import { serveApi } from '../../../src/core/contract/workbench/rpcServer.ts'
import { failure, type Outcome, success } from '../../../src/core/outcome/outcome.ts'
import { CHANNELS, type WirePair } from '../../fakes/wires.ts'

const nothing = z.strictObject({})
const CONTRACT = {
  add: call<number>()(z.strictObject({ a: z.number(), b: z.number() })),
  echo: call<unknown>()(z.strictObject({ value: z.unknown() })),
  refuse: call<null>()(nothing),
  crash: call<null>()(nothing),
  hang: call<null>()(nothing),
  cycle: call<unknown>()(nothing),
  void: call<null>()(nothing),
  later: call<null>()(nothing),
  count: stream<{ n: number }>()(z.strictObject({ to: z.number().int() })),
  tick: stream<number>()(nothing),
  snap: stream<number>()(nothing),
} as const
type Contract = typeof CONTRACT

const stopped: string[] = []
const refused = failure('no-bars', 'There are no bars.', 'Import some.')

const handlers: Partial<Handlers<Contract, AbortSignal>> = {
  add: ({ a, b }) => success(a + b),
  echo: async ({ value }) => success(value),
  refuse: () => refused,
  crash: () => {
    throw new Error('secret of the second line is not told\n    at /home/someone/file.ts:1')
  },
  hang: (_input, signal) => untilStopped('hang', signal, success(null)),
  cycle: () => {
    const value: Record<string, unknown> = {}
    value.value = value
    return success(value)
  },
  void: () => success(null),
  count: async ({ to }, push) => {
    for (let n = 0; n < to; n++) push({ n })
    return success(undefined)
  },
  tick: (_input, push, signal) => {
    push(1)
    return untilStopped('tick', signal, success(undefined))
  },
  snap: async (_input, push) => {
    push(1)
    setTimeout(() => push(99), 5)
    return refused
  },
}

function untilStopped<T>(name: string, signal: AbortSignal, outcome: Outcome<T>): Promise<Outcome<T>> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      stopped.push(name)
      resolve(outcome)
    })
  })
}

let pair: WirePair | null = null
const bugs: string[] = []

afterEach(async () => {
  await pair?.end()
  pair = null
  stopped.length = 0
  bugs.length = 0
})

describe.each(CHANNELS)('the contract over: %s', (_name, open) => {
  async function connected() {
    pair = await open()
    serveApi(CONTRACT, handlers, pair.engine, {
      newStop: () => new AbortController(),
      onBug: (name) => bugs.push(name),
    })
    return createClient(CONTRACT, pair.page)
  }

  test('a question has its answer', async () => {
    const client = await connected()
    expect(await client.call('add', { a: 1, b: 2 })).toEqual(success(3))
    expect(await client.call('void', {})).toEqual(success(null))
  })

  test('a thousand at once, each with its own', async () => {
    const client = await connected()
    const sums = await Promise.all(Array.from({ length: 1_000 }, (_, a) => client.call('add', { a, b: 1 })))
    expect(sums).toEqual(Array.from({ length: 1_000 }, (_, a) => success(a + 1)))
  })

  test('text, markup, numbers and null come back as they went; NaN as null', async () => {
    const client = await connected()
    const value = { text: '<b>ü\u2028\0</b>', list: [1, -0.5, null, true], deep: { __proto__x: 1 } }
    expect(await client.call('echo', { value })).toEqual(success(value))
    expect(await client.call('echo', { value: [Number.NaN, Number.POSITIVE_INFINITY] })).toEqual(success([null, null]))
    const large = 'x'.repeat(900_000)
    expect(await client.call('echo', { value: large })).toEqual(success(large))
  })

  test('expected trouble comes whole', async () => {
    const client = await connected()
    expect(await client.call('refuse', {})).toEqual(refused)
  })

  test('a bug is said without its stack, and the engine goes on', async () => {
    const client = await connected()
    const outcome = await client.call('crash', {})
    expect(outcome).toMatchObject({ ok: false, trouble: { code: 'internal-error' } })
    expect(JSON.stringify(outcome)).not.toMatch(/at \/home|file\.ts/)
    expect(await client.call('cycle', {})).toMatchObject({ ok: false, trouble: { code: 'internal-error' } })
    expect(bugs).toEqual(['crash', 'cycle'])
    expect(await client.call('add', { a: 1, b: 2 })).toEqual(success(3))
  })

  test('what has no handler yet says so', async () => {
    const client = await connected()
    expect(await client.call('later', {})).toMatchObject({ ok: false, trouble: { code: 'not-yet' } })
  })

  test('a stream brings its events in order, then ends once', async () => {
    const client = await connected()
    const events: number[] = []
    const end = await new Promise<Outcome<void>>((resolve) => {
      client.stream('count', { to: 500 }, ({ n }) => events.push(n), resolve)
    })
    expect(end).toEqual(success(undefined))
    expect(events).toEqual(Array.from({ length: 500 }, (_, n) => n))
  })

  test('a stream that fails ends with its trouble, and nothing comes after the end', async () => {
    const client = await connected()
    const events: number[] = []
    const ends: Outcome<void>[] = []
    client.stream(
      'snap',
      {},
      (n) => events.push(n),
      (end) => ends.push(end),
    )
    await vi.waitFor(() => expect(ends).toEqual([refused]))
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect([events, ends]).toEqual([[1], [refused]])
  })

  test('a stream that is stopped from the page stops in the engine, and says nothing more', async () => {
    const client = await connected()
    const ends: unknown[] = []
    let stop = () => {}
    await new Promise<void>((resolve) => {
      stop = client.stream(
        'tick',
        {},
        () => resolve(),
        (end) => ends.push(end),
      )
    })
    stop()
    stop()
    await vi.waitFor(() => expect(stopped).toEqual(['tick']))
    expect(await client.call('add', { a: 1, b: 1 })).toEqual(success(2))
    expect(ends).toEqual([])
  })

  test('where the wire is cut, everything open ends as engine-gone, and the engine stops working for nobody', async () => {
    const client = await connected()
    const gone = { ok: false, trouble: { code: 'engine-gone' } }
    const ends: unknown[] = []
    await new Promise<void>((resolve) => {
      client.stream(
        'tick',
        {},
        () => resolve(),
        (end) => ends.push(end),
      )
    })
    const hanging = client.call('hang', {})
    await client.call('add', { a: 1, b: 1 })
    await pair!.end()
    expect(await hanging).toMatchObject(gone)
    expect(ends).toMatchObject([gone])
    await vi.waitFor(() => expect([...stopped].sort()).toEqual(['hang', 'tick']))
    expect(await client.call('add', { a: 1, b: 1 })).toMatchObject(gone)
    const late = await new Promise((resolve) => client.stream('tick', {}, () => {}, resolve))
    expect(late).toMatchObject(gone)
  })
})
