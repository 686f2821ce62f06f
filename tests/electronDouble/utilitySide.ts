import { EventEmitter } from 'node:events'
import process from 'node:process'
import type { PortNews } from './portDouble.ts'

type Told = { readonly data: unknown; readonly ports: readonly string[] } | PortNews

/** The far end of a port: whatever it says travels as `PortNews`. */
class FarPort extends EventEmitter {
  private readonly name: string
  private early: PortNews[] | null = []

  constructor(name: string) {
    super()
    this.name = name
  }

  take(news: PortNews): void {
    if (this.early !== null && news.closed !== true) this.early.push(news)
    else if (news.closed === true) this.emit('close')
    else this.emit('message', { data: news.data, ports: [] })
  }

  start(): void {
    const early = this.early ?? []
    this.early = null
    for (const news of early) this.take(news)
  }

  postMessage(data: unknown): void {
    process.send?.({ port: this.name, data })
  }

  close(): void {
    process.send?.({ port: this.name, closed: true })
  }
}

const ports = new Map<string, FarPort>()
const parentPort = new EventEmitter()
const early: unknown[] = []
process.on('message', (told: Told) => {
  if ('port' in told) return ports.get(told.port)?.take(told)
  const came = told.ports.map((name) => {
    const port = new FarPort(name)
    ports.set(name, port)
    return port
  })
  const event = { data: told.data, ports: came }
  if (parentPort.listenerCount('message') === 0) early.push(event)
  else parentPort.emit('message', event)
  return undefined
})
// Electron keeps what comes before somebody listens.
parentPort.on('newListener', () =>
  setImmediate(() => early.splice(0).map((event) => parentPort.emit('message', event))),
)
process.on('disconnect', () => process.exit(0))
Object.assign(process, {
  parentPort: Object.assign(parentPort, { postMessage: (message: unknown) => process.send?.({ data: message }) }),
})
