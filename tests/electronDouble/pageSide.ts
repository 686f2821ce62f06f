// Runs in the page before its own scripts, as text: nothing from outside its own function may be used in it.

type Preload = (require: (name: string) => object, module: object, exports: object) => void
type FromMain = {
  readonly channel: string
  readonly words: readonly unknown[]
  readonly ports: readonly string[]
}
type DomPort = {
  onmessage: ((event: { readonly data: unknown }) => void) | null
  addEventListener(event: 'close', listener: () => void): void
  postMessage(data: unknown): void
  close(): void
}
type PageGlobals = {
  readonly MessageChannel: new () => { readonly port1: DomPort; readonly port2: DomPort }
  electronDoubleAsk(text: string): Promise<string>
  electronDoubleTell?: (text: string) => void
}
type PortNews = { readonly port: string; readonly data?: unknown; readonly closed?: boolean }

/** What the preload sees of Electron: `ipcRenderer`, `contextBridge`, `webUtils`; and how main's messages come in. */
export function pageSide(preload: Preload): void {
  const page: PageGlobals = globalThis as unknown as PageGlobals
  if (page.electronDoubleTell !== undefined) return
  type Listener = (event: object, ...words: unknown[]) => void
  const listeners = new Map<string, Set<Listener>>()
  const ports = new Map<string, DomPort>()
  const ask = async (message: object): Promise<{ value?: unknown; error?: string }> =>
    JSON.parse(await page.electronDoubleAsk(JSON.stringify(message)))

  const portFrom = (name: string): DomPort => {
    const { port1, port2 } = new page.MessageChannel()
    ports.set(name, port1)
    port1.onmessage = ({ data }) => void ask({ kind: 'port', news: { port: name, data } })
    port1.addEventListener('close', () => void ask({ kind: 'port', news: { port: name, closed: true } }))
    return port2
  }
  page.electronDoubleTell = (text) => {
    const message: FromMain | PortNews = JSON.parse(text)
    if ('port' in message) {
      if (message.closed === true) ports.get(message.port)?.close()
      else ports.get(message.port)?.postMessage(message.data)
      return
    }
    const event = { ports: message.ports.map(portFrom) }
    for (const listener of listeners.get(message.channel) ?? []) listener(event, ...message.words)
  }

  const ipcRenderer = {
    on: (channel: string, listener: Listener) => {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener))
    },
    send: (channel: string, ...words: unknown[]) => void ask({ kind: 'send', channel, words }),
    invoke: async (channel: string, ...words: unknown[]) => {
      const { value, error } = await ask({ kind: 'invoke', channel, words })
      if (error !== undefined) throw new Error(`Error invoking remote method '${channel}': ${error}`)
      return value
    },
  }
  // Functions cross the bridge wrapped, objects copied and frozen.
  const bridged = (value: unknown): unknown => {
    if (typeof value === 'function') return (...words: unknown[]) => bridged(value(...words))
    if (typeof value !== 'object' || value === null || value instanceof Promise) return value
    return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, part]) => [key, bridged(part)])))
  }
  const contextBridge = {
    exposeInMainWorld: (key: string, api: object) => Object.defineProperty(globalThis, key, { value: bridged(api) }),
  }
  const webUtils = { getPathForFile: () => '' }
  const require = (name: string): object => {
    if (name === 'electron') return { ipcRenderer, contextBridge, webUtils }
    throw new Error(`module not found: ${name} (sandboxed preload)`)
  }
  void ask({ kind: 'document' })
  try {
    preload(require, { exports: {} }, {})
  } catch (error) {
    void ask({ kind: 'preload-error', text: String(error) })
  }
}
