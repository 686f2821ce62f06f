import { API } from '../../../core/contract/workbench/api.ts'
import type { Wire } from '../../../core/contract/workbench/rpc.ts'
import { serveApi } from '../../../core/contract/workbench/rpcServer.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { EngineHost } from '../../engine/host/createEngineHost.ts'
import type { EngineAddress } from '../../engine/ports/engineRecords.ts'
import { type ServeParts, serveHome } from '../server/serveHome.ts'

export type EngineDoorParts = ServeParts & {
  /** Where the page is that a browser would get. */
  readonly page: string
  readonly joinEngine: (address: EngineAddress) => Promise<Wire | null>
  readonly onBug: (name: string, error: unknown) => void
}

export type EngineDoor = {
  /** Errors: those of `serveHome`; `engine-unreachable`. */
  serve(wire: Wire): Promise<Outcome<void>>
  /** Asks the jobs of the own engine to stop, and waits for them. */
  close(): Promise<void>
}

/**
 * The engine of the windows: its own, which also listens on loopback for the command line; or, where another one holds the home already, that one. Each
 * new wire looks anew, so that the windows go on by themselves where the other one ends.
 */
export function createEngineDoor(parts: EngineDoorParts): EngineDoor {
  const stop = new AbortController()
  let own: Promise<Outcome<EngineHost>> | null = null
  let served: Promise<unknown> = Promise.resolve()

  function ownEngine(): Promise<Outcome<EngineHost>> {
    own ??= new Promise((resolve, reject) => {
      const serving = serveHome(
        parts,
        {
          port: 0,
          listen: null,
          page: parts.page,
          onReady: (_url, _ticket, host) => resolve(success(host)),
          onBug: parts.onBug,
        },
        stop.signal,
      )
      served = serving.then((outcome) => {
        own = null
        resolve(outcome.ok ? closing() : outcome)
      }, reject)
    })
    return own
  }

  async function serve(wire: Wire): Promise<Outcome<void>> {
    if (stop.signal.aborted) return closing()
    const engine = await ownEngine()
    if (engine.ok) {
      serveApi(API, engine.value.handlers, wire, { newStop: () => new AbortController(), onBug: parts.onBug })
      return success(undefined)
    }
    return engine.trouble.code === 'engine-running' ? join(wire) : engine
  }

  async function join(wire: Wire): Promise<Outcome<void>> {
    const record = parts.records.running()
    const other = record === null ? null : await parts.joinEngine(record)
    if (other !== null) {
      connect(wire, other)
      return success(undefined)
    }
    const which = record === null ? 'is just starting or ending' : `(process ${record.pid}) does not answer`
    return failure(
      'engine-unreachable',
      `Another engine holds this home and ${which}.`,
      'It is tried again; if that does not help, end that engine: it was started by "assay serve" or another window.',
    )
  }

  return {
    serve,
    close: async () => {
      stop.abort()
      await served
    },
  }
}

function connect(page: Wire, engine: Wire): void {
  page.onClose(() => engine.close())
  engine.onClose(() => page.close())
  engine.onMessage(page.post)
  page.onMessage(engine.post)
}

function closing(): Outcome<never> {
  return failure('engine-closing', 'The engine is coming to its end.', 'Start Assay again.')
}
