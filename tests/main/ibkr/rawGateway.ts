import type { AddressInfo, Server, Socket } from 'node:net'
import { createServer } from 'node:net'
import type { GatewayAddress } from '../../../src/main/engine/ports/brokerHistory.ts'
import { frame } from '../../fakes/gatewayRawClient.ts'

type Field = string | number

export type RawConnection = {
  /** One frame of these fields. */
  say(...fields: Field[]): void
  bytes(data: Uint8Array): void
  readonly socket: Socket
}

/** What the gateway does with one message of the client. */
export type Script = (message: readonly string[], connection: RawConnection) => void

export type RawGateway = {
  readonly address: GatewayAddress
  /** All messages received, first field the number of its kind. */
  readonly received: string[][]
  connections(): number
  close(): Promise<void>
}

/** A server whose every byte is in the hand of the test. */
export async function rawServer(
  onSocket: (socket: Socket) => void,
): Promise<{ server: Server; address: GatewayAddress; close(): Promise<void>; open(): number }> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.resume()
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    onSocket(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    server,
    address: { host: '127.0.0.1', port, clientId: 7 },
    open: () => sockets.size,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

export const READY: Script = (message, { say }) => {
  if (message[0] !== '71') return
  say(15, 1, 'DU12345,DU67890')
  say(9, 1, 42)
  notice(say, 2104, 'Market data farm connection is OK:usfarm')
  notice(say, 2106, 'HMDS data farm connection is OK:ushmds')
}

export function notice(say: RawConnection['say'], code: number, text: string, id = -1): void {
  say(4, 2, id, code, text, '')
}

/** Speaks the handshake with `version`, then follows the script. */
export async function rawGateway(script: Script, version: Field = 176): Promise<RawGateway> {
  const received: string[][] = []
  let connections = 0
  const { address, close } = await rawServer((socket) => {
    connections += 1
    const say = (...fields: Field[]) => void socket.write(frame(...fields))
    const connection: RawConnection = { say, bytes: (data) => void socket.write(data), socket }
    let buffer = Buffer.alloc(0)
    let greeted = false
    socket.on('data', (chunk) => {
      buffer = Buffer.concat([buffer, chunk])
      if (!greeted) {
        if (buffer.length < 8 || buffer.length < 8 + buffer.readUInt32BE(4)) return
        buffer = buffer.subarray(8 + buffer.readUInt32BE(4))
        greeted = true
        say(version, '20260824 03:08:22 PST')
      }
      while (buffer.length >= 4 && buffer.length >= 4 + buffer.readUInt32BE(0)) {
        const end = 4 + buffer.readUInt32BE(0)
        const message = buffer.subarray(4, end).toString().split('\0').slice(0, -1)
        buffer = buffer.subarray(end)
        received.push(message)
        script(message, connection)
      }
    })
  })
  return { address, received, close, connections: () => connections }
}
