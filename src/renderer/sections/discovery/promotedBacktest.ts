import type { JobRequest } from '../../../core/contract/workbench/api.ts'
import type { PromotionView } from '../../../core/contract/workbench/discoveryViews.ts'

/** The job that runs a promoted backtest on the signals that were written beside it; null: it is no backtest. `home`: absolute, on the machine of the engine. */
export function promotedBacktest(
  { form, files, spec }: PromotionView,
  home: string,
  workspace: string,
): JobRequest | null {
  const signals = files.find((file) => file.endsWith('/signals.csv'))
  if (form !== 'backtest' || signals === undefined) return null
  return { kind: 'backtest', spec, predictions: `${home}/workspaces/${workspace}/${signals}`, engine: 'both' }
}
