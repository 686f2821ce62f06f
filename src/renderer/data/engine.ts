import type { Api } from '../../core/contract/workbench/api.ts'
import type { Client } from '../../core/contract/workbench/rpc.ts'

/**
 * How the page stands to its engine. `epoch` counts the connections made: what was asked in an earlier one is asked again.
 * `session-over`: the engine is there and does not know this page any more.
 */
export type Link = {
  readonly status: 'connecting' | 'open' | 'lost' | 'session-over'
  readonly epoch: number
  readonly retryInSeconds: number
  /** Why there is no connection, where the host says it; else empty. */
  readonly reason: string
}

export type Engine = {
  readonly client: Client<Api>
  link(): Link
  onLink(listener: () => void): () => void
  /** At once, where the page waits for the next try, or where it gave up because the engine did not know it. */
  retry(): void
}
