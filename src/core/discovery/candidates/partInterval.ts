import { blockContributions, blockError } from '../expectancy/blockContributions.ts'
import { INTERVAL_LEVEL } from '../expectancy/conditionalExpectancy.ts'
import { weightedMean } from '../expectancy/eventRegression.ts'
import { resampledUplift, upliftInterval } from '../expectancy/resampledUplift.ts'
import { sampleReturns } from '../expectancy/sampleReturns.ts'
import type { HypothesisSample } from '../hypothesisSample.ts'
import { apartPlaces } from '../sample/eventWindows.ts'
import type { TaskBlocks } from '../taskBlocks.ts'
import type { PartInterval } from './candidateStudy.ts'

/** With fewer events whose windows do not overlap, or fewer calendar blocks that hold any, an interval would be made of nothing. */
const FEWEST_FOR_INTERVAL = 10

const NO_INTERVAL: PartInterval = { upliftLow: null, upliftHigh: null }

/** The interval of a part of the events as that of all of them is made: bootstrap-t over the same resampled calendar blocks. `returns`: forward returns of a long trade. */
export function partInterval(sample: HypothesisSample, returns: Float64Array, blocks: TaskBlocks): PartInterval {
  if (apartPlaces(sample.bars, sample.hypothesis.horizonBars).length < FEWEST_FOR_INTERVAL) return NO_INTERVAL
  const { events, controls } = sampleReturns(sample, returns)
  if (controls.bars.length < FEWEST_FOR_INTERVAL) return NO_INTERVAL
  const contributions = blockContributions(events, controls, blocks.blockBars)
  if (contributions.blocks.length < FEWEST_FOR_INTERVAL || !(blockError(contributions) > 0)) return NO_INTERVAL
  const uplift = weightedMean(events) - weightedMean(controls)
  const { studentised } = resampledUplift(contributions, blocks.times())
  const { low, high } = upliftInterval(uplift, contributions, studentised, INTERVAL_LEVEL)
  return { upliftLow: low, upliftHigh: high }
}
