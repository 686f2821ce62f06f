import { EventEmitter } from 'node:events'
import { MessageChannel, type MessagePort } from 'node:worker_threads'

/** A `MessagePortMain`: says nothing before it is started. */
export class PortDouble extends EventEmitter {
  private readonly port: MessagePort

  constructor(port: MessagePort) {
    super()
    this.port = port
    port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }))
    port.on('close', () => this.emit('close'))
    port.unref()
  }

  start(): void {
    this.port.ref()
    this.port.start()
  }

  postMessage(message: unknown): void {
    this.port.postMessage(message)
  }

  close(): void {
    this.port.close()
  }
}

export class ChannelDouble {
  readonly port1: PortDouble
  readonly port2: PortDouble

  constructor() {
    const { port1, port2 } = new MessageChannel()
    this.port1 = new PortDouble(port1)
    this.port2 = new PortDouble(port2)
  }
}

export type PortNews = { readonly port: string; readonly data?: unknown; readonly closed?: boolean }

/** Ports that were sent to another process: what they say travels with their name. */
export class SentPorts {
  private static count = 0
  private readonly ports = new Map<string, PortDouble>()
  private readonly tell: (news: PortNews) => void

  constructor(tell: (news: PortNews) => void) {
    this.tell = tell
  }

  send(port: PortDouble): string {
    SentPorts.count++
    const name = `port-${SentPorts.count}`
    this.ports.set(name, port)
    port.on('message', ({ data }: { readonly data: unknown }) => this.tell({ port: name, data }))
    port.on('close', () => {
      this.ports.delete(name)
      this.tell({ port: name, closed: true })
    })
    port.start()
    return name
  }

  take({ port, data, closed }: PortNews): void {
    if (closed === true) this.ports.get(port)?.close()
    else this.ports.get(port)?.postMessage(data)
  }

  /** The process at the other end is gone. */
  end(): void {
    for (const port of this.ports.values()) port.close()
    this.ports.clear()
  }
}
