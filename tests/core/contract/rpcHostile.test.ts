import { expect, test } from 'vitest'
import { z } from 'zod'
import { call, type Handlers } from '../../../src/core/contract/workbench/rpc.ts'
import { createClient } from '../../../src/core/contract/workbench/rpcClient.ts'
import { MOST_OPEN_CALLS, serveApi } from '../../../src/core/contract/workbench/rpcServer.ts'
import { success } from '../../../src/core/outcome/outcome.ts'
import { inProcess } from '../../fakes/wires.ts'

const CONTRACT = {
  add: call<number>()(
    z.strictObject({ a: z.number(), deep: z.strictObject({ list: z.array(z.number()) }).optional() }),
  ),
  hang: call<null>()(z.strictObject({})),
} as const

let release: () => void = () => {}
const handlers: Handlers<typeof CONTRACT, AbortSignal> = {
  add: ({ a }) => success(a + 1),
  hang: () =>
    new Promise((resolve) => {
      const before = release
      release = () => {
        before()
        resolve(success(null))
      }
    }),
}

/** What the engine answers to raw messages. */
function engine() {
  const pair = inProcess()
  serveApi(CONTRACT, handlers, pair.engine, { newStop: () => new AbortController() })
  const answers: Record<string, unknown>[] = []
  pair.page.onMessage((message) => answers.push(message as Record<string, unknown>))
  const send = async (...messages: readonly unknown[]) => {
    for (const message of messages) pair.page.post(message)
    await new Promise((resolve) => setTimeout(resolve, 0))
    return answers.splice(0)
  }
  return { send, pair }
}

const trouble = (code: string) => ({ ok: false, trouble: expect.objectContaining({ code }) })

test.each([
  ['text', 'hello'],
  ['a number', 3],
  ['null', null],
  ['a list', [1, 2]],
  ['nothing in it', {}],
  ['no id', { name: 'add', input: { a: 1 } }],
  ['an id that is text', { id: '1', name: 'add', input: { a: 1 } }],
  ['an id with a fraction', { id: 1.5, name: 'add', input: { a: 1 } }],
  ['an id beyond all counting', { id: 1e300, name: 'add', input: { a: 1 } }],
  ['an id that is an object', { id: { toString: 'x' }, name: 'add', input: { a: 1 } }],
  ['no name', { id: 1, input: { a: 1 } }],
  ['a name that is a list', { id: 1, name: ['add'], input: { a: 1 } }],
  ['a stop without an id', { stop: true }],
])('%s is answered as a bad message', async (_name, message) => {
  expect(await engine().send(message)).toEqual([{ id: null, ...trouble('bad-message') }])
})

test.each(['nope', '', 'constructor', 'toString', '__proto__', 'hasOwnProperty', 'add '])(
  'the name "%s" is unknown',
  async (name) => {
    expect(await engine().send({ id: 7, name, input: {} })).toEqual([{ id: 7, ...trouble('unknown-call') }])
  },
)

test.each([
  [{ a: 'x' }, 'a'],
  [{ a: null }, 'a'],
  [{ a: 1, b: 2 }, 'the input'],
  [{ a: 1, deep: { list: [1, 'x'] } }, 'deep.list.1'],
  [undefined, 'the input'],
  [[], 'the input'],
])('the input %j is refused, and the field named', async (input, field) => {
  const [answer] = await engine().send({ id: 7, name: 'add', input })
  expect(answer).toMatchObject({ id: 7, ok: false, trouble: { code: 'bad-input' } })
  expect(JSON.stringify(answer)).toContain(`add: ${field}: `)
})

test('the page refuses the same before it is sent', async () => {
  const { pair } = engine()
  const client = createClient(CONTRACT, pair.page)
  const input = JSON.parse('{"a": "x"}')
  expect(await client.call('add', input)).toMatchObject({ ok: false, trouble: { code: 'bad-input' } })
})

test('an id that is in use does not disturb the call that has it', async () => {
  const { send } = engine()
  const ask = { id: 5, name: 'hang', input: {} }
  expect(await send(ask, ask)).toEqual([{ id: null, ...trouble('id-in-use') }])
  release()
  expect(await send()).toEqual([{ id: 5, ok: true, value: null }])
  expect(await send({ id: 5, name: 'add', input: { a: 1 } })).toEqual([{ id: 5, ok: true, value: 2 }])
})

test('open calls are bounded, and each refused one is told', async () => {
  const { send } = engine()
  const asked = Array.from({ length: MOST_OPEN_CALLS + 3 }, (_, id) => ({ id, name: 'hang', input: {} }))
  expect(await send(...asked)).toEqual(
    [0, 1, 2].map((over) => ({ id: MOST_OPEN_CALLS + over, ...trouble('too-many-calls') })),
  )
  release()
  await send()
  expect(await send({ id: 1, name: 'add', input: { a: 1 } })).toEqual([{ id: 1, ok: true, value: 2 }])
})

test('a stop of nothing, and of what is over, is nothing', async () => {
  const { send } = engine()
  expect(await send({ id: 99, stop: true })).toEqual([])
  await send({ id: 1, name: 'add', input: { a: 1 } })
  expect(await send({ id: 1, stop: true })).toEqual([])
})

test('answers that nobody asked for do not disturb the page', async () => {
  const { pair } = engine()
  const client = createClient(CONTRACT, pair.page)
  for (const message of [null, 3, 'x', [], { id: 44, ok: true }, { id: null, ok: false }, { id: 1, event: 3 }])
    pair.engine.post(message)
  expect(await client.call('add', { a: 1 })).toEqual(success(2))
})
