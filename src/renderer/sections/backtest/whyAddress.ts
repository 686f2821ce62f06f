import type { BacktestView } from '../../../core/contract/workbench/backtestViews.ts'

/**
 * Where the section Model explains the row that a trade came from: the last one decided when its bar began, or that bar itself where fills are at the close
 * that is decided on. Null: its predictions are of no model that was trained here.
 */
export function whyAddress(
  { predictions, spec }: Pick<BacktestView['manifest'], 'predictions' | 'spec'>,
  symbol: string,
  entryMs: number,
): string | null {
  if (predictions?.trained === undefined) return null
  const kind = isAtSameClose(spec) ? 'why' : 'entered'
  return ['trained', `${predictions.label}@${predictions.trained.version}`, kind, symbol, String(entryMs)].join('~')
}

function isAtSameClose(spec: BacktestView['manifest']['spec']): boolean {
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) return false
  const { execution } = spec
  if (typeof execution !== 'object' || execution === null || Array.isArray(execution)) return false
  return execution.fill === 'this_close'
}
