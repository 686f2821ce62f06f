import { returnAttribution, timeDecay } from '../../validation/labelWeights.ts'
import type { LabelSpans } from '../../validation/purge.ts'
import { rowUniqueness } from '../../validation/rowUniqueness.ts'
import type { BarReturns, TrainingData, TrainRecipe } from './trainingTask.ts'

/**
 * What each of some rows counts, their mean 1; 0 at all other rows. To be asked for the training rows of one part only, ascending: labels of other rows change nothing.
 * `uniqueness`: AFML 4.2, each instrument for itself; `return_attribution`: AFML 4.6, each instrument's mean 1; `time_decay`: uniqueness times AFML 4.7 over all of the rows.
 */
export function sampleWeights(
  data: TrainingData,
  rows: Int32Array,
  { weighting, decayOldest }: Pick<TrainRecipe, 'weighting' | 'decayOldest'>,
): Float64Array {
  const weights = new Float64Array(data.table.target.length)
  const own = ownWeights(data, rows, weighting, decayOldest)
  const scale = rows.length / own.reduce((sum, value) => sum + value, 0)
  rows.forEach((row, at) => {
    weights[row] = own[at]! * scale
  })
  return weights
}

function ownWeights(
  data: TrainingData,
  rows: Int32Array,
  weighting: TrainRecipe['weighting'],
  decayOldest: number,
): Float64Array {
  switch (weighting) {
    case 'equal':
      return new Float64Array(rows.length).fill(1)
    case 'return_attribution':
      return attributed(data, rows)
    case 'uniqueness':
      return rowUniqueness(data, data.instrument, rows)
    case 'time_decay': {
      const unique = rowUniqueness(data, data.instrument, rows)
      const factors = timeDecay(unique, decayOldest)
      return unique.map((value, at) => value * factors[at]!)
    }
  }
}

function attributed({ instrument, decisionMs, labelEndMs, bars }: TrainingData, rows: Int32Array): Float64Array {
  if (bars === null) throw new Error('Weights by returns need the returns of the bars')
  const weights = new Float64Array(rows.length)
  for (const [place, own] of bars.entries()) {
    const places = Int32Array.from(rows.keys()).filter((at) => instrument[rows[at]!] === place)
    const spans = barSpans(
      own,
      places.map((at) => rows[at]!),
      { decisionMs, labelEndMs },
    )
    returnAttribution(spans, own.logReturn).forEach((value, at) => {
      weights[places[at]!] = value
    })
  }
  return weights
}

/** The bars that close after a row's decision, up to its label's end. */
function barSpans(
  { closeMs }: BarReturns,
  rows: Int32Array,
  { decisionMs, labelEndMs }: Pick<TrainingData, 'decisionMs' | 'labelEndMs'>,
): LabelSpans {
  const startIndex = rows.map((row) => firstAfter(closeMs, decisionMs[row]!))
  const endIndex = rows.map((row, at) => Math.max(startIndex[at]!, firstAfter(closeMs, labelEndMs[row]!) - 1))
  return { startIndex, endIndex }
}

/** Place of the first value greater than `limit`. */
function firstAfter(ascending: Float64Array, limit: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! <= limit) low = middle + 1
    else high = middle
  }
  return low
}
