import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { Cancelled } from '../../../src/core/job/cancelled.ts'
import { afterwards, connect } from './linkFixture.ts'
import type { Script } from './rawGateway.ts'
import { notice, READY, rawGateway, rawServer } from './rawGateway.ts'

async function codeOf(...args: Parameters<typeof connect>): Promise<string> {
  const { outcome } = await connect(...args)
  if (outcome.ok) outcome.value.close()
  return outcome.ok ? 'connected' : outcome.trouble.code
}

async function gatewayOf(script: Script, version?: string | number) {
  const gateway = await rawGateway(script, version)
  afterwards(() => gateway.close())
  return gateway
}

async function serverOf(onSocket: Parameters<typeof rawServer>[0]) {
  const server = await rawServer(onSocket)
  afterwards(() => server.close())
  return server
}

test('a gateway that starts well gives a link, and says who it is', async () => {
  const gateway = await gatewayOf(READY)
  const { outcome, news } = await connect(gateway.address)
  if (!outcome.ok) throw new Error(outcome.trouble.message)
  const link = outcome.value
  expect(link).toMatchObject({
    serverVersion: 176,
    startedAt: '20260824 03:08:22 PST',
    accounts: ['DU12345', 'DU67890'],
  })
  expect(link.isAlive()).toBe(true)
  expect(link.messagesSent()).toBe(1)
  expect(gateway.received).toEqual([['71', '2', '7', '']])
  expect(news).toContainEqual({ kind: 'farm-fine', farm: 'ushmds', text: 'HMDS data farm connection is OK:ushmds' })
  link.close()
  expect(link.isAlive()).toBe(false)
  expect(news.filter(({ kind }) => kind === 'closed')).toHaveLength(1)
})

test('without a word of the history farm the link waits a second after the first id', async () => {
  const gateway = await gatewayOf((message, { say }) => {
    if (message[0] === '71') say(9, 1, 1)
  })
  const startedMs = performance.now()
  expect(await codeOf(gateway.address)).toBe('connected')
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(1000)
})

test('nobody listens: the hint names the ports and the setting', async () => {
  const server = await rawServer(() => {})
  await server.close()
  const { outcome, news } = await connect(server.address)
  expect(outcome).toMatchObject({ ok: false, trouble: { code: 'ibkr-nobody-listening' } })
  const hint = outcome.ok ? '' : outcome.trouble.hint
  for (const part of ['7496', '7497', '4001', '4002', 'Enable ActiveX and Socket Clients']) expect(hint).toContain(part)
  expect(news).toEqual([])
  expect(await codeOf({ ...server.address, host: 'localhost' })).toBe('ibkr-nobody-listening')
  expect(await codeOf({ ...server.address, port: 99_999 })).toBe('ibkr-nobody-listening')
})

test('closed at once: the API is not enabled', async () => {
  expect(await codeOf((await serverOf((socket) => socket.end())).address)).toBe('ibkr-api-disabled')
  expect(await codeOf((await serverOf((socket) => socket.resetAndDestroy())).address)).toBe('ibkr-api-disabled')
})

test('an HTTP server is no TWS', async () => {
  const server = createHttpServer((_request, response) => response.end('hello'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterwards(() => server.close())
  const { port } = server.address() as AddressInfo
  expect(await codeOf({ host: '127.0.0.1', port, clientId: 1 })).toBe('ibkr-not-tws')
})

test.each([
  ['silence', ''],
  ['a length of -4, on which the library would turn for ever', '\xff\xff\xff\xfc'],
  ['a length of zero', '\0\0\0\0'],
  ['a huge length', '\x7f\xff\xff\xff'],
  ['words for a version', '\0\0\0\x08hello\0x\0'],
  ['a version never offered', '\0\0\0\x06999\0x\0'],
  ['half a frame', '\0\0\0\x08176'],
])('not TWS: %s', async (_name, bytes) => {
  const server = await serverOf((socket) => socket.write(Buffer.from(bytes, 'latin1')))
  expect(await codeOf(server.address, 300)).toBe('ibkr-not-tws')
})

test.each([76, 100, 150, 162])('version %d is too old, and the text says so', async (version) => {
  const gateway = await gatewayOf(READY, version)
  const { outcome } = await connect(gateway.address)
  expect(outcome).toMatchObject({ ok: false, trouble: { code: 'ibkr-version-too-old' } })
  expect(outcome.ok ? '' : outcome.trouble.message).toContain(`version ${version}`)
})

test('a version and no session: not ready, with what the gateway said', async () => {
  const gateway = await gatewayOf((_message, { say }) => notice(say, 1100, 'Connectivity has been lost.'))
  const { outcome, news } = await connect(gateway.address, 300)
  expect(outcome).toMatchObject({ ok: false, trouble: { code: 'ibkr-not-ready' } })
  expect(outcome.ok ? '' : outcome.trouble.message).toContain('Connectivity has been lost.')
  expect(news).toEqual([{ kind: 'upstream-lost', text: 'Connectivity has been lost.' }])
  const closing = await gatewayOf((_message, { socket }) => socket.end())
  expect(await codeOf(closing.address)).toBe('ibkr-not-ready')
})

test('326 and 1300 end the attempt with their text', async () => {
  const inUse = await gatewayOf((_message, { say, socket }) => {
    notice(say, 326, 'Unable to connect as the client id is already in use.')
    socket.end()
  })
  expect(await codeOf(inUse.address)).toBe('ibkr-client-id-in-use')
  const moved = await gatewayOf((_message, { say }) => notice(say, 1300, 'TWS socket port has been reset: 7499'))
  const { outcome } = await connect(moved.address)
  expect(outcome).toMatchObject({ ok: false, trouble: { code: 'ibkr-port-moved' } })
  expect(outcome.ok ? '' : outcome.trouble.message).toContain('7499')
})

test('what the library throws over a message ends the attempt, not the process', async () => {
  const gateway = await gatewayOf((_message, { say }) => say(4, 2, -1, 2104, 'text', '{no json'))
  expect(await codeOf(gateway.address)).toBe('ibkr-not-ready')
})

test('an abort throws, and no socket is left', async () => {
  const server = await serverOf(() => {})
  const stop = new AbortController()
  const attempt = connect(server.address, 5000, stop.signal)
  setTimeout(() => stop.abort(), 400)
  await expect(attempt).rejects.toBeInstanceOf(Cancelled)
  await expect.poll(server.open).toBe(0)
  await expect(connect(server.address, 5000, stop.signal)).rejects.toBeInstanceOf(Cancelled)
})

test('each attempt is a socket of its own, and a failed one leaves none', async () => {
  const server = await serverOf(() => {})
  expect(await codeOf(server.address, 100)).toBe('ibkr-not-tws')
  await expect.poll(server.open).toBe(0)
})
