import type { JobRequest } from '../../../core/contract/workbench/api.ts'
import type { PromotionView } from '../../../core/contract/workbench/discoveryViews.ts'

/** The job that runs a promoted backtest; null: it is no backtest. */
export function promotedBacktest({ form, spec }: PromotionView): JobRequest | null {
  return form === 'backtest' ? { kind: 'backtest', spec, engine: 'both' } : null
}
