import type { Hypothesis } from '../hypothesis.ts'
import type { HypothesisSample } from '../hypothesisSample.ts'
import { type EventRegression, eventRegression } from './eventRegression.ts'
import type { SampleReturns } from './sampleReturns.ts'

/** Lag of the Newey-West error in horizons: its Bartlett weights have to be wide beside windows that overlap, or the error comes out too small. */
const LAG_HORIZONS = 4

export function regressionLag({ horizonBars }: Hypothesis): number {
  return LAG_HORIZONS * horizonBars
}

export function effectiveEvents({ uniqueness }: HypothesisSample): number {
  return uniqueness.reduce((sum, share) => sum + share, 0)
}

/** `eventRegression` of a sample; degrees of freedom: effective number of events less one. */
export function testUplift(sample: HypothesisSample, { events, controls }: SampleReturns): EventRegression | null {
  if (events.bars.length < 2 || controls.bars.length < 2) return null
  return eventRegression(events, controls, regressionLag(sample.hypothesis), effectiveEvents(sample) - 1)
}
