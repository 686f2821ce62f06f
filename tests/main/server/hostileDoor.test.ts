import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { DEFAULT_SETTINGS } from '../../../src/core/contract/workbench/settings.ts'
import { success } from '../../../src/core/outcome/outcome.ts'
import { ask, channel, cookieOf, get, openChannel, useServers } from './serverDoor.ts'

const open = useServers()
const ASK = { id: 1, name: 'settings.show', input: {} }

test.each([
  ['in the message', '{"id":1,"name":"settings.show","input":{},"__proto__":{"polluted":1}}', true],
  ['in the input', '{"id":1,"name":"settings.show","input":{"__proto__":{"polluted":1}}}', false],
  ['by the constructor', '{"id":1,"name":"settings.show","input":{"constructor":{"prototype":{"polluted":1}}}}', false],
  [
    'deep in an input',
    '{"id":1,"name":"settings.save","input":{"ibkr":{"__proto__":{"polluted":1},"port":"x"}}}',
    false,
  ],
])('keys that would change every object are nothing special: %s', async (_where, message, isGood) => {
  const socket = await openChannel(await open())
  const answer = await ask(socket, message)
  expect(answer).toMatchObject(
    isGood ? { ok: true } : { ok: false, trouble: { code: expect.stringMatching(/bad-input|not-yet/) } },
  )
  expect('polluted' in {}).toBe(false)
  expect(await ask(socket, ASK)).toMatchObject({ id: 1, ok: true })
})

test('what is nested without end is no message, and the engine lives', async () => {
  const socket = await openChannel(await open())
  const depth = 400_000
  expect(await ask(socket, `${'['.repeat(depth)}${']'.repeat(depth)}`)).toMatchObject({ id: null, ok: false })
  expect(
    await ask(socket, `{"id":1,"name":"settings.show","input":${'{"a":'.repeat(90_000)}1${'}'.repeat(90_000)}}`),
  ).toMatchObject({
    ok: false,
  })
  expect(await ask(socket, ASK)).toMatchObject({ ok: true })
})

test('ten thousand questions over many channels at once are all answered, and none twice', async () => {
  const server = await open({ handlers: { 'settings.show': async () => success(DEFAULT_SETTINGS) } })
  const sockets = await Promise.all(Array.from({ length: 20 }, () => openChannel(server)))
  const counts = await Promise.all(
    sockets.map(
      (socket) =>
        new Promise<number>((resolve) => {
          const ids = new Set<number>()
          socket.on('message', (data) => {
            const { id } = JSON.parse(String(data))
            if (ids.has(id)) resolve(-1)
            ids.add(id)
            if (ids.size === 500) resolve(ids.size)
          })
          for (let id = 0; id < 500; id++) socket.send(JSON.stringify({ ...ASK, id }))
        }),
    ),
  )
  expect(counts).toEqual(Array(20).fill(500))
})

test('more pages than the engine has room for are sent away; those that are open live, and a place that is left is free again', async () => {
  const server = await open()
  const headers = { cookie: await cookieOf(server), origin: `http://127.0.0.1:${server.port}` }
  const sockets: WebSocket[] = []
  for (let count = 0; count < 64; count++) {
    const socket = await channel(server.port, headers)
    if (socket instanceof WebSocket) sockets.push(socket)
  }
  expect(sockets).toHaveLength(64)
  expect(await channel(server.port, headers)).toBe(503)
  expect(await ask(sockets[63]!, ASK)).toMatchObject({ ok: true })
  sockets[0]!.terminate()
  await expect.poll(() => server.channels()).toBe(63)
  expect(await channel(server.port, headers)).toBeInstanceOf(WebSocket)
})

test('two hundred connections that say a letter now and then are hung up, and pages are served meanwhile', async () => {
  const server = await open({ patienceMs: 700 })
  const cookie = await cookieOf(server)
  const started = Array.from({ length: 200 }, () => {
    const socket = connect({ host: '127.0.0.1', port: server.port })
    socket.on('error', () => {})
    socket.write('GET / HTTP/1.1\r\nX: ')
    const drip = setInterval(() => socket.write('a'), 100)
    const closed = new Promise<void>((resolve) => {
      socket.on('close', () => {
        clearInterval(drip)
        resolve()
      })
    })
    onTestFinished(() => void socket.destroy())
    return closed
  })
  expect((await get(server.port, '/', { cookie })).status).toBe(200)
  await Promise.all(started)
  expect((await get(server.port, '/', { cookie })).status).toBe(200)
}, 20_000)
