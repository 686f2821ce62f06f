import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { allowedHosts } from '../../../src/main/doors/server/allowedHosts.ts'
import { readPageFiles } from '../../../src/main/doors/server/pageFiles.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { cookieOf, get, PAGE, raw, useServers } from './serverDoor.ts'

const freshFolder = useTemporaryFolders()
const open = useServers()

describe('the token and the cookie', () => {
  test('the printed address gives a cookie that scripts cannot read, and is gone from the address bar', async () => {
    const server = await open()
    const { status, headers, body } = await get(server.port, `/?token=${server.token}`)
    expect([status, headers.location, body]).toEqual([302, '/', ''])
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(new RegExp(`^assay_${server.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`)),
    ])
    expect(headers['set-cookie']![0]).not.toContain(server.token)
    expect([headers['cache-control'], headers['referrer-policy']]).toEqual(['no-store', 'no-referrer'])
    expect(server.token).toMatch(/^[\w-]{43}$/)
  })

  test('with the cookie the page comes, under a strict policy', async () => {
    const server = await open()
    const { status, headers, body } = await get(server.port, '/', { cookie: `a=b; ${await cookieOf(server)}; c` })
    expect([status, body]).toEqual([200, '<!doctype html><title>the page</title>'])
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    })
    const policy = String(headers['content-security-policy']).split('; ')
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        `connect-src 'self' ws://127.0.0.1:${server.port}`,
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
      ]),
    )
    expect(policy.join()).not.toMatch(/script-src[^,]*unsafe|\*|https?:/)
  })

  test('files whose name holds their hash are kept for ever', async () => {
    const server = await open()
    const cookie = await cookieOf(server)
    const { headers, body } = await get(server.port, '/assets/main-Ab12Cd34.js', { cookie })
    expect([headers['cache-control'], headers['content-type'], body]).toEqual([
      'public, max-age=31536000, immutable',
      'text/javascript; charset=utf-8',
      'export {}',
    ])
    const head = await get(server.port, '/assets/main-Ab12Cd34.js', { cookie }, 'HEAD')
    expect([head.status, head.headers['content-length'], head.body]).toEqual([200, '9', ''])
  })

  test.each([
    ['no cookie', {}],
    ['an empty one', { cookie: '' }],
    ['a wrong one', { cookie: 'assay_PORT=AAAA' }],
    ['one without a value', { cookie: 'assay_PORT' }],
    ['the token as cookie', { cookie: 'assay_PORT=TOKEN' }],
    ['the token as a header', { authorization: 'Bearer TOKEN' }],
  ])('%s: no page, no asset, no channel', async (_name, headers) => {
    const server = await open()
    const filled = JSON.parse(
      JSON.stringify(headers).replaceAll('PORT', String(server.port)).replaceAll('TOKEN', server.token),
    )
    for (const path of ['/', '/assets/main-Ab12Cd34.js', '/nothing', '/channel'])
      expect([path, (await get(server.port, path, filled)).status]).toEqual([path, 401])
  })

  test.each(['', 'x', 'A'.repeat(43), 'A'.repeat(10_000), '%00', '%', '<script>'])(
    'the token "%s" is wrong',
    async (token) => {
      const server = await open()
      const { status, headers, body } = await get(server.port, `/?token=${token}`)
      expect([status, headers['set-cookie']]).toEqual([403, undefined])
      expect(body).not.toContain('<script>')
    },
  )

  test('a ticket opens once', async () => {
    const server = await open()
    const [one, other] = [server.ticket(), server.ticket()]
    const statuses = []
    for (const token of [one, one, other, other, server.token, server.token])
      statuses.push((await get(server.port, `/?token=${token}`)).status)
    expect(statuses).toEqual([302, 403, 302, 403, 302, 302])
  })

  test('a token stands at the root only', async () => {
    const server = await open()
    expect((await get(server.port, `/assets/main-Ab12Cd34.js?token=${server.token}`)).status).toBe(401)
  })

  test('the cookie of another engine is worth nothing here', async () => {
    const [one, other] = [await open(), await open()]
    const cookie = await cookieOf(one)
    expect((await get(other.port, '/', { cookie })).status).toBe(401)
    const renamed = cookie.replace(`assay_${one.port}`, `assay_${other.port}`)
    expect((await get(other.port, '/', { cookie: renamed })).status).toBe(401)
    expect((await get(other.port, `/?token=${one.token}`)).status).toBe(403)
    expect((await get(one.port, '/', { cookie })).status).toBe(200)
  })

  test('a thousand wrong tokens: few are looked at, pages go on, and after a while the right one opens', async () => {
    let nowMs = 0
    const server = await open({ clock: { nowMs: () => nowMs, monotonicMs: () => nowMs } })
    const cookie = await cookieOf(server)
    const counts = new Map<number, number>()
    for (let i = 0; i < 1_000; i++) {
      const { status } = await get(server.port, `/?token=${'x'.repeat(42)}${i % 10}`)
      counts.set(status, (counts.get(status) ?? 0) + 1)
    }
    expect([...counts]).toEqual([
      [403, 10],
      [429, 990],
    ])
    const late = await get(server.port, `/?token=${server.token}`)
    expect([late.status, late.headers['retry-after']]).toEqual([429, '2'])
    expect((await get(server.port, '/', { cookie })).status).toBe(200)
    nowMs += 1_000
    expect((await get(server.port, `/?token=${server.token}`)).status).toBe(302)
  })
})

