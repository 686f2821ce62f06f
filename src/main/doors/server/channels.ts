import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Wire } from '../../../core/contract/workbench/rpc.ts'
import type { Timer } from '../../engine/ports/timer.ts'
import { type Reply, refused } from './answerRequest.ts'
import type { Refusal } from './judgeRequest.ts'
import { socketWire } from './socketWire.ts'

export const MOST_MESSAGE_BYTES = 1024 * 1024
const MOST_CHANNELS = 64
/** A page that does not answer a ping until the next one is gone, or reads nothing. */
const PING_EVERY_MS = 15_000
const GOING_AWAY = 1001

export type Channels = {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  count(): number
  /** Says goodbye to every page, and cuts off those that do not answer. */
  stop(): void
}

/** WebSockets of the pages. `judge` looks at each before it opens; `serve` gets its wire. */
export function openChannels(
  timer: Timer,
  judge: (request: IncomingMessage) => Refusal | null,
  serve: (wire: Wire) => void,
): Channels {
  const server = new WebSocketServer({ noServer: true, maxPayload: MOST_MESSAGE_BYTES, perMessageDeflate: false })
  const silent = new Set<WebSocket>()
  let callOff = timer.after(PING_EVERY_MS, ping)

  function ping(): void {
    for (const socket of server.clients) {
      if (silent.has(socket)) socket.terminate()
      else {
        silent.add(socket)
        socket.ping()
      }
    }
    callOff = timer.after(PING_EVERY_MS, ping)
  }

  function welcome(socket: WebSocket): void {
    socket.on('pong', () => silent.delete(socket))
    socket.on('close', () => silent.delete(socket))
    // A broken frame or one too large: `ws` closes the socket with its code by itself.
    socket.on('error', () => {})
    serve(socketWire(socket))
  }

  return {
    upgrade: (request, socket, head) => {
      socket.on('error', () => socket.destroy())
      const refusal = server.clients.size >= MOST_CHANNELS ? FULL : judge(request)
      if (refusal === null) server.handleUpgrade(request, socket, head, welcome)
      else socket.end(replyText(refused(refusal, { Connection: 'close' })), () => socket.destroy())
    },
    count: () => server.clients.size,
    stop: () => {
      callOff()
      for (const socket of server.clients) socket.close(GOING_AWAY, 'The engine stops.')
      callOff = timer.after(FAREWELL_MS, () => {
        for (const socket of server.clients) socket.terminate()
      })
    },
  }
}

const FAREWELL_MS = 500

const FULL: Refusal = { status: 503, text: 'Too many pages are open.' }

function replyText({ status, headers, bytes }: Reply): string {
  const lines = Object.entries({ ...headers, 'Content-Length': String(bytes.length) })
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head}\r\n${new TextDecoder().decode(bytes)}`
}
