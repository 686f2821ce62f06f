import { z } from 'zod'
import { FETCH_KINDS } from '../fetchKinds.ts'
import type { FetchRecord } from '../fetchRecord.ts'
import { call } from './rpc.ts'

const workspace = z.strictObject({ workspace: z.string().min(1).max(64) })
const text = z.string().max(200)

export const fetchJobSchema = z.strictObject({
  kind: z.literal('fetch'),
  what: z.enum(FETCH_KINDS),
  /** Instruments of the workspace. */
  symbols: z.array(z.string().max(32)).max(500),
  /** ISO 8601, UTC unless it says an offset; `end` is excluded, left out: now. */
  start: text,
  end: text.optional(),
  period: z.string().max(8).optional(),
  /** An address, or a folder, absolute on the machine of the engine; left out: the exchange itself. */
  from: z.string().min(1).max(4_096).optional(),
  quote: z.string().max(10).optional(),
  /** Of the table. */
  name: z.string().max(64).optional(),
})
export type FetchJob = z.infer<typeof fetchJobSchema>

/** What a fetch would do. A part is a month or a day of one instrument. Times UTC milliseconds, `toMs` excluded. */
export type FetchPlanView = {
  /** Who will be asked; empty: a folder is read. */
  readonly hosts: readonly string[]
  readonly folder: string | null
  /** As the exchange names them. */
  readonly markets: readonly string[]
  /** Null: bars. */
  readonly table: string | null
  readonly period: string
  readonly fromMs: number
  readonly toMs: number
  readonly parts: {
    readonly unit: 'month' | 'day'
    readonly inData: number
    readonly received: number
    readonly toAsk: number
  }
  /** Of those to ask: archives, each with its checksum; and parts that have none yet, in that many questions. */
  readonly archives: number
  readonly questions: number
  /** Pauses between those questions, so that limits of the exchange are kept. */
  readonly pauseMs: number
  /** Of those to ask: that the folder has not, or that nobody has yet. Whether the web has a file is seen when it is asked. */
  readonly absent: number
  readonly notes: readonly string[]
}

export const FETCH_CALLS = {
  /** What a fetch would ask for, and of whom; nobody is asked yet. Errors: those of the wish (`bad-time`, `bad-range`, `symbol-unknown`, ...), `bad-address`, `no-archives`. */
  'fetch.plan': call<FetchPlanView>()(workspace.extend({ request: fetchJobSchema })),
  /** What came of the last fetch of each kind, period and instrument, by those. */
  'fetch.list': call<readonly FetchRecord[]>()(workspace),
}