describe('what may be asked', () => {
  test.each([
    'evil.example',
    'evil.example:PORT',
    '127.0.0.1',
    '127.0.0.1:1',
    '127.0.0.1.nip.io:PORT',
    'localhost.:PORT',
    'localhost:PORT.evil.example',
    '0.0.0.0:PORT',
    '192.168.1.5:PORT',
  ])('Host "%s" is refused, whatever it brings', async (host) => {
    const server = await open()
    const headers = { host: host.replace('PORT', String(server.port)), cookie: await cookieOf(server) }
    const { status, body } = await get(server.port, '/', headers)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(body).not.toContain('the page')
    expect((await get(server.port, `/?token=${server.token}`, headers)).headers['set-cookie']).toBeUndefined()
  })

  test.each(['127.0.0.1:PORT', 'localhost:PORT', 'LocalHost:PORT', '[::1]:PORT'])(
    'Host "%s" is this engine',
    async (host) => {
      const server = await open()
      const headers = { host: host.replace('PORT', String(server.port)), cookie: await cookieOf(server) }
      expect((await get(server.port, '/', headers)).status).toBe(200)
    },
  )

  test('a request without Host, or with two, is refused', async () => {
    const server = await open()
    const cookie = await cookieOf(server)
    const none = await raw(server.port, `GET / HTTP/1.1\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`)
    const old = await raw(server.port, `GET / HTTP/1.0\r\nCookie: ${cookie}\r\n\r\n`)
    const two = await raw(
      server.port,
      `GET / HTTP/1.1\r\nHost: evil.example\r\nHost: 127.0.0.1:${server.port}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`,
    )
    for (const { text } of [none, old, two]) expect(text).toMatch(/^HTTP\/1\.1 40[03] /)
  })

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('%s is refused', async (method) => {
    const server = await open()
    const { status, headers } = await get(server.port, '/', { cookie: await cookieOf(server) }, method)
    expect([status, headers.allow, headers['access-control-allow-origin']]).toEqual([405, 'GET, HEAD', undefined])
  })

  test('CONNECT, bodies and nonsense end the connection, and the engine lives', async () => {
    const server = await open()
    const cookie = await cookieOf(server)
    const start = `Host: 127.0.0.1:${server.port}\r\nCookie: ${cookie}\r\n`
    const hostile = [
      `CONNECT evil.example:443 HTTP/1.1\r\n${start}\r\n`,
      `GET / HTTP/1.1\r\n${start}Content-Length: 1000000000\r\n\r\nx`,
      `GET / HTTP/1.1\r\n${start}Transfer-Encoding: chunked\r\n\r\nffffff\r\n`,
      `GET / HTTP/1.1\r\n${start}X: ${'x'.repeat(20_000)}\r\n\r\n`,
      'GET\r\n\r\n',
      '\u0016\u0003\u0001\u0002\0\u0001\0',
    ]
    for (const bytes of hostile) expect((await raw(server.port, bytes)).text).not.toContain('the page')
    expect((await get(server.port, '/', { cookie })).status).toBe(200)
  })

  test.each([
    ['half a header', 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: '],
    ['nothing at all', ''],
    ['a body that never comes', 'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n'],
  ])('%s: hung up after the patience', async (_name, bytes) => {
    const server = await open({ patienceMs: 300 })
    const { ms } = await raw(server.port, bytes)
    expect(ms).toBeLessThan(4_500)
    expect((await get(server.port, '/')).status).toBe(401)
  })
})

describe('files', () => {
  function builtPage() {
    const folder = freshFolder()
    writeFileSync(join(folder, 'secret.txt'), 'SECRET')
    const page = join(folder, 'page')
    mkdirSync(join(page, 'assets'), { recursive: true })
    writeFileSync(join(page, 'index.html'), 'PAGE')
    writeFileSync(join(page, 'assets', 'main-Ab12Cd34.js'), '1')
    writeFileSync(join(page, 'assets', 'notes.exe'), 'SECRET')
    symlinkSync(join(folder, 'secret.txt'), join(page, 'link.txt'))
    return page
  }

  test('no address leads out of the table', async () => {
    const files = readPageFiles(builtPage())
    const server = await open({ files: files.ok ? files.value : PAGE })
    const cookie = await cookieOf(server)
    expect((await get(server.port, '/', { cookie })).body).toBe('PAGE')
    for (const path of [
      '/../secret.txt',
      '/assets/../../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/..\\secret.txt',
      '/%2e%2e%5csecret.txt',
      '//etc/passwd',
      '/etc/passwd',
      'file:///etc/passwd',
      'http://127.0.0.1/../secret.txt',
      '/link.txt',
      '/assets/notes.exe',
      '/assets',
      '/assets/',
      '/index.html',
      '/assets/main-Ab12Cd34.js%00.html',
      '/__proto__',
      '/constructor',
      '/%',
      '/%E0%A4%A',
      '*',
    ]) {
      const { status, body } = await get(server.port, path, { cookie })
      expect([path, status, body.includes('SECRET')]).toEqual([path, 404, false])
    }
  })

  test('a page that was never built says how to build it', () => {
    const empty = freshFolder()
    expect(readPageFiles(empty)).toMatchObject({
      trouble: { code: 'page-missing', hint: 'Build it with: npm run build' },
    })
    expect(readPageFiles(join(empty, 'none'))).toMatchObject({ trouble: { code: 'page-missing' } })
  })
})

describe('where it listens', () => {
  test('the hosts of an engine', () => {
    const loopback = ['127.0.0.1:80', 'localhost:80', '[::1]:80']
    expect(allowedHosts(80, null, ['10.0.0.1'])).toEqual(loopback)
    expect(allowedHosts(80, '10.0.0.1', ['10.0.0.1', '10.0.0.2'])).toEqual([...loopback, '10.0.0.1:80'])
    expect(allowedHosts(80, '0.0.0.0', ['10.0.0.1', 'fe80::1'])).toEqual([...loopback, '10.0.0.1:80', '[fe80::1]:80'])
  })

  test('a taken port is a trouble with what to do', async () => {
    const { port } = await open()
    await expect(open({ port })).rejects.toThrow(`Something listens on 127.0.0.1:${port} already.`)
  })
})
