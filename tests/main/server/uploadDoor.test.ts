import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type OutgoingHttpHeaders } from 'node:http'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { failure, success } from '../../../src/core/outcome/outcome.ts'
import { createUploadFolder } from '../../../src/main/adapters/files/uploadFolder.ts'
import type { RunningServer } from '../../../src/main/doors/server/openServer.ts'
import { openUploads } from '../../../src/main/doors/server/takeUpload.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { cookieOf, get, raw, useServers } from './serverDoor.ts'

const freshFolder = useTemporaryFolders()
const open = useServers()
const clock = { nowMs: () => 0, monotonicMs: () => 0 }

async function house(free = Number.POSITIVE_INFINITY) {
  const folder = join(freshFolder(), 'uploads')
  const bugs: unknown[] = []
  const uploads = createUploadFolder(folder, clock, () => free)
  const server = await open({ uploads, onBug: (_name, error) => void bugs.push(error) })
  return { folder, server, bugs, headers: await headersOf(server) }
}

async function headersOf(server: RunningServer): Promise<OutgoingHttpHeaders> {
  return {
    cookie: await cookieOf(server),
    origin: `http://127.0.0.1:${server.port}`,
    'x-file-name': 'a.csv',
  }
}

const put = (server: RunningServer, headers: OutgoingHttpHeaders, body = 'time,open', path = '/upload') =>
  get(server.port, path, { 'content-length': Buffer.byteLength(body), ...headers }, 'PUT', body)

const filesIn = (folder: string) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    : []

describe('handing a file over', () => {
  test('the bytes come to lie where the answer says', async () => {
    const { server, headers, folder } = await house()
    const text = 'time,open\n'.repeat(100_000)
    const { status, body, headers: answered } = await put(server, headers, text)
    const answer = JSON.parse(body)
    expect([status, answer.ok, answered['content-type']]).toEqual([201, true, 'application/json; charset=utf-8'])
    expect(answer.value.startsWith(`${folder}/file-`)).toBe(true)
    expect(answer.value.endsWith('/a.csv')).toBe(true)
    expect(readFileSync(answer.value, 'utf8')).toBe(text)
  })

  test('an empty file is a file', async () => {
    const { server, headers } = await house()
    const { status, body } = await put(server, headers, '')
    expect([status, readFileSync(JSON.parse(body).value, 'utf8')]).toEqual([201, ''])
  })

  test.each([
    ['../../../../etc/passwd', 'passwd'],
    ['..%2f..%2fx.csv', 'x.csv'],
    ['<script>alert(1)</script>.csv', 'script_.csv'],
    ['"><img src=x>.csv', '_img src_x_.csv'],
    ['C:\\Windows\\win.ini', 'win.ini'],
    ['.bashrc', 'bashrc'],
    ['a\0b.csv', 'a_b.csv'],
    ['Kurse für München.csv', 'Kurse für München.csv'],
    ['con', 'file_con'],
  ])('the name %j is made plain, and stays below its folder', async (name, plain) => {
    const { server, headers, folder } = await house()
    const { body } = await put(server, { ...headers, 'x-file-name': encodeURIComponent(decoded(name)) })
    const path: string = JSON.parse(body).value
    expect(path.slice(folder.length)).toMatch(/^\/file-\w{6}\/[^/]+$/)
    expect(path.endsWith(`/${plain}`)).toBe(true)
    expect(body).not.toContain('<script>')
  })

  test('what the engine finds wrong is told as trouble, after all bytes were heard', async () => {
    const { server, headers, folder } = await house(1_000)
    const { status, body } = await put(server, headers, 'x'.repeat(3_000_000))
    expect([status, JSON.parse(body).trouble.code]).toEqual([507, 'disk-full'])
    expect(filesIn(folder)).toEqual([])
    const { text } = await raw(server.port, head(server, headers, 9 * 1024 ** 3))
    expect(text).toMatch(/^HTTP\/1\.1 413 [\s\S]*upload-too-large/)
  })

  test('a disk that fills up on the way leaves nothing, and says so', async () => {
    const abandon = vi.fn(async () => {})
    const write = vi.fn(async () => failure('disk-full', 'The disk is full.', 'Free some space.'))
    const finish = vi.fn(async () => success('/never'))
    const server = await open({ uploads: { begin: async () => success({ write, finish, abandon }), remove: () => {} } })
    const { status, body } = await put(server, await headersOf(server), 'x'.repeat(1_000_000))
    expect([status, JSON.parse(body).trouble.code]).toEqual([507, 'disk-full'])
    expect([abandon.mock.calls.length, finish.mock.calls.length, write.mock.calls.length]).toEqual([1, 0, 1])
  })

  test('an engine without a place for files takes none', async () => {
    const server = await open()
    expect((await put(server, await headersOf(server))).status).toBe(405)
  })
})

