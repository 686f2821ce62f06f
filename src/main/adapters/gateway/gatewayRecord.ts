import type { FaultKind, RequestKind } from './faults.ts'
import type { PacingBreak } from './referee.ts'

export type RequestEnd = 'answered' | 'refused' | 'cancelled' | 'closed'

export type RequestEntry = {
  readonly index: number
  readonly kind: RequestKind
  readonly requestId: number
  readonly symbol: string
  /** Everything of the question but its id. */
  readonly identity: string
  readonly atMs: number
  readonly fault: FaultKind | null
  /** Null: open. A head that was answered ends as answered, although it stays open at the gateway until cancelled. */
  readonly endedMs: number | null
  readonly how: RequestEnd | null
}

/** What happened so far, in all sessions. `messages` counts what clients sent, by message id. */
export type GatewayRecord = {
  readonly requests: readonly RequestEntry[]
  readonly messages: ReadonlyMap<number, number>
  readonly answered: number
  readonly connections: number
  readonly sessions: number
  readonly refusedClientIds: number
  readonly droppedClients: number
  readonly breaks: readonly PacingBreak[]
}

/** Of hostile clients only so much is kept. */
const MOST_ENTRIES = 200_000

export type RecordBook = {
  begin(entry: Omit<RequestEntry, 'endedMs' | 'how'>): void
  end(index: number, atMs: number, how: RequestEnd): void
  message(messageId: number): void
  count(what: 'connections' | 'sessions' | 'refusedClientIds' | 'droppedClients'): void
  read(breaks: readonly PacingBreak[]): GatewayRecord
}

export function recordBook(): RecordBook {
  const requests: RequestEntry[] = []
  const messages = new Map<number, number>()
  const counts = { connections: 0, sessions: 0, refusedClientIds: 0, droppedClients: 0, answered: 0 }
  return {
    begin(entry) {
      if (requests.length < MOST_ENTRIES) requests.push({ ...entry, endedMs: null, how: null })
    },
    end(index, atMs, how) {
      if (how === 'answered') counts.answered += 1
      const entry = requests[index]
      if (entry !== undefined && entry.how === null) requests[index] = { ...entry, endedMs: atMs, how }
    },
    message(messageId) {
      if (messages.has(messageId) || messages.size < 1_000) messages.set(messageId, (messages.get(messageId) ?? 0) + 1)
    },
    count(what) {
      counts[what] += 1
    },
    read: (breaks) => ({ ...counts, requests: [...requests], messages: new Map(messages), breaks }),
  }
}
