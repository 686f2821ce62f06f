import type { DesktopBridge, EngineNews } from '../../core/contract/workbench/desktopBridge.ts'
import type { Wire } from '../../core/contract/workbench/rpc.ts'
import type { Engine } from '../data/engine.ts'
import { portWire } from './portWire.ts'
import { connectAgain } from './reconnecting.ts'

type Asking = { readonly onOpen: (wire: Wire) => void; readonly onRefused: (reason: string) => void }

/** The engine behind the window: each dial asks the main process for a port to it. */
export function desktopEngine(bridge: DesktopBridge<File>): Engine {
  let asking: Asking | null = null
  let cut: (reason: string) => void = () => {}
  window.addEventListener('message', ({ source, data, ports }) => {
    if (source !== window || !isEngineNews(data)) return
    if (data.assayEngine === 'lost') return cut(data.reason)
    const waiting = asking
    asking = null
    const [port] = ports
    if (data.assayEngine === 'refused' || port === undefined) return waiting?.onRefused(data.reason)
    const line = portWire(port)
    cut = line.cut
    waiting?.onOpen(line.wire)
  })
  return connectAgain({
    dial: (onOpen, onRefused) => {
      asking = { onOpen, onRefused }
      bridge.dial()
    },
    isSessionOver: async () => false,
    everySecond: (listener) => {
      const timer = setInterval(listener, 1_000)
      return () => clearInterval(timer)
    },
  })
}

function isEngineNews(data: unknown): data is EngineNews {
  return typeof data === 'object' && data !== null && 'assayEngine' in data && 'reason' in data
}
