import { nanColumn } from '../../../indicators/nanColumn.ts'
import { ownBars } from '../barColumns.ts'
import { fractionalWeights } from '../fractionalWeights.ts'
import type { FeatureFamily, FeatureParameter } from '../matrixFeature.ts'
import { familyOf, featureOf } from './familyParts.ts'

const ORDER: FeatureParameter = {
  name: 'order',
  meaning: 'order d of the difference: 0 keeps the level, 1 is the log return',
  standard: 0.4,
  least: 0.05,
  most: 2,
  isWhole: false,
}
const SMALLEST: FeatureParameter = {
  name: 'smallest',
  meaning: 'weights smaller than this end the window',
  standard: 0.0001,
  least: 0.00001,
  most: 0.1,
  isWhole: false,
}

export const FRACTIONAL_FAMILIES: readonly FeatureFamily[] = [
  familyOf(
    { name: 'fractional_difference', aliases: ['frac_diff'], title: 'Fractional difference', kind: 'statistical' },
    [ORDER, SMALLEST],
    ([order, smallest], asked) => {
      const weights = fractionalWeights(order!, smallest!)
      return [
        featureOf({
          name: asked,
          formula:
            'sum over k of w[k] ln C[t-k], w[0] = 1, w[k] = -w[k-1] (order - k + 1) / k, up to the last weight that is not smaller than the limit',
          source: 'Hosking (1981); fixed-width window, Lopez de Prado (2018), chapter 5',
          unit: 'log price',
          inputs: ['close'],
          parameters: { order: order!, smallest: smallest! },
          warmupBars: weights.length - 1,
          compute: (inputs) => differenced(ownBars(inputs).close.map(Math.log), weights),
        }),
      ]
    },
  ),
]

/** `weights[0]` meets the newest value. */
function differenced(values: Float64Array, weights: Float64Array): Float64Array {
  const column = nanColumn(values.length)
  for (let row = weights.length - 1; row < values.length; row++) {
    let sum = 0
    for (let back = 0; back < weights.length; back++) sum += weights[back]! * values[row - back]!
    column[row] = sum
  }
  return column
}
