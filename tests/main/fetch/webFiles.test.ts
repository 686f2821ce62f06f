import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Cancelled } from '../../../src/core/job/cancelled.ts'
import { systemTimer } from '../../../src/main/adapters/clock/systemTimer.ts'
import { createWebFiles } from '../../../src/main/adapters/http/webFiles.ts'
import type { WebLimits } from '../../../src/main/engine/ports/webFiles.ts'
import { openTestServer, status, type TestServer } from './fetchScene.ts'

const LIMITS: WebLimits = { mostBytes: 1000, quietMs: 2000, wholeMs: 4000 }

let server: TestServer
beforeEach(async () => {
  server = await openTestServer()
})
afterEach(() => server.close())

const get = (path: string, limits: Partial<WebLimits> = {}, signal = new AbortController().signal) =>
  createWebFiles(systemTimer).get(`${server.base}${path}`, { ...LIMITS, ...limits }, signal)

describe('files on the web', () => {
  it('come with what the server says of its limits', async () => {
    server.pages.set('/a', status(200, { 'x-mbx-used-weight-1m': '17', 'retry-after': '5' }, 'whole'))
    expect(await get('/a')).toMatchObject({ kind: 'answer', status: 200, usedWeight: 17, retryAfter: '5' })
    expect(await get('/none')).toMatchObject({ kind: 'answer', status: 404, usedWeight: null, retryAfter: null })
  })

  it('follow a redirect on the same host and no other, and not for ever', async () => {
    server.pages.set('/a', status(302, { location: '/b' }))
    server.pages.set('/b', 'here')
    expect(await get('/a')).toMatchObject({ kind: 'answer', status: 200 })
    server.pages.set('/away', status(301, { location: 'http://localhost:1/b' }))
    expect(await get('/away')).toEqual({ kind: 'sent-elsewhere', detail: 'to http://localhost:1' })
    server.pages.set('/round', status(302, { location: '/round' }))
    expect(await get('/round')).toMatchObject({ kind: 'sent-elsewhere', detail: 'more than 3 times' })
    expect(server.asked.filter((path) => path === '/round')).toHaveLength(4)
  })

  it('are cut off, too large, or dripping, and end in time', async () => {
    server.pages.set('/cut', (_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('only this')
      setTimeout(() => response.destroy(), 20)
    })
    expect(await get('/cut')).toMatchObject({ kind: 'cut-off' })
    server.pages.set('/big', 'x'.repeat(2000))
    expect(await get('/big')).toMatchObject({ kind: 'too-big', detail: '2000 bytes' })
    server.pages.set('/endless', (_request, response) => {
      const more = () => response.write('x'.repeat(300), () => setTimeout(more, 1))
      more()
    })
    expect(await get('/endless')).toMatchObject({ kind: 'too-big', detail: 'more than 1000 bytes' })
    server.pages.set('/drip', (_request, response) => {
      const timer = setInterval(() => response.write('x'), 20)
      response.on('close', () => clearInterval(timer))
    })
    expect(await get('/drip', { wholeMs: 200 })).toMatchObject({ kind: 'too-slow', detail: 'not done within 0.2 s' })
    server.pages.set('/silent', () => {})
    expect(await get('/silent', { quietMs: 100 })).toMatchObject({ kind: 'too-slow', detail: 'nothing came for 0.1 s' })
  })

  it('cannot be reached, or are called off', async () => {
    const { base } = server
    await server.close()
    const away = await createWebFiles(systemTimer).get(`${base}/a`, LIMITS, new AbortController().signal)
    expect(away).toMatchObject({ kind: 'unreachable' })
    server = await openTestServer()
    server.pages.set('/silent', () => {})
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 50)
    await expect(get('/silent', {}, stop.signal)).rejects.toBeInstanceOf(Cancelled)
  })
})
