import type { WebSocket } from 'ws'
import type { Wire } from '../../../core/contract/workbench/rpc.ts'

/** What may wait to be read before the next message: a page that reads nothing is cut off. One message of any size passes. */
export const MOST_BACKLOG_BYTES = 32 * 1024 * 1024

const TEXT_ONLY = 1003

export function socketWire(socket: WebSocket): Wire {
  return {
    post: (message) => {
      const text = JSON.stringify(message)
      if (socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > MOST_BACKLOG_BYTES) socket.terminate()
      else socket.send(text)
    },
    onMessage: (listener) => {
      socket.on('message', (data, isBinary) => {
        if (socket.readyState !== socket.OPEN) return
        if (isBinary || !Buffer.isBuffer(data)) socket.close(TEXT_ONLY, 'text only')
        else listener(parsed(data.toString('utf8')))
      })
    },
    onClose: (listener) => {
      socket.on('close', (code, reason) => listener(reason.length > 0 ? reason.toString('utf8') : `code ${code}`))
    },
    close: () => socket.close(),
  }
}

/** Undefined is no message, and whoever serves says so. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
