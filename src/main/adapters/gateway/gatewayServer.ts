import type { AddressInfo, Server, Socket } from 'node:net'
import { createServer } from 'node:net'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { GatewayHub, GatewayOptions } from './gatewayHub.ts'
import { gatewayHub } from './gatewayHub.ts'
import type { GatewayRecord } from './gatewayRecord.ts'
import { openSession } from './gatewaySession.ts'

export type RunningGateway = {
  readonly port: number
  record(): GatewayRecord
  /** Grows with everything that moves on the wire: while it stands still, nothing is under way. */
  activity(): number
  /** Ends all sessions and stops listening. */
  stop(): Promise<void>
}

const MOST_SOCKETS = 64
const RESTART_MS = 5 * 60_000
const RELISTEN_MS = 1_000

/** A simulated TWS gateway on loopback. Errors: `gateway-port-in-use`, `gateway-cannot-listen`. */
export async function openGateway(options: GatewayOptions): Promise<Outcome<RunningGateway>> {
  const sockets = new Set<Socket>()
  const host = options.host ?? '127.0.0.1'
  let stopped = false
  let port = options.port ?? 0
  let server: Server | null = null

  const hub: GatewayHub = gatewayHub(options, () => restart())
  const accept = (socket: Socket): void => {
    hub.bump()
    if (options.apiEnabled === false || sockets.size >= MOST_SOCKETS) {
      socket.on('error', hub.bump)
      socket.destroy()
      return
    }
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    openSession(socket, hub)
  }
  const shut = async (): Promise<void> => {
    const listening = server
    server = null
    for (const socket of sockets) socket.destroy()
    if (listening !== null) await new Promise<void>((resolve) => listening.close(() => resolve()))
    hub.bump()
  }
  const reopen = async (): Promise<void> => {
    if (stopped) return
    try {
      server = await listen(accept, port, host)
    } catch {
      // Somebody took the port meanwhile: the gateway tries until it is free again.
      hub.later(RELISTEN_MS, () => void reopen())
    }
    hub.bump()
    if (stopped) await shut()
  }
  const restart = (): void => {
    if (server === null) return
    void shut()
    hub.later(options.restartMs ?? RESTART_MS, () => void reopen())
  }

  try {
    server = await listen(accept, port, host)
  } catch (error) {
    return listenTrouble(error, host, port)
  }
  port = (server.address() as AddressInfo).port
  return success({
    port,
    record: () => hub.book.read(hub.judge.breaks()),
    activity: hub.activity,
    async stop() {
      stopped = true
      hub.stop()
      await shut()
    },
  })
}

function listen(accept: (socket: Socket) => void, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(accept)
    server.once('error', reject)
    server.listen({ port, host }, () => {
      server.off('error', reject)
      resolve(server)
    })
  })
}

function listenTrouble(error: unknown, host: string, port: number): Outcome<never> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  if (code === 'EADDRINUSE') {
    return failure(
      'gateway-port-in-use',
      `Something listens on ${host}:${port} already.`,
      'Choose another port, or leave it out for any free one.',
    )
  }
  return failure(
    'gateway-cannot-listen',
    `The simulated gateway cannot listen on ${host}:${port} (${code}).`,
    'Choose a port from 1024 to 65535.',
  )
}
