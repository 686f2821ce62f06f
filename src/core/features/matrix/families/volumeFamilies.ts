import { rollingMean } from '../../../indicators/rollingMean.ts'
import { volumeRatio } from '../../../indicators/volumeRatio.ts'
import { dollarVolume, overPositive, ownBars } from '../barColumns.ts'
import type { FeatureFamily, FeatureInputs, FeatureParameter, MatrixFeature } from '../matrixFeature.ts'
import { priceOfMostVolume, volumePriceSums } from '../volumeAtPrice.ts'
import { familyOf, featureOf, windowBars } from './familyParts.ts'

const PRICE_LEVELS: FeatureParameter = {
  name: 'levels',
  meaning: 'equal price levels that the range of the window is cut into',
  standard: 24,
  least: 2,
  most: 1000,
  isWhole: true,
}

const VOLUME_RATIO = {
  name: 'volume_ratio',
  aliases: [],
  title: 'Volume ratio',
  kind: 'price',
} as const

/** How much was traded, and at which prices. */
export const VOLUME_FAMILIES: readonly FeatureFamily[] = [
  familyOf({ name: 'dollar_volume', title: 'Traded value', kind: 'price' }, [], (_, asked) => [
    featureOf({
      name: asked,
      formula: 'C[t] x V[t]',
      source: 'Value traded, at the close',
      unit: 'quote currency',
      inputs: ['close', 'volume'],
      warmupBars: 0,
      compute: (inputs) => dollarVolume(inputs).slice(),
    }),
  ]),
  {
    ...VOLUME_RATIO,
    versions: [
      { version: 2, parameters: [windowBars(20, 1)], features: ([window], asked) => [ratioToMedian(asked, window!)] },
      { version: 1, parameters: [windowBars(20, 1)], features: ([window], asked) => [ratioToMean(asked, window!)] },
    ],
  },
  familyOf(
    { name: 'volume_profile', title: 'Volume by price', kind: 'price' },
    [windowBars(20, 2, 5_000), PRICE_LEVELS],
    ([window, levels], asked) => {
      const tail = asked.slice('volume_profile'.length).replace(/@.*$/, '')
      return [
        ratioToMedian(`volume_ratio${tail}`, window!),
        distanceToAverage(`volume_price_distance${tail}`, window!),
        distanceToMost(`volume_peak_distance${tail}`, window!, levels!),
      ]
    },
  ),
]

function ratioToMedian(name: string, window: number): MatrixFeature {
  return featureOf({
    name,
    version: 2,
    formula: 'V[t] / median of V over the window; missing where that median is 0',
    source: 'Relative volume against a robust centre: one burst does not hide the next',
    unit: 'ratio',
    inputs: ['volume'],
    parameters: { window },
    warmupBars: window - 1,
    compute: (inputs) => volumeRatio(ownBars(inputs).volume, window),
    slowly: (inputs, bar) => {
      const past = ownBars(inputs)
        .volume.slice(bar - window + 1, bar + 1)
        .sort()
      const median = (past[(window - 1) >> 1]! + past[window >> 1]!) / 2
      return median > 0 ? ownBars(inputs).volume[bar]! / median : Number.NaN
    },
  })
}

function ratioToMean(name: string, window: number): MatrixFeature {
  return featureOf({
    name,
    version: 1,
    formula: 'V[t] / mean of V over the window; missing where that mean is 0',
    source: 'Relative volume, as charting programs show it',
    unit: 'ratio',
    inputs: ['volume'],
    parameters: { window },
    warmupBars: window - 1,
    compute: (inputs) => overPositive(ownBars(inputs).volume, rollingMean(ownBars(inputs).volume, window)),
    slowly: (inputs, bar) => {
      const { volume } = ownBars(inputs)
      const past = volume.subarray(bar - window + 1, bar + 1)
      const mean = past.reduce((sum, value) => sum + value, 0) / window
      return mean > 0 ? volume[bar]! / mean : Number.NaN
    },
  })
}

function distanceToAverage(name: string, window: number): MatrixFeature {
  return featureOf({
    name,
    formula:
      'C[t] / (sum of P V / sum of V over the window) - 1, P = (H + L + C) / 3; missing where nothing was traded',
    source: 'Distance to the volume-weighted average price of a rolling window; Berkowitz, Logue & Noser (1988)',
    unit: 'fraction of price',
    inputs: ['high', 'low', 'close', 'volume'],
    parameters: { window },
    warmupBars: window - 1,
    compute: (inputs) => fromAverage(inputs, window),
    slowly: (inputs, bar) => {
      const { high, low, close, volume } = ownBars(inputs)
      let value = 0
      let total = 0
      for (let row = bar - window + 1; row <= bar; row++) {
        value += ((high[row]! + low[row]! + close[row]!) / 3) * volume[row]!
        total += volume[row]!
      }
      return total > 0 ? close[bar]! / (value / total) - 1 : Number.NaN
    },
  })
}

function fromAverage(inputs: FeatureInputs, window: number): Float64Array {
  const { close } = ownBars(inputs)
  const { value, volume } = volumePriceSums(ownBars(inputs), window)
  return close.map((price, row) => (volume[row]! > 0 ? price / (value[row]! / volume[row]!) - 1 : Number.NaN))
}

function distanceToMost(name: string, window: number, levels: number): MatrixFeature {
  return featureOf({
    name,
    formula:
      'C[t] / P - 1, P the middle of the price level with the most volume: the range of the window (lowest L to highest H) in equal levels, the volume of a bar spread evenly over its own range; the lowest of equal ones',
    source: 'Point of control of a volume profile; Steidlmayer (1989)',
    unit: 'fraction of price',
    inputs: ['high', 'low', 'close', 'volume'],
    parameters: { window, levels },
    warmupBars: window - 1,
    compute: (inputs) => {
      const bars = ownBars(inputs)
      return priceOfMostVolume(bars, window, levels).map((price, row) => bars.close[row]! / price - 1)
    },
  })
}
