import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { WebSocket, WebSocketServer } from 'ws'
import type { Wire } from '../../src/core/contract/workbench/rpc.ts'
import { portWire as desktopWire } from '../../src/main/doors/desktop/portWire.ts'
import { socketWire } from '../../src/main/doors/server/socketWire.ts'
import { type PagePort, portWire as pageWire } from '../../src/renderer/channel/portWire.ts'
import { PortDouble } from '../electronDouble/portDouble.ts'

export type WirePair = {
  readonly page: Wire
  readonly engine: Wire
  /** Takes away what lies below. */
  end(): Promise<void>
}

export const CHANNELS: readonly (readonly [string, () => Promise<WirePair>])[] = [
  ['in process', async () => inProcess()],
  ['message port', async () => messagePort()],
  ['port of the desktop', async () => desktopPort()],
  ['WebSocket', webSocket],
]

type End = { message: (text: string) => void; closed: (reason: string) => void }

/** Two ends in one process. JSON all the same: what does not survive it must not pass here either. */
export function inProcess(): WirePair {
  const ends: readonly [End, End] = [silence(), silence()]
  let isClosed = false
  const wire = (own: End, other: End): Wire => ({
    post: (message) => {
      const text = JSON.stringify(message)
      queueMicrotask(() => {
        if (!isClosed) other.message(text)
      })
    },
    onMessage: (listener) => {
      own.message = (text) => listener(JSON.parse(text))
    },
    onClose: (listener) => {
      own.closed = listener
    },
    close: () => {
      if (isClosed) return
      isClosed = true
      for (const end of ends) end.closed('closed')
    },
  })
  const page = wire(ends[0], ends[1])
  return { page, engine: wire(ends[1], ends[0]), end: async () => page.close() }
}

function silence(): End {
  return { message: () => {}, closed: () => {} }
}

function messagePort(): WirePair {
  const { port1, port2 } = new MessageChannel()
  return { page: portWire(port1), engine: portWire(port2), end: async () => port1.close() }
}

function portWire(port: MessagePort): Wire {
  return {
    post: (message) => port.postMessage(JSON.stringify(message)),
    onMessage: (listener) => {
      port.on('message', (text) => listener(JSON.parse(text)))
    },
    onClose: (listener) => {
      port.on('close', () => listener('the port is closed'))
    },
    close: () => port.close(),
  }
}

/** The two wires that the desktop door joins: the page's port, and Electron's `MessagePortMain`. */
function desktopPort(): WirePair {
  const { port1, port2 } = new MessageChannel()
  const page: PagePort = {
    addEventListener: (event: string, listener: (event: { readonly data: unknown }) => void) =>
      port1.on(event, (data: unknown) => listener({ data })),
    start: () => port1.start(),
    postMessage: (message) => port1.postMessage(message),
    close: () => port1.close(),
  }
  return { page: pageWire(page).wire, engine: desktopWire(new PortDouble(port2)), end: async () => page.close() }
}

async function webSocket(): Promise<WirePair> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const client = new WebSocket(`ws://127.0.0.1:${port}`)
  const [[engine]] = await Promise.all([once(server, 'connection'), once(client, 'open')])
  const end = () =>
    new Promise<void>((resolve) => {
      client.terminate()
      engine.terminate()
      server.close(() => resolve())
    })
  return { page: socketWire(client), engine: socketWire(engine), end }
}
