import { PORT_END } from '../../../core/contract/workbench/desktopBridge.ts'
import type { Wire } from '../../../core/contract/workbench/rpc.ts'

/** What Electron's `MessagePortMain` is, seen from here. */
export type DesktopPort = {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

/** JSON text, as over every other channel: what does not survive there shall not pass here either. */
export function portWire(port: DesktopPort): Wire {
  let isOver = false
  let tell: () => void = () => {}
  const end = (): void => {
    if (isOver) return
    isOver = true
    port.close()
    tell()
  }
  port.on('close', end)
  return {
    post: (message) => {
      if (!isOver) port.postMessage(JSON.stringify(message))
    },
    onMessage: (listener) => {
      port.on('message', ({ data }) => {
        if (data === PORT_END) end()
        else if (!isOver) listener(parsed(data))
      })
      port.start()
    },
    onClose: (listener) => {
      tell = () => listener('')
    },
    close: () => {
      if (!isOver) port.postMessage(PORT_END)
      end()
    },
  }
}

/** Undefined is no message, and whoever serves says so. */
function parsed(data: unknown): unknown {
  if (typeof data !== 'string') return undefined
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
