import { once } from 'node:events'
import { describe, expect, test, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { DEFAULT_SETTINGS } from '../../../src/core/contract/workbench/settings.ts'
import { success } from '../../../src/core/outcome/outcome.ts'
import { assembleTime } from '../../../src/main/assemble.ts'
import { ask, channel, cookieOf, get, openChannel, raw, useServers } from './serverDoor.ts'

const open = useServers()
const SETTINGS = { id: 1, name: 'settings.show', input: {} }
const ANSWER = { id: 1, ok: true, value: DEFAULT_SETTINGS }

describe('who may open a channel', () => {
  test('a page with the cookie', async () => {
    const server = await open()
    expect(await ask(await openChannel(server), SETTINGS)).toEqual(ANSWER)
    expect(server.channels()).toBe(1)
  })

  test('several windows at once, each with its own answers', async () => {
    const server = await open()
    const windows = await Promise.all([1, 2, 3].map(() => openChannel(server)))
    const answers = await Promise.all(windows.map((socket, id) => ask(socket, { ...SETTINGS, id })))
    expect(answers).toEqual([0, 1, 2].map((id) => ({ ...ANSWER, id })))
  })

  test('a program of this machine, by the token', async () => {
    const server = await open()
    const socket = await channel(server.port, { authorization: `Bearer ${server.token}` })
    expect(typeof socket).toBe('object')
    expect(await ask(socket as WebSocket, SETTINGS)).toEqual(ANSWER)
  })

  test.each([
    ['no Origin', { cookie: 'COOKIE' }, 403],
    ['a foreign Origin', { cookie: 'COOKIE', origin: 'http://evil.example' }, 403],
    ['a foreign Origin that begins alike', { cookie: 'COOKIE', origin: 'http://127.0.0.1:PORT.evil.example' }, 403],
    ['another port', { cookie: 'COOKIE', origin: 'http://127.0.0.1:1' }, 403],
    ['another name of this machine than the Host', { cookie: 'COOKIE', origin: 'http://localhost:PORT' }, 403],
    ['another scheme', { cookie: 'COOKIE', origin: 'https://127.0.0.1:PORT' }, 403],
    ['a sandboxed page', { cookie: 'COOKIE', origin: 'null' }, 403],
    ['no cookie', { origin: 'http://127.0.0.1:PORT' }, 401],
    ['a wrong cookie', { cookie: 'assay_PORT=x', origin: 'http://127.0.0.1:PORT' }, 401],
    ['a foreign Host', { cookie: 'COOKIE', origin: 'http://evil.example:PORT', host: 'evil.example:PORT' }, 403],
    ['a wrong token', { authorization: 'Bearer x' }, 403],
    ['a token from a page', { authorization: 'Bearer TOKEN', origin: 'http://127.0.0.1:PORT' }, 403],
    ['the token as a password', { authorization: 'Basic TOKEN' }, 403],
  ])('%s is refused', async (_name, headers, status) => {
    const server = await open()
    const filled = JSON.parse(
      JSON.stringify(headers)
        .replaceAll('COOKIE', await cookieOf(server))
        .replaceAll('PORT', String(server.port))
        .replaceAll('TOKEN', server.token),
    )
    expect(await channel(server.port, filled)).toBe(status)
    expect(server.channels()).toBe(0)
  })

  test.each(['/', '/channel/', '/channel?token=TOKEN', '/%63hannel', '/assets/channel'])(
    '%s is no channel',
    async (path) => {
      const server = await open()
      const headers = { cookie: await cookieOf(server), origin: `http://127.0.0.1:${server.port}` }
      expect(await channel(server.port, headers, path.replace('TOKEN', server.token))).toBe(404)
    },
  )

  test('wrong tokens of programs are counted too', async () => {
    const server = await open({ clock: { nowMs: () => 0, monotonicMs: () => 0 } })
    const statuses = []
    for (let i = 0; i < 12; i++) statuses.push(await channel(server.port, { authorization: 'Bearer x' }))
    expect(statuses).toEqual([...Array(10).fill(403), 429, 429])
  })

  test('an upgrade to something else, or half a one, ends the connection', async () => {
    const server = await open()
    const start = `GET /channel HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nCookie: ${await cookieOf(server)}\r\nOrigin: http://127.0.0.1:${server.port}\r\nConnection: Upgrade\r\n`
    const other = await raw(server.port, `${start}Upgrade: h2c\r\n\r\n`)
    const keyless = await raw(server.port, `${start}Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n`)
    for (const { text } of [other, keyless]) expect(text).toMatch(/^HTTP\/1\.1 4\d\d /)
    expect((await get(server.port, '/')).status).toBe(401)
  })
})

describe('what may be sent', () => {
  async function closeCode(socket: WebSocket): Promise<number> {
    const [code] = await once(socket, 'close')
    return code
  }

  test('an oversized message closes its channel with 1009; others live', async () => {
    const server = await open()
    const [hostile, other] = [await openChannel(server), await openChannel(server)]
    hostile.send(JSON.stringify({ ...SETTINGS, input: 'x'.repeat(1024 * 1024) }))
    expect(await closeCode(hostile)).toBe(1009)
    expect(await ask(other, SETTINGS)).toEqual(ANSWER)
  })

  test('an oversized message in many small frames as well', async () => {
    const server = await open()
    const socket = await openChannel(server)
    socket.on('error', () => {})
    const closed = closeCode(socket)
    for (let i = 0; i < 200; i++) socket.send('x'.repeat(10_000), { fin: false }, () => {})
    expect([1009, 1006]).toContain(await closed)
    expect(await ask(await openChannel(server), SETTINGS)).toEqual(ANSWER)
  })

  test('bytes close it with 1003', async () => {
    const server = await open()
    const socket = await openChannel(server)
    socket.send(new Uint8Array([1, 2, 3]))
    expect(await closeCode(socket)).toBe(1003)
  })

  test.each(['', 'hello', '{', '[1,2]', '"x"', `${'['.repeat(200_000)}`])(
    'text that is no message is told so, and the channel goes on',
    async (sent) => {
      const server = await open()
      const socket = await openChannel(server)
      expect(await ask(socket, sent)).toMatchObject({ id: null, ok: false, trouble: { code: 'bad-message' } })
      expect(await ask(socket, SETTINGS)).toEqual(ANSWER)
    },
  )

  test('100,000 questions at once are all answered', async () => {
    const server = await open()
    const socket = await openChannel(server)
    let answers = 0
    socket.on('message', () => answers++)
    for (let id = 0; id < 100_000; id++) socket.send(JSON.stringify({ id, name: 'settings.show', input: {} }))
    await vi.waitFor(() => expect(answers).toBe(100_000), { timeout: 30_000 })
  })
})

describe('pages that go', () => {
  test('a page that reads nothing is cut off, and its stream stopped', async () => {
    let stopped = false
    const event = { type: 'all' as const, jobs: [], filling: 'x'.repeat(1_000_000) }
    const server = await open({
      handlers: {
        'jobs.watch': async (_input, push, signal) => {
          while (!signal.aborted) {
            push(event)
            await new Promise((resolve) => setImmediate(resolve))
          }
          stopped = true
          return success(undefined)
        },
      },
    })
    const socket = await openChannel(server)
    socket.pause()
    socket.send(JSON.stringify({ id: 1, name: 'jobs.watch', input: {} }))
    await vi.waitFor(() => expect([stopped, server.channels()]).toEqual([true, 0]), { timeout: 20_000 })
    socket.terminate()
  })

  test('a page that answers no ping is gone at the next one', async () => {
    const { clock, timer } = assembleTime()
    const due: (() => void)[] = []
    const after = (_ms: number, callback: () => void) => {
      due.push(callback)
      return () => {}
    }
    const server = await open({ clock, timer: { ...timer, after } })
    const [deaf, well] = [await openChannel(server), await openChannel(server)]
    const pinged = once(well, 'ping')
    deaf.pause()
    due.shift()!()
    await pinged
    await ask(well, SETTINGS)
    due.shift()!()
    await vi.waitFor(() => expect(server.channels()).toBe(1))
    expect(await ask(well, SETTINGS)).toEqual(ANSWER)
    deaf.terminate()
  })

  test('the end of the engine is said to every page', async () => {
    const server = await open()
    const socket = await openChannel(server)
    const closed = once(socket, 'close')
    await server.stop()
    const [code, reason] = await closed
    expect([code, String(reason)]).toEqual([1001, 'The engine stops.'])
  })
})
