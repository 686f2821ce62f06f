import { z } from 'zod'
import { call } from './rpc.ts'

const workspace = z.strictObject({ workspace: z.string().min(1).max(64) })

export const sealJobSchema = z.strictObject({
  kind: z.literal('seal'),
  /** Instruments of the workspace. */
  symbols: z.array(z.string().max(32)).min(1).max(500),
  /** Of the bars that are counted; left out: the workspace's. */
  interval: z.string().max(8).optional(),
  /** Of the bars; left out: a fifth. */
  share: z.number().gt(0).lt(1).optional(),
  /** First sealed day (yyyy-mm-dd, the exchange's), in place of a share. */
  from: z.string().max(10).optional(),
})
export type SealJob = z.infer<typeof sealJobSchema>

/**
 * What a hold-out seals. `symbols`: its key in the ledger; `from`: ISO 8601, UTC. `lookedAt`: trials that the ledger holds on these symbols whose bars reach beyond it: what they
 * saw is not unseen.
 */
export type SealReport = {
  readonly workspace: string
  readonly symbols: string
  readonly interval: string
  readonly from: string
  readonly sealedBars: number
  readonly bars: number
  readonly lookedAt: number
}

/** A hold-out that is sealed. `openings`: different looks at sealed bars of its instruments, in the whole home. */
export type HoldOutView = {
  readonly symbols: string
  readonly interval: string
  readonly from: string
  /** Bars from there on that lie here, of all its instruments at once; null: there are none, or they cannot be read. */
  readonly sealedBars: number | null
  readonly openings: number
}

export const HOLD_OUT_CALLS = {
  /** What is sealed, earliest first. Error `hold-out-broken`. */
  'holdOut.list': call<readonly HoldOutView[]>()(workspace),
  /** What would be sealed; nothing is yet. Errors `hold-out-fixed`, `hold-out-empty`, `bad-day`, `no-data`. */
  'holdOut.plan': call<SealReport>()(workspace.extend({ request: sealJobSchema })),
}
