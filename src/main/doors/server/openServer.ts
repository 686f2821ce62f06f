import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { API, type Api } from '../../../core/contract/workbench/api.ts'
import type { Handlers } from '../../../core/contract/workbench/rpc.ts'
import { serveApi } from '../../../core/contract/workbench/rpcServer.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { Timer } from '../../engine/ports/timer.ts'
import type { Uploads } from '../../engine/ports/uploads.ts'
import { createAccess } from './access.ts'
import { allowedHosts } from './allowedHosts.ts'
import { answerRequest, type Reply } from './answerRequest.ts'
import { openChannels } from './channels.ts'
import { refusedChannel } from './judgeRequest.ts'
import type { PageFiles } from './pageFiles.ts'
import { newSecret } from './secrets.ts'
import { openUploads } from './takeUpload.ts'

export type ServerOptions = {
  readonly handlers: Partial<Handlers<Api, AbortSignal>>
  readonly files: PageFiles
  /** Left out: no file is taken here. */
  readonly uploads?: Uploads
  readonly clock: Clock
  readonly timer: Timer
  /** 0: any free one. */
  readonly port: number
  /** Null: loopback only. Else an address of this machine, or `0.0.0.0` for all of them. */
  readonly listen: string | null
  readonly ownAddresses: readonly string[]
  /** The secret of the cookie at that port; left out: a new one. */
  readonly sessionAt?: (port: number) => string
  readonly onBug: (name: string, error: unknown) => void
  /** How long a connection may take to say what it wants. */
  readonly patienceMs?: number
}

export type RunningServer = {
  readonly port: number
  readonly token: string
  /** In place of the token, once. */
  ticket(): string
  /** Pages and programs that hold a channel. */
  channels(): number
  stop(): Promise<void>
}

const PATIENCE_MS = 5_000
const MOST_CONNECTIONS = 512
const MOST_HEADER_BYTES = 16 * 1024

/** Page and engine over HTTP and WebSocket. Errors: `port-in-use`, `cannot-listen`. */
export async function openServer(options: ServerOptions): Promise<Outcome<RunningServer>> {
  const { clock, timer, files, handlers, listen, ownAddresses, onBug, patienceMs = PATIENCE_MS } = options
  let port = options.port
  let hosts: readonly string[] = []
  let session = newSecret()
  const access = createAccess(
    clock,
    () => port,
    () => session,
  )
  const channels = openChannels(
    timer,
    (request) => refusedChannel(request, hosts, access),
    (wire) => serveApi(API, handlers, wire, { newStop: () => new AbortController(), onBug }),
  )
  const server = createServer({
    headersTimeout: patienceMs,
    // A file may take its time; nothing else has a body, and whoever sends one is sent away at once.
    requestTimeout: 0,
    connectionsCheckingInterval: Math.min(1_000, patienceMs),
    maxHeaderSize: MOST_HEADER_BYTES,
    keepAliveTimeout: PATIENCE_MS,
  })
  server.maxConnections = MOST_CONNECTIONS
  const uploads = options.uploads === undefined ? null : openUploads(options.uploads, access)
  server.on('request', (request, response) => {
    if (uploads?.isFor(request) !== true) return send(request, response, answerRequest(request, hosts, access, files))
    uploads.take(request, hosts).then(
      (reply) => (reply === null ? response.destroy() : send(request, response, reply)),
      (error: unknown) => {
        onBug('upload', error)
        response.destroy()
      },
    )
  })
  server.on('upgrade', channels.upgrade)
  const listening = await startListening(server, port, listen ?? '127.0.0.1')
  if (!listening.ok) {
    channels.stop()
    return listening
  }
  port = listening.value
  session = options.sessionAt?.(port) ?? session
  hosts = allowedHosts(port, listen, ownAddresses)
  return success({
    port,
    token: access.token,
    ticket: access.ticket,
    channels: channels.count,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        channels.stop()
        server.closeAllConnections()
      }),
  })
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, bytes }: Reply): void {
  response.writeHead(status, { ...headers, 'Content-Length': bytes.length })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

function startListening(server: Server, port: number, host: string): Promise<Outcome<number>> {
  return new Promise((resolve) => {
    const fail = (error: Error) => resolve(listenTrouble(error, host, port))
    server.once('error', fail)
    server.listen({ port, host }, () => {
      server.off('error', fail)
      const address = server.address()
      resolve(success(typeof address === 'object' && address !== null ? address.port : port))
    })
  })
}

function listenTrouble(error: Error, host: string, port: number): Outcome<never> {
  const code = 'code' in error ? String(error.code) : error.message
  if (code === 'EADDRINUSE')
    return failure(
      'port-in-use',
      `Something listens on ${host}:${port} already.`,
      'Choose another port with --port; --port 0 takes any free one.',
    )
  return failure(
    'cannot-listen',
    `The engine cannot listen on ${host}:${port} (${code}).`,
    'Choose a port from 1024 to 65535, and an address of this machine.',
  )
}
