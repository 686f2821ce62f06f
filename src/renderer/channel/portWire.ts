import { PORT_END } from '../../core/contract/workbench/desktopBridge.ts'
import type { Wire } from '../../core/contract/workbench/rpc.ts'

/** What a DOM `MessagePort` is, seen from here. */
export type PagePort = {
  addEventListener(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(event: 'close', listener: () => void): void
  start(): void
  postMessage(message: unknown): void
  close(): void
}

/** `cut` ends the wire from outside, with the reason that its other end could not give any more. */
export type CutWire = { readonly wire: Wire; readonly cut: (reason: string) => void }

/** JSON text over a port, as over every other channel. Its end is told once. */
export function portWire(port: PagePort): CutWire {
  let tell: (reason: string) => void = () => {}
  let isOver = false
  const cut = (reason: string): void => {
    if (isOver) return
    isOver = true
    port.close()
    tell(reason)
  }
  port.addEventListener('close', () => cut(''))
  const wire: Wire = {
    post: (message) => {
      if (!isOver) port.postMessage(JSON.stringify(message))
    },
    onMessage: (listener) => {
      port.addEventListener('message', ({ data }) => {
        const message = data === PORT_END ? undefined : parsed(data)
        if (data === PORT_END) cut('')
        else if (message !== undefined && !isOver) listener(message)
      })
      port.start()
    },
    onClose: (listener) => {
      tell = listener
    },
    close: () => {
      if (!isOver) port.postMessage(PORT_END)
      cut('')
    },
  }
  return { wire, cut }
}

function parsed(data: unknown): unknown {
  if (typeof data !== 'string') return undefined
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
