import type { ColumnHistogram, ColumnSummary } from '../../contract/workbench/buildViews.ts'
import { mean } from '../../stats/mean.ts'
import { pearsonCorrelation } from '../../stats/pearsonCorrelation.ts'
import { quantileSorted } from '../../stats/quantileSorted.ts'
import { standardDeviation } from '../../stats/standardDeviation.ts'

const BINS = 30
/** Share beyond each end of the bins: a few wild values must not press all others into one bin. */
const TAIL = 0.005

/** Count, moments, quartiles (type 7) and histogram of one column, and its correlation with the label. */
export function summariseColumn(name: string, values: Float64Array, label: Float64Array): ColumnSummary {
  const sorted = values.filter(Number.isFinite).sort()
  const missing = values.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0)
  const at = (probability: number) => known(quantileSorted(sorted, probability))
  return {
    name,
    count: sorted.length,
    missing,
    infinite: values.length - sorted.length - missing,
    mean: known(mean(sorted)),
    deviation: known(standardDeviation(sorted)),
    min: at(0),
    lowerQuartile: at(0.25),
    median: at(0.5),
    upperQuartile: at(0.75),
    max: at(1),
    histogram: histogramOf(sorted),
    labelCorrelation: known(pearsonCorrelation(values, label)),
  }
}

function histogramOf(sorted: Float64Array): ColumnHistogram | null {
  const least = sorted[0]
  const most = sorted.at(-1)
  if (least === undefined || most === undefined) return null
  const trimmedLow = quantileSorted(sorted, TAIL)
  const trimmedHigh = quantileSorted(sorted, 1 - TAIL)
  const [low, high] = trimmedHigh > trimmedLow ? [trimmedLow, trimmedHigh] : [least, most]
  const width = (high - low) / BINS
  if (width === Number.POSITIVE_INFINITY) return null
  if (!(width > 0)) return { low, width: 0, counts: [sorted.length] }
  const counts = new Array<number>(BINS).fill(0)
  for (const value of sorted) counts[Math.min(BINS - 1, Math.max(0, Math.floor((value - low) / width)))]!++
  return { low, width, counts }
}

function known(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
