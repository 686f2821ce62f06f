import { once } from 'node:events'
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { afterEach } from 'vitest'
import { WebSocket } from 'ws'
import type { Api } from '../../../src/core/contract/workbench/api.ts'
import type { Handlers } from '../../../src/core/contract/workbench/rpc.ts'
import { DEFAULT_SETTINGS } from '../../../src/core/contract/workbench/settings.ts'
import { success } from '../../../src/core/outcome/outcome.ts'
import { assembleTime } from '../../../src/main/assemble.ts'
import { openServer, type RunningServer, type ServerOptions } from '../../../src/main/doors/server/openServer.ts'
import type { PageFiles } from '../../../src/main/doors/server/pageFiles.ts'

const text = (content: string) => new TextEncoder().encode(content)

export const PAGE: PageFiles = new Map([
  ['/', { bytes: text('<!doctype html><title>the page</title>'), type: 'text/html; charset=utf-8', hashed: false }],
  ['/assets/main-Ab12Cd34.js', { bytes: text('export {}'), type: 'text/javascript; charset=utf-8', hashed: true }],
])

export const HANDLERS: Partial<Handlers<Api, AbortSignal>> = { 'settings.show': () => success(DEFAULT_SETTINGS) }

export type Answer = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Servers that end with the test that opened them. */
export function useServers() {
  const running: RunningServer[] = []
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.stop()))
  })
  return async (options: Partial<ServerOptions> = {}): Promise<RunningServer> => {
    const opened = await openServer({
      handlers: HANDLERS,
      files: PAGE,
      ...assembleTime(),
      port: 0,
      listen: null,
      ownAddresses: [],
      onBug: () => {},
      ...options,
    })
    if (!opened.ok) throw new Error(opened.trouble.message)
    running.push(opened.value)
    return opened.value
  }
}

/** As the bytes are given: no address is made tidy on the way. */
export function get(
  port: number,
  path: string,
  headers: OutgoingHttpHeaders = {},
  method = 'GET',
  body = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let received = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        received += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: received }))
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

/** What a browser keeps after opening the printed address. */
export async function cookieOf({ port, token }: RunningServer): Promise<string> {
  const { headers } = await get(port, `/?token=${token}`)
  return headers['set-cookie']![0]!.split(';')[0]!
}

/** The status where the channel is refused, else the open socket. */
export async function channel(
  port: number,
  headers: Record<string, string>,
  path = '/channel',
): Promise<WebSocket | number> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers, perMessageDeflate: false })
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket))
    socket.once('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0)
      response.resume()
    })
    socket.once('error', reject)
  })
}

export async function openChannel(server: RunningServer): Promise<WebSocket> {
  const opened = await channel(server.port, {
    cookie: await cookieOf(server),
    origin: `http://127.0.0.1:${server.port}`,
  })
  if (typeof opened === 'number') throw new Error(`refused with ${opened}`)
  return opened
}

export async function ask(socket: WebSocket, message: unknown): Promise<unknown> {
  socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  const [data] = await once(socket, 'message')
  return JSON.parse(String(data))
}

/** Sends bytes and tells what came back until the other side hung up, and after how long. */
export function raw(port: number, bytes: string): Promise<{ readonly text: string; readonly ms: number }> {
  return new Promise((resolve) => {
    const { clock } = assembleTime()
    const startMs = clock.monotonicMs()
    const socket = connect({ host: '127.0.0.1', port }, () => socket.write(bytes))
    let text = ''
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve({ text, ms: clock.monotonicMs() - startMs }))
  })
}
