import type { Wire } from '../../core/contract/workbench/rpc.ts'

/** JSON over an open socket. What is posted after its end is dropped: the client ends every call itself. */
export function socketWire(socket: WebSocket): Wire {
  return {
    post: (message) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
    },
    onMessage: (listener) => {
      socket.onmessage = ({ data }) => {
        const message = parsed(data)
        if (message !== undefined) listener(message)
      }
    },
    onClose: (listener) => {
      socket.onclose = ({ reason }) => listener(reason)
    },
    close: () => socket.close(),
  }
}

function parsed(data: unknown): unknown {
  if (typeof data !== 'string') return undefined
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
