import { rollingMean } from '../../../indicators/rollingMean.ts'
import { overPositive } from '../barColumns.ts'
import { freshColumn } from '../joinTableColumn.ts'
import type { FeatureFamily, FeatureInputs, MatrixFeature } from '../matrixFeature.ts'
import { volumeBuckets } from '../microstructure/volumeBuckets.ts'
import { familyOf, featureOf, windowBars } from './familyParts.ts'
import { BUCKET_BARS, BUCKETS } from './microstructureFamilies.ts'

/** A quote that has stood for longer than this at the close is not believed. */
const QUOTE_STALENESS_MS = 300_000
/** What is summed over a bar counts for that bar only. */
const SAME_BAR_MS = 1

const BOOK = ['quotes.bid', 'quotes.ask', 'quotes.bid_size', 'quotes.ask_size'] as const
const TRADES = ['trades.buy_volume', 'trades.sell_volume'] as const

/** From quotes and trades joined to the bars (`quoteColumns`, `tradeColumns`). */
export const QUOTE_FAMILIES: readonly FeatureFamily[] = [
  ofBook(
    'quoted_spread',
    'Quoted spread',
    '(ask - bid) / mid',
    'fraction of price',
    ([bid, ask]) => (ask! - bid!) / ((ask! + bid!) / 2),
  ),
  ofBook(
    'quote_imbalance',
    'Imbalance of the quotes',
    '(bid size - ask size) / (bid size + ask size)',
    '-1 to 1',
    ([, , bidSize, askSize]) => (bidSize! - askSize!) / (bidSize! + askSize!),
  ),
  ofBook(
    'weighted_mid_deviation',
    'Weighted mid',
    "(I ask + (1 - I) bid) / mid - 1, I = bid size / (bid size + ask size); the weighted mid, not Stoikov's (2018) microprice",
    'fraction of price',
    ([bid, ask, bidSize, askSize]) => {
      const share = bidSize! / (bidSize! + askSize!)
      return (share * ask! + (1 - share) * bid!) / ((ask! + bid!) / 2) - 1
    },
  ),
  familyOf(
    { name: 'order_flow_imbalance', aliases: ['ofi'], title: 'Order-flow imbalance', kind: 'microstructure' },
    [windowBars(1, 1)],
    ([window], asked) => [
      ofFlow(
        asked,
        window!,
        {
          formula:
            'sum over the window of e / mean over the window of the depth at the best quotes; e of each quote = size added at the bid less size added at the ask, sizes counted whole where the price moved',
          source: 'Cont, Kukanov & Stoikov (2014)',
          unit: 'depths',
          inputs: ['quotes.order_flow', 'quotes.depth'],
        },
        (flow, depth) =>
          overPositive(rollingMean(flow, window!), rollingMean(depth, window!)).map((value) => value * window!),
      ),
    ],
  ),
  familyOf(
    { name: 'trade_flow', title: 'Signed trade flow', kind: 'microstructure' },
    [windowBars(1, 1)],
    ([window], asked) => [
      ofFlow(
        asked,
        window!,
        {
          formula: '(bought - sold) / (bought + sold) over the window; missing where nothing was traded',
          source: 'Signed volume by the side of each trade, else by the tick rule, Lee & Ready (1991)',
          unit: '-1 to 1',
          inputs: TRADES,
        },
        (bought, sold) =>
          overPositive(
            rollingMean(
              bought.map((value, row) => value - sold[row]!),
              window!,
            ),
            rollingMean(
              bought.map((value, row) => value + sold[row]!),
              window!,
            ),
          ),
      ),
    ],
  ),
  familyOf(
    { name: 'vpin_trades', title: 'Probability of informed trading by signed trades', kind: 'microstructure' },
    [BUCKETS, BUCKET_BARS, windowBars(100)],
    ([buckets, bars, window], asked) => [
      featureOf({
        ...ofFlow(
          asked,
          window!,
          {
            formula:
              'mean over the last completed volume buckets of |bought - sold| / size, size = bars x mean volume over the window when the bucket opens; what a bar has over flows into the next bucket',
            source: "Easley, Lopez de Prado & O'Hara (2012), with the side of trades in place of bulk classification",
            unit: '0 to 1',
            inputs: TRADES,
          },
          (bought, sold) => signedVpin(bought, sold, buckets!, bars!, window!),
        ),
        parameters: { buckets: buckets!, bars: bars!, window: window! },
        warmupBars: window! + Math.ceil(buckets! * bars!),
      }),
    ],
  ),
]

function ofBook(
  name: string,
  title: string,
  formula: string,
  unit: string,
  at: (book: readonly number[]) => number,
): FeatureFamily {
  return familyOf({ name, title, kind: 'microstructure' }, [], (_, asked) => [
    featureOf({
      name: asked,
      formula: `${formula}, of the best quotes at the close of the bar; missing where they are older than 5 minutes or crossed`,
      source: 'Best bid and ask',
      unit,
      inputs: BOOK,
      warmupBars: 0,
      stalenessMs: QUOTE_STALENESS_MS,
      compute: (inputs) => ofQuotes(inputs, at),
    }),
  ])
}

function ofQuotes({ joined, market }: FeatureInputs, at: (book: readonly number[]) => number): Float64Array {
  const columns = BOOK.map((name) => freshColumn(joined, name, QUOTE_STALENESS_MS, market.timeMs.length))
  return market.timeMs.map((_, row) => {
    const book = columns.map((column) => column[row]!)
    const isSound = book[0]! > 0 && book[1]! >= book[0]! && book[2]! > 0 && book[3]! > 0
    return isSound ? at(book) : Number.NaN
  })
}

function ofFlow(
  name: string,
  window: number,
  words: Pick<MatrixFeature, 'formula' | 'source' | 'unit' | 'inputs'>,
  compute: (first: Float64Array, second: Float64Array) => Float64Array,
): MatrixFeature {
  const [first, second] = words.inputs
  return featureOf({
    name,
    ...words,
    parameters: { window },
    warmupBars: window - 1,
    stalenessMs: SAME_BAR_MS,
    compute: ({ joined, market }) => {
      const read = (input: string) => freshColumn(joined, input, SAME_BAR_MS, market.timeMs.length)
      return compute(read(first!), read(second!))
    },
  })
}

function signedVpin(
  bought: Float64Array,
  sold: Float64Array,
  buckets: number,
  bars: number,
  window: number,
): Float64Array {
  const volume = bought.map((value, row) => value + sold[row]!)
  const size = rollingMean(volume, window).map((mean) => bars * mean)
  return volumeBuckets({ volume, bought: overPositive(bought, volume), size, buckets })
}