describe('who may not', () => {
  test.each([
    ['no cookie', { cookie: '' }, 401],
    ['a wrong cookie', { cookie: 'assay_PORT=AAAA' }, 401],
    ['the token in place of it', { cookie: '', authorization: 'Bearer TOKEN' }, 401],
    ['no origin', { origin: undefined }, 403],
    ['another origin', { origin: 'http://evil.example' }, 403],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }, 403],
    ['a null origin', { origin: 'null' }, 403],
    ['another host', { host: 'evil.example' }, 403],
    ['a rebound host', { host: 'evil.example:PORT', origin: 'http://evil.example:PORT' }, 403],
    ['no name', { 'x-file-name': '' }, 400],
    ['a name that is no encoding', { 'x-file-name': '%' }, 400],
    ['a length that is none', { 'transfer-encoding': 'chunked', 'content-length': undefined }, 411],
  ])('%s', async (_what, changed, status) => {
    const { server, headers, folder } = await house()
    const filled = JSON.parse(
      JSON.stringify({ ...headers, ...changed })
        .replaceAll('PORT', `${server.port}`)
        .replaceAll('TOKEN', server.token),
    )
    const body = 'SECRET'
    const length = 'content-length' in changed ? {} : { 'content-length': body.length }
    const answer = await get(server.port, '/upload', { ...length, ...filled }, 'PUT', body)
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([status, undefined])
    expect(filesIn(folder)).toEqual([])
  })

  test.each([
    ['POST', '/upload', 405],
    ['OPTIONS', '/upload', 405],
    ['PUT', '/upload/../x', 405],
    ['PUT', '/upload?x', 405],
    ['PUT', '/', 405],
    ['GET', '/upload', 404],
  ])('%s %s', async (method, path, status) => {
    const { server, headers, folder } = await house()
    expect((await get(server.port, path, headers, method)).status).toBe(status)
    expect(filesIn(folder)).toEqual([])
  })
})

describe('a page that goes', () => {
  test('an upload that is cut off leaves nothing, and the engine lives', async () => {
    const { server, headers, folder, bugs } = await house()
    const sockets = [await begun(server, headers, 1_000_000), await begun(server, headers, 1_000_000)]
    await vi.waitFor(() => expect(filesIn(folder).length).toBe(2))
    sockets[0]!.destroy()
    sockets[1]!.end()
    await vi.waitFor(() => expect(readdirSync(folder)).toEqual([]))
    expect(bugs).toEqual([])
    expect((await put(server, headers)).status).toBe(201)
  })

  test('four at once, and no more; then again', async () => {
    const { server, headers, folder } = await house()
    const sockets: Socket[] = []
    for (let i = 0; i < 4; i++) sockets.push(await begun(server, headers, 1_000))
    await vi.waitFor(() => expect(filesIn(folder).length).toBe(4))
    expect((await put(server, headers)).status).toBe(503)
    for (const socket of sockets) socket.destroy()
    await vi.waitFor(() => expect(readdirSync(folder)).toEqual([]))
    expect((await put(server, headers)).status).toBe(201)
  })

  test('is told by its own silence, and never by a disk that takes its time', async () => {
    const slowly = <T>(value: T) => new Promise<T>((resolve) => setTimeout(() => resolve(value), 400))
    const slow = { write: () => slowly(success(undefined)), finish: () => slowly(success('/there')) }
    const abandon = vi.fn(async () => {})
    const uploads = { begin: async () => success({ ...slow, abandon }), remove: () => {} }
    const { access, headers } = { access: { hasCookie: () => true }, headers: { 'x-file-name': 'a.csv' } }
    const door = openUploads(uploads, access as unknown as Parameters<typeof openUploads>[1], 150)
    const server = createServer({ requestTimeout: 0 }, (request, response) => {
      void door.take(request, [request.headers.host ?? '']).then((reply) => {
        if (reply === null) response.destroy()
        else response.writeHead(reply.status).end(reply.bytes)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
    try {
      const { port } = server.address() as { port: number }
      const origin = `http://127.0.0.1:${port}`
      const said = { ...headers, origin, 'content-length': 9 }
      const { status, body } = await get(port, '/upload', said, 'PUT', 'time,open')
      expect([status, JSON.parse(body)]).toEqual([201, { ok: true, value: '/there' }])
      await begun({ port } as RunningServer, { ...headers, origin }, 1_000_000)
      await vi.waitFor(() => expect(abandon).toHaveBeenCalledTimes(1), { timeout: 10_000 })
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  test('the end of the engine ends an upload', async () => {
    const { server, headers, folder, bugs } = await house()
    await begun(server, headers, 1_000_000)
    await vi.waitFor(() => expect(filesIn(folder).length).toBe(1))
    await server.stop()
    await vi.waitFor(() => expect(readdirSync(folder)).toEqual([]))
    expect(bugs).toEqual([])
  })
})

function head(server: RunningServer, headers: OutgoingHttpHeaders, length: number): string {
  const lines = { host: `127.0.0.1:${server.port}`, connection: 'close', ...headers, 'content-length': length }
  const text = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`)
  return `PUT /upload HTTP/1.1\r\n${text.join('')}\r\n`
}

function begun(server: RunningServer, headers: OutgoingHttpHeaders, length: number): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: server.port }, () => {
      socket.write(`${head(server, headers, length)}time,open\n`, () => resolve(socket))
    })
    socket.on('error', () => {})
  })
}

function decoded(name: string): string {
  return name.includes('%2f') ? name.replaceAll('%2f', '/') : name
}
