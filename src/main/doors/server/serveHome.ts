import { networkInterfaces } from 'node:os'
import { Cancelled } from '../../../core/job/cancelled.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { EngineHost } from '../../engine/host/createEngineHost.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { EngineRecords, HeldEngine } from '../../engine/ports/engineRecords.ts'
import type { Timer } from '../../engine/ports/timer.ts'
import { bracketed } from './allowedHosts.ts'
import { openServer, type RunningServer } from './openServer.ts'
import { type PageFiles, readPageFiles } from './pageFiles.ts'
import { newSecret } from './secrets.ts'

export type ServeParts = {
  readonly clock: Clock
  readonly timer: Timer
  readonly records: EngineRecords
  readonly openHost: () => Promise<EngineHost>
}

export type ServeOptions = {
  readonly port: number
  readonly listen: string | null
  readonly page: string
  /** `ticketUrl` opens the page once: for those who would show the address to others. `host`: for wires of another kind to the same engine. */
  readonly onReady: (url: string, ticketUrl: () => string, host: EngineHost) => void
  readonly onBug: (name: string, error: unknown) => void
}

export type ServeReport = { readonly port: number; readonly servedMs: number }

/** Serves until the signal is aborted. Errors: `engine-running`, `page-missing`, `port-in-use`, ... */
export async function serveHome(
  parts: ServeParts,
  options: ServeOptions,
  signal: AbortSignal,
): Promise<Outcome<ServeReport>> {
  const files = readPageFiles(options.page)
  if (!files.ok) return files
  const held = parts.records.hold()
  if (!held.ok) return held
  try {
    return await serveHeld(parts, options, { files: files.value, held: held.value }, signal)
  } finally {
    held.value.release()
  }
}

async function serveHeld(
  parts: ServeParts,
  options: ServeOptions,
  { files, held }: { readonly files: PageFiles; readonly held: HeldEngine },
  signal: AbortSignal,
): Promise<Outcome<ServeReport>> {
  const { clock, timer } = parts
  const host = await parts.openHost()
  try {
    const { port, listen, onBug } = options
    const ownAddresses = addresses()
    const opened = await openServer({
      handlers: host.handlers,
      files,
      uploads: host.uploads,
      clock,
      timer,
      port,
      listen,
      ownAddresses,
      ...(listen === null ? { sessionAt: (at: number) => sessionAt(held, at) } : {}),
      onBug,
    })
    return opened.ok ? await serveUntil(opened.value, { held, host }, parts, options, signal) : opened
  } finally {
    await host.close()
  }
}

async function serveUntil(
  server: RunningServer,
  { held, host }: { readonly held: HeldEngine; readonly host: EngineHost },
  { clock, timer }: ServeParts,
  { listen, onReady }: ServeOptions,
  signal: AbortSignal,
): Promise<Outcome<ServeReport>> {
  const startedMs = clock.monotonicMs()
  try {
    const published = held.publish({ port: server.port, token: server.token })
    if (!published.ok) return published
    onReady(urlOf(server.port, server.token, listen), () => urlOf(server.port, server.ticket(), listen), host)
    await untilAborted(timer, signal)
    return success({ port: server.port, servedMs: clock.monotonicMs() - startedMs })
  } finally {
    await server.stop()
  }
}

/** Pages that are open find their way back to a restarted engine, where it listens at the same port. A secret that cannot be kept costs only that. */
function sessionAt(held: HeldEngine, port: number): string {
  const kept = held.keptSession(port)
  if (kept !== null) return kept
  const secret = newSecret()
  held.keepSession(port, secret)
  return secret
}

function urlOf(port: number, token: string, listen: string | null): string {
  const anywhere = listen === null || listen === '0.0.0.0' || listen === '::'
  return `http://${anywhere ? '127.0.0.1' : bracketed(listen)}:${port}/?token=${token}`
}

async function untilAborted(timer: Timer, signal: AbortSignal): Promise<void> {
  try {
    for (;;) await timer.wait(LONG_MS, signal)
  } catch (thrown) {
    if (!(thrown instanceof Cancelled)) throw thrown
  }
}

const LONG_MS = 3_600_000

function addresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((entries) => (entries ?? []).map(({ address }) => address))
}
