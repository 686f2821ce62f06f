import { weightedMean } from '../expectancy/eventRegression.ts'
import { sampleReturns } from '../expectancy/sampleReturns.ts'
import { testUplift } from '../expectancy/testUplift.ts'
import type { HypothesisSample } from '../hypothesisSample.ts'
import type { TaskBlocks } from '../taskBlocks.ts'
import type { Variant } from './candidateStudy.ts'
import { partInterval } from './partInterval.ts'
import { partOfSample } from './partOfSample.ts'

/** A sample tested with a column of forward returns of a long trade, perhaps not that of its own horizon; events without a return are left out. */
export function sampleVariant(
  name: string,
  sample: HypothesisSample,
  returns: Float64Array,
  blocks: TaskBlocks,
): Variant {
  const part = partOfSample(sample, (place) => !Number.isNaN(returns[sample.bars[place]!]!))
  const parts = sampleReturns(part, returns)
  const regression = testUplift(part, parts)
  return {
    name,
    events: part.bars.length,
    mean: part.bars.length === 0 ? null : weightedMean(parts.events),
    uplift: regression?.uplift ?? null,
    ...partInterval(part, returns, blocks),
    t: regression?.t ?? null,
    pValue: regression?.pOneSided ?? null,
  }
}
