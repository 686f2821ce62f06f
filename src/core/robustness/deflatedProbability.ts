import type { SharpeMoments } from '../contract/sharpeMoments.ts'
import { probabilisticSharpe } from './probabilisticSharpe.ts'

/** `deflatedSharpe` from moments that were kept: the probability that the true Sharpe ratio exceeds what luck is expected to show (`expectedByLuck`). Null where either is not known. */
export function deflatedProbability(moments: SharpeMoments | null, byLuck: number | null): number | null {
  if (moments === null || byLuck === null) return null
  return probabilisticSharpe({ ...moments, benchmarkPerPeriod: byLuck })
}
