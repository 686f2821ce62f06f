import { WebSocket } from 'ws'
import type { Wire } from '../../../core/contract/workbench/rpc.ts'
import type { EngineAddress } from '../../engine/ports/engineRecords.ts'
import { CHANNEL_PATH } from './judgeRequest.ts'
import { socketWire } from './socketWire.ts'

const PATIENCE_MS = 5_000

/** A channel of a program to an engine on this machine; null where none answers there, or not to this token. */
export function openEngineWire({ port, token }: EngineAddress): Promise<Wire | null> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${CHANNEL_PATH}`, {
      headers: { Authorization: `Bearer ${token}` },
      handshakeTimeout: PATIENCE_MS,
      perMessageDeflate: false,
    })
    // Stays for what comes later: `ws` closes a broken socket by itself.
    socket.on('error', () => resolve(null))
    socket.on('open', () => resolve(socketWire(socket)))
  })
}
