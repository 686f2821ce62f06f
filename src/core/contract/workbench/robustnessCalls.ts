import { z } from 'zod'
import type { RobustnessListItem, RobustnessView } from './robustnessViews.ts'
import { call } from './rpc.ts'

const workspace = z.strictObject({ workspace: z.string().min(1).max(64) })

export const robustnessJobSchema = z.strictObject({
  kind: z.literal('robustness'),
  /** The first letters of the id of a stored backtest. */
  backtest: z.string().min(1).max(64),
  /** As `assay robustness run --spec` reads it; `{}` says nothing. */
  spec: z.string().min(1).max(200_000),
  workers: z.number().int().min(1).max(256).optional(),
})

export const ROBUSTNESS_CALLS = {
  /** Robustness suites of stored backtests, by their ids. */
  'robustness.list': call<readonly RobustnessListItem[]>()(workspace),
  /** A finished one. Errors `robustness-missing`, `robustness-unfinished`, `robustness-broken`. */
  'robustness.show': call<RobustnessView>()(workspace.extend({ robustnessId: z.string().min(1).max(64) })),
}
