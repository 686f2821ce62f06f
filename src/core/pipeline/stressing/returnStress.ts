import type { RobustnessSuite } from '../../contract/robustnessRecord.ts'
import type { Beat } from '../../job/beat.ts'
import type { PeriodAccount } from '../../metrics/performance/periodAccount.ts'
import { bootstrapAccount } from '../../robustness/bootstrapAccount.ts'
import { bootstrapFan } from '../../robustness/bootstrapFan.ts'
import { politisWhiteBlockLength } from '../../stats/politisWhiteBlockLength.ts'
import { quantileSorted } from '../../stats/quantileSorted.ts'
import { createStream } from '../../stats/seededStream.ts'
import { quantilesOf } from './syntheticMarkets.ts'

const FAN_POINTS = 200
const MOST_FAN_RESAMPLES = 1_000

export type ReturnStress = NonNullable<RobustnessSuite['returns']>

/** The account's returns by period in blocks, with the length of Politis & White. Null where they have no spread, or are fewer than ten. */
export function returnStress(
  { returns, periodsPerYear }: Pick<PeriodAccount, 'returns' | 'periodsPerYear'>,
  startCash: number,
  { resamples, seed }: { readonly resamples: number; readonly seed: number },
  beat: Beat,
): ReturnStress | null {
  const meanBlock = politisWhiteBlockLength(returns)?.stationary
  if (meanBlock === undefined) return null
  const stream = createStream(seed, 'robustness.returns')
  const drawn = bootstrapAccount(returns, { resamples, meanBlock, periodsPerYear, stream, beat })
  const fan = bootstrapFan(returns, startCash, {
    resamples: Math.min(resamples, MOST_FAN_RESAMPLES),
    meanBlock,
    mostPoints: FAN_POINTS,
    stream: createStream(seed, 'robustness.fan'),
    beat,
  })
  if (drawn === null || fan === null) return null
  const losses = drawn.totalReturn.reduce((count, value) => count + (value < 0 ? 1 : 0), 0)
  return {
    periods: returns.length,
    resamples,
    meanBlock,
    totalReturn: quantilesOf(drawn.totalReturn),
    sharpe: sharpeInterval(drawn.sharpe),
    maxDrawdown: quantilesOf(drawn.maxDrawdown),
    lossProbability: losses / resamples,
    fan: {
      dayOfPoint: [...fan.dayOfPoint],
      p5: [...fan.p5],
      p25: [...fan.p25],
      p50: [...fan.p50],
      p75: [...fan.p75],
      p95: [...fan.p95],
      real: [...fan.real],
    },
  }
}

/** Percentile interval of 95 %; null where a resample has no ratio. */
function sharpeInterval(values: Float64Array): ReturnStress['sharpe'] {
  if (values.some(Number.isNaN)) return null
  const sorted = values.slice().sort()
  return { low: quantileSorted(sorted, 0.025), p50: quantileSorted(sorted, 0.5), high: quantileSorted(sorted, 0.975) }
}
