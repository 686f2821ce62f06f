import type { Socket } from 'node:net'
import { encodeFrame, fieldsOf, frameReader } from './frames.ts'
import type { Fields } from './gatewayMessages.ts'

/** A client that does not read what it asked for is dropped. */
const MOST_UNREAD_BYTES = 64 * 1024 * 1024

export type SessionSocket = {
  send(fields: Fields): void
  /** Sends the first half of the message, then closes. */
  sendHalf(fields: Fields): void
  /** Sends what is left, then closes. */
  end(): void
  /** Closes at once, nothing more is sent. */
  destroy(): void
  isOpen(): boolean
}

export type SocketEvents = {
  /** The client's versions, once, before all messages. */
  onGreeting(text: string): void
  onMessage(fields: readonly string[]): void
  /** It speaks something else, or too much of it. */
  onNonsense(): void
  onClosed(): void
  /** Something moved on the wire. */
  onActivity(): void
}

export function sessionSocket(socket: Socket, events: SocketEvents): SessionSocket {
  const reader = frameReader()
  let greeted = false
  let open = true
  const destroy = (): void => {
    open = false
    socket.destroy()
  }
  const drop = (): void => {
    if (open) events.onNonsense()
    destroy()
  }
  socket.setNoDelay(true)
  socket.on('data', (chunk) => {
    events.onActivity()
    const texts = reader.push(chunk)
    for (const text of texts ?? []) {
      if (!open) return
      const fields = fieldsOf(text)
      if (fields === null) {
        drop()
        return
      }
      if (greeted) events.onMessage(fields)
      else events.onGreeting(text)
      greeted = true
    }
    if (texts === null) drop()
  })
  // A reset by the client is no trouble of ours: 'close' follows.
  socket.on('error', events.onActivity)
  socket.on('close', () => {
    open = false
    events.onActivity()
    events.onClosed()
  })
  const write = (frame: Buffer): void => {
    if (!open) return
    events.onActivity()
    const keepsUp = socket.write(frame, events.onActivity)
    if (socket.writableLength > MOST_UNREAD_BYTES) drop()
    else if (!keepsUp && !socket.isPaused()) {
      socket.pause()
      socket.once('drain', () => socket.resume())
    }
  }
  return {
    send: (fields) => write(encodeFrame(fields)),
    sendHalf(fields) {
      const frame = encodeFrame(fields)
      write(frame.subarray(0, Math.floor(frame.length / 2)))
      open = false
      socket.end()
    },
    end() {
      open = false
      socket.end()
    },
    destroy,
    isOpen: () => open,
  }
}
