import { rollingComoments } from '../../../indicators/rollingComoments.ts'
import { rollingMean } from '../../../indicators/rollingMean.ts'
import { rollingOls } from '../../../indicators/rollingOls.ts'
import { rollingStandardDeviation } from '../../../indicators/rollingStandardDeviation.ts'
import { normalCdf } from '../../../stats/normalCdf.ts'
import { closeReturn, columnOf, dollarVolume, overPositive, ownBars } from '../barColumns.ts'
import type { FeatureFamily, FeatureInputs, FeatureParameter } from '../matrixFeature.ts'
import { corwinSchultz } from '../microstructure/corwinSchultz.ts'
import { volumeBuckets } from '../microstructure/volumeBuckets.ts'
import { oneEarlier } from '../pair/pairBars.ts'
import { familyOf, featureOf, windowBars } from './familyParts.ts'

const MILLION = 1e6

export const BUCKETS: FeatureParameter = {
  name: 'buckets',
  meaning: 'completed volume buckets in the mean',
  standard: 50,
  least: 2,
  most: 10_000,
  isWhole: true,
}
export const BUCKET_BARS: FeatureParameter = {
  name: 'bars',
  meaning: 'size of a bucket in mean volumes of a bar',
  standard: 1,
  least: 0.1,
  most: 10_000,
  isWhole: false,
}

/** Costs and information of trading as far as bars tell. Quotes and trades tell more: see the quote families. */
export const MICROSTRUCTURE_FAMILIES: readonly FeatureFamily[] = [
  ofWindow(
    'corwin_schultz',
    'Spread by Corwin and Schultz',
    20,
    0,
    {
      formula:
        'mean over the window of the spread of each two neighbouring bars from highs and lows, negative ones 0, gaps moved away',
      source: 'Corwin & Schultz (2012)',
      unit: 'fraction of price',
      inputs: ['high', 'low', 'close'],
    },
    (inputs, window) => rollingMean(corwinSchultz(ownBars(inputs)), window),
  ),
  ofWindow(
    'roll_spread',
    'Spread by Roll',
    60,
    1,
    {
      formula:
        '2 sqrt(-cov(r[t], r[t-1])) over the window (ddof 1), r = one-bar log return; missing where the covariance is above 0',
      source: 'Roll (1984)',
      unit: 'fraction of price',
      inputs: ['close'],
    },
    (inputs, window) => {
      const returns = closeReturn(inputs, 1)
      const { xy } = rollingComoments(returns, oneEarlier(returns), window)
      return xy.map((sum) => 2 * Math.sqrt(-sum / (window - 1)))
    },
  ),
  ofWindow(
    'amihud',
    'Illiquidity by Amihud',
    20,
    0,
    {
      formula: 'mean of |ln(C[t] / C[t-1])| / (C V / 1,000,000) over the bars of the window that have volume',
      source: 'Amihud (2002)',
      unit: 'fraction of price per million traded',
      inputs: ['close', 'volume'],
    },
    amihud,
  ),
  ofWindow(
    'kyle_lambda',
    'Price impact by Kyle',
    60,
    0,
    {
      formula:
        'slope of ln(C[t] / C[t-1]) on its sign x C V / 1,000,000, least squares with a constant over the window; the sign of a bar is that of its return, so part of the slope is by construction',
      source: 'Kyle (1985); by bars with the tick rule as Lopez de Prado (2018), 19.4',
      unit: 'fraction of price per million traded',
      inputs: ['close', 'volume'],
    },
    (inputs, window) => {
      const returns = closeReturn(inputs, 1)
      const flow = dollarVolume(inputs).map((value, row) => (Math.sign(returns[row]!) * value) / MILLION)
      return rollingOls(returns, flow, window).slope
    },
  ),
  familyOf(
    { name: 'vpin', title: 'Probability of informed trading by volume', kind: 'microstructure' },
    [BUCKETS, BUCKET_BARS, windowBars(100)],
    ([buckets, bars, window], asked) => [
      featureOf({
        name: asked,
        formula:
          'mean over the last completed volume buckets of |bought - sold| / size; bought share of a bar = Phi(r / deviation of r over the window, t included), size = bars x mean volume over the window when the bucket opens; what a bar has over flows into the next bucket',
        source: "Easley, Lopez de Prado & O'Hara (2012), bulk classification; doubted by Andersen & Bondarenko (2014)",
        unit: '0 to 1',
        inputs: ['close', 'volume'],
        parameters: { buckets: buckets!, bars: bars!, window: window! },
        warmupBars: window! + Math.ceil(buckets! * bars!),
        compute: (inputs) => bulkVpin(inputs, buckets!, bars!, window!),
      }),
    ],
  ),
]

type Words = {
  readonly formula: string
  readonly source: string
  readonly unit: string
  readonly inputs: readonly string[]
}

function ofWindow(
  name: string,
  title: string,
  standard: number,
  extraBars: number,
  words: Words,
  compute: (inputs: FeatureInputs, window: number) => Float64Array,
): FeatureFamily {
  return familyOf({ name, title, kind: 'microstructure' }, [windowBars(standard, 3)], ([window], asked) => [
    featureOf({
      name: asked,
      ...words,
      parameters: { window: window! },
      warmupBars: window! + extraBars,
      compute: (inputs) => compute(inputs, window!),
    }),
  ])
}

function amihud(inputs: FeatureInputs, window: number): Float64Array {
  const returns = closeReturn(inputs, 1)
  const traded = dollarVolume(inputs)
  const isTraded = (row: number) => traded[row]! > 0 || Number.isNaN(traded[row]!)
  const impact = columnOf(returns.length, 1, (row) =>
    isTraded(row) ? Math.abs(returns[row]!) / (traded[row]! / MILLION) : 0 * returns[row]!,
  )
  const counted = traded.map((_, row) => (isTraded(row) ? 1 : 0))
  return overPositive(rollingMean(impact, window), rollingMean(counted, window))
}

function bulkVpin(inputs: FeatureInputs, buckets: number, bars: number, window: number): Float64Array {
  const returns = closeReturn(inputs, 1)
  const { volume } = ownBars(inputs)
  const deviation = rollingStandardDeviation(returns, window, 'sample')
  const size = rollingMean(volume, window).map((mean) => bars * mean)
  const bought = returns.map((value, row) => (deviation[row]! > 0 ? normalCdf(value / deviation[row]!) : Number.NaN))
  return volumeBuckets({ volume, bought, size, buckets })
}
