import { Socket } from 'node:net'

/** Not in the types of Node: all sockets of this process that keep it alive. */
type WithHandles = { readonly _getActiveHandles: () => readonly unknown[] }

/**
 * Tells whether something is on its way between two sockets of this process: bytes that one wrote and the other has not read, a
 * connection not yet accepted, an end not yet noticed. What the kernel holds is seen too, however busy the machine is.
 */
export function createLoopbackTraffic(): { readonly isUnderWay: () => boolean; readonly giveUp: () => void } {
  /** What will not arrive (nobody reads there), by what the socket looked like when that was found. */
  const givenUp = new WeakMap<Socket, string>()
  const underWay = (): (readonly [Socket, string])[] => {
    const sockets = tcpSockets()
    const byEnds = new Map(sockets.map((socket) => [`${socket.localPort}>${socket.remotePort}`, socket]))
    return sockets.flatMap((socket) => {
      const wanted = missing(socket, byEnds.get(`${socket.remotePort}>${socket.localPort}`))
      return wanted === null || givenUp.get(socket) === wanted ? [] : [[socket, wanted] as const]
    })
  }
  return {
    isUnderWay: () => underWay().length > 0,
    giveUp: () => {
      for (const [socket, wanted] of underWay()) givenUp.set(socket, wanted)
    },
  }
}

function tcpSockets(): Socket[] {
  const handles = (process as unknown as WithHandles)._getActiveHandles()
  return handles.filter((handle) => handle instanceof Socket).filter((socket) => socket.remotePort !== undefined)
}

/** What the peer should still see of a socket, or null. Without a peer: it is not accepted yet, or gone and this one does not know. */
function missing(socket: Socket, peer: Socket | undefined): string | null {
  if (peer === undefined) return 'peer'
  if (socket.bytesWritten !== peer.bytesRead) return `bytes ${socket.bytesWritten - peer.bytesRead}`
  return socket.writableEnded && !peer.readableEnded ? 'end' : null
}
