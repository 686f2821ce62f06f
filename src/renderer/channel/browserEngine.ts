import type { Engine } from '../data/engine.ts'
import { connectAgain } from './reconnecting.ts'
import { socketWire } from './socketWire.ts'

const CHANNEL_PATH = '/channel'

/** The engine that serves this page. */
export function browserEngine(): Engine {
  const engine = connectAgain({
    dial: (onOpen, onRefused) => {
      const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${CHANNEL_PATH}`)
      socket.onclose = () => onRefused('')
      socket.onopen = () => onOpen(socketWire(socket))
    },
    isSessionOver: async () => {
      try {
        const { status } = await fetch('/', { cache: 'no-store' })
        return status === 401 || status === 403
      } catch {
        return false
      }
    },
    everySecond: (listener) => {
      const timer = setInterval(listener, 1_000)
      return () => clearInterval(timer)
    },
  })
  window.addEventListener('online', engine.retry)
  window.addEventListener('focus', engine.retry)
  return engine
}
