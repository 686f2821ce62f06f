import { z } from 'zod'
import type { SearchPower } from '../searchPower.ts'
import { call } from './rpc.ts'

/** Each null where nobody said: then it is what the workspace holds. `symbols` empty: all of the workspace. */
const powerWishSchema = z.strictObject({
  workspace: z.string().min(1).max(64),
  symbols: z.array(z.string().max(32)).max(500),
  trials: z.number().int().min(1).nullable(),
  years: z.number().positive().nullable(),
  sharpe: z.number().positive().nullable(),
})
export type PowerWish = z.infer<typeof powerWishSchema>

/** `symbols` as the ledger joins them; `days` UTC days. `daysFrom` and `trialsFrom` say whose numbers they are. */
export type WorkspacePower = {
  readonly workspace: string
  readonly symbols: string
  readonly days: number
  readonly daysFrom: string
  readonly trialsFrom: string
  readonly power: SearchPower
}

export const POWER_CALLS = {
  /** What a search could find with the bars at hand and the trials counted, before anything is tried. Errors: `unknown-instrument`, `no-data`, `too-few-days`, those of the ledger. */
  'power.show': call<WorkspacePower>()(powerWishSchema),
}
