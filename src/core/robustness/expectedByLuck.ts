import { expectedMaximumSharpe } from './expectedMaximumSharpe.ts'

/**
 * The Sharpe ratio per period that the best of `trials` trials without skill is expected to show; 0 for a single one. Null for none, and for several of whose ratios no variance is
 * known.
 */
export function expectedByLuck(trials: number, varianceAcrossTrials: number | null): number | null {
  if (trials < 1 || (trials > 1 && varianceAcrossTrials === null)) return null
  return expectedMaximumSharpe(trials, varianceAcrossTrials ?? 0)
}
