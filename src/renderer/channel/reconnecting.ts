import { API, type Api } from '../../core/contract/workbench/api.ts'
import type { Client, Wire } from '../../core/contract/workbench/rpc.ts'
import { createClient } from '../../core/contract/workbench/rpcClient.ts'
import { failure } from '../../core/outcome/outcome.ts'
import type { Engine, Link } from '../data/engine.ts'

export type Dialling = {
  /** One try; exactly one of the two is called, and `onClose` of the wire once it is over. Reasons are sentences, or empty. */
  dial(onOpen: (wire: Wire) => void, onRefused: (reason: string) => void): void
  /** Whether the engine is there and refuses this page, so that no try will help. */
  isSessionOver(): Promise<boolean>
  /** Calls back each second until the answer is called. */
  everySecond(listener: () => void): () => void
}

const WAITS_SECONDS = [1, 2, 5, 10] as const

/** An engine behind a line that may break: it is dialled again after 1, 2, 5, 10, 10 ... seconds, for as long as the page is open. */
export function connectAgain({ dial, isSessionOver, everySecond }: Dialling): Engine {
  let link: Link = { status: 'connecting', epoch: 0, retryInSeconds: 0, reason: '' }
  let client: Client<Api> | null = null
  let failures = 0
  let stopWaiting = () => {}
  const listeners = new Set<() => void>()

  function set(next: Partial<Link>): void {
    link = { ...link, ...next }
    for (const listener of [...listeners]) listener()
  }

  function tryNow(): void {
    stopWaiting()
    set({ status: 'connecting', retryInSeconds: 0 })
    dial(opened, lost)
  }

  function opened(wire: Wire): void {
    failures = 0
    client = createClient(API, alsoTelling(wire, lost))
    set({ status: 'open', epoch: link.epoch + 1, retryInSeconds: 0, reason: '' })
  }

  function lost(reason: string): void {
    client = null
    const seconds = WAITS_SECONDS[Math.min(failures, WAITS_SECONDS.length - 1)] ?? 10
    failures++
    set({ status: 'lost', retryInSeconds: seconds, reason })
    stopWaiting = everySecond(() => {
      if (link.retryInSeconds > 1) set({ retryInSeconds: link.retryInSeconds - 1 })
      else tryNow()
    })
    void isSessionOver().then((over) => {
      if (!over || link.status === 'open') return
      stopWaiting()
      set({ status: 'session-over', retryInSeconds: 0 })
    })
  }

  tryNow()
  return {
    client: {
      call: (name, input) => client?.call(name, input) ?? Promise.resolve(GONE),
      stream: (name, input, onEvent, onEnd) => {
        if (client !== null) return client.stream(name, input, onEvent, onEnd)
        void Promise.resolve().then(() => onEnd(GONE))
        return () => {}
      },
    },
    link: () => link,
    onLink: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    retry: () => {
      if (link.status === 'lost' || link.status === 'session-over') tryNow()
    },
  }
}

const GONE = failure(
  'engine-gone',
  'There is no connection to the engine now.',
  'The page tries again by itself. If that does not help, start Assay again.',
)

/** The client has the wire's one ear for its end; this is a second. */
function alsoTelling(wire: Wire, onEnd: (reason: string) => void): Wire {
  return {
    ...wire,
    onClose: (listener) =>
      wire.onClose((reason) => {
        listener(reason)
        onEnd(reason)
      }),
  }
}
