import type { Strategy } from '../src/core/backtest/event/strategy.ts'
import type { MarketColumns } from '../src/core/market/marketColumns.ts'
import { eventTradeColumns } from '../src/core/pipeline/leaks/tradeColumns.ts'
import type { ScannedColumn } from '../src/core/validation/leakCompare.ts'
import { closeOf, dayOf, freeRequest, type LeakCase, meanOf, returnsOf } from './leakMarket.ts'

const HALF = 5

function planted(name: string, column: (market: MarketColumns) => ScannedColumn): LeakCase {
  return { name, compute: (market) => [column(market)] }
}

const fromClose = (name: string, of: (close: Float64Array) => Float64Array): LeakCase =>
  planted(name, (market) => of(closeOf(market)))

function spreadOf(values: Float64Array): number {
  const mean = meanOf(values)
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)))
}

function filledFromNext(values: Float64Array): Float64Array {
  const filled = values.slice()
  for (let bar = filled.length - 2; bar >= 0; bar--) if (Number.isNaN(filled[bar]!)) filled[bar] = filled[bar + 1]!
  return filled
}

/** An exponential average there and back: no lag, because it knows what comes. */
function zeroPhase(close: Float64Array): Float64Array {
  const smooth = (values: Float64Array) => {
    let state = values[0]!
    return values.map((value) => {
      state += 0.1 * (value - state)
      return state
    })
  }
  return smooth(smooth(close).reverse()).reverse()
}

function interpolated(values: Float64Array): Float64Array {
  const out = values.slice()
  for (let bar = 1; bar < out.length; bar++) {
    if (!Number.isNaN(out[bar]!)) continue
    let next = bar
    while (next < out.length && Number.isNaN(values[next]!)) next++
    if (next < out.length) out[bar] = out[bar - 1]! + (values[next]! - out[bar - 1]!) / (next - bar + 1)
  }
  return out
}

/** The value of each group, at every bar of it. */
function byGroup(market: MarketColumns, groupOf: (bar: number) => number, value: (bars: readonly number[]) => number) {
  const groups = new Map<number, number[]>()
  market.timeMs.forEach((_, bar) => {
    const known = groups.get(groupOf(bar))
    if (known === undefined) groups.set(groupOf(bar), [bar])
    else known.push(bar)
  })
  const out = new Float64Array(market.timeMs.length)
  for (const bars of groups.values()) {
    const made = value(bars)
    for (const bar of bars) out[bar] = made
  }
  return out
}

/** Knows the market that it trades, and reads the bar after. */
function peeking(market: MarketColumns): Strategy {
  const close = closeOf(market)
  return {
    onBar: (context) => {
      const bar = context.barCount - 1
      const rises = (close[bar + 1] ?? 0) > close[bar]!
      const held = context.units(0) > 0
      if (rises === held) return
      context.submit({
        instrument: 0,
        type: 'market',
        side: rises ? 1 : -1,
        size: { kind: 'target', share: rises ? 1 : 0 },
      })
    },
  }
}

/** Buys under the mean of all bars. */
function levelled(market: MarketColumns): Strategy {
  const mean = meanOf(closeOf(market, 1))
  return {
    onBar: (context) => {
      const share = context.close(1) < mean ? 1 : 0
      context.submit({ instrument: 1, type: 'market', side: 1, size: { kind: 'target', share } })
    },
  }
}

let calls = 0

/** Thirty ways to see what is to come, most of them met in published research. */
export const PLANTED_LEAKS: readonly LeakCase[] = [
  fromClose('centred mean', (close) =>
    close.map((_, bar) => meanOf(close.subarray(Math.max(0, bar - HALF), bar + HALF + 1))),
  ),
  fromClose('shift by minus one', (close) => close.map((value, bar) => close[bar + 1] ?? value)),
  fromClose('difference the wrong way round', (close) => close.map((value, bar) => (close[bar + 1] ?? value) - value)),
  fromClose('maximum of the bars to come', (close) =>
    close.map((_, bar) => close.subarray(bar, bar + 10).reduce((most, value) => Math.max(most, value), 0)),
  ),
  fromClose('z-score by the whole series', (close) => {
    const [mean, spread] = [meanOf(close), spreadOf(close)]
    return close.map((value) => (value - mean) / spread)
  }),
  fromClose('scaled by the extremes of the whole series', (close) => {
    const most = close.reduce((least, value) => Math.max(least, value), 0)
    return close.map((value) => value / most)
  }),
  fromClose('rank in the whole series', (close) => {
    const sorted = close.toSorted()
    return close.map((value) => sorted.findIndex((other) => other >= value) / close.length)
  }),
  fromClose('clipped at quantiles of the whole series', (close) => {
    const sorted = close.toSorted()
    const most = sorted[Math.floor(0.95 * sorted.length)]!
    return close.map((value) => Math.min(value, most))
  }),
  fromClose('trend of the whole series taken out', (close) => {
    const middle = (close.length - 1) / 2
    const mean = meanOf(close)
    let [above, below] = [0, 0]
    close.forEach((value, bar) => {
      above += (bar - middle) * (value - mean)
      below += (bar - middle) ** 2
    })
    return close.map((value, bar) => value - mean - (above / below) * (bar - middle))
  }),
  fromClose('rebased to the last price', (close) => close.map((value) => value / close[close.length - 1]!)),
  fromClose('filter without lag, there and back', zeroPhase),
  fromClose('volatility of the window to come', (close) =>
    returnsOf(close).map((_, bar, all) => spreadOf(all.subarray(bar + 1, bar + 21))),
  ),
  fromClose('convolution with the window in the middle', (close) => {
    const weights = [0.25, 0.5, 0.25]
    return close.map((_, bar) => weights.reduce((sum, weight, k) => sum + weight * (close[bar + k - 1] ?? 0), 0))
  }),
  fromClose('scaler fitted on most of the data', (close) => {
    const train = close.subarray(0, Math.floor(close.length * 0.8))
    const [mean, spread] = [meanOf(train), spreadOf(train)]
    return close.map((value) => (value - mean) / spread)
  }),
  planted('gaps filled from the next bar', (market) => filledFromNext(closeOf(market, 2))),
  planted('gaps filled from the next bar, where there are none', (market) => filledFromNext(closeOf(market))),
  planted('gaps interpolated', (market) => interpolated(closeOf(market, 2))),
  planted('hedge ratio of the whole series', (market) => {
    const [left, right] = [returnsOf(closeOf(market)), returnsOf(closeOf(market, 1))]
    const slope = meanOf(left.map((value, bar) => value * right[bar]!)) / meanOf(right.map((value) => value * value))
    return left.map((value, bar) => value - slope * right[bar]!)
  }),
  planted('mean of the day, joined to its hours', (market) =>
    byGroup(
      market,
      (bar) => dayOf(market, bar),
      (bars) => meanOf(bars.map((bar) => closeOf(market)[bar]!)),
    ),
  ),
  planted('high of the day, known at its first hour', (market) =>
    byGroup(
      market,
      (bar) => dayOf(market, bar),
      (bars) => Math.max(...bars.map((bar) => market.instruments[0]!.high[bar]!)),
    ),
  ),
  planted('bars of four hours, labelled at their left edge', (market) =>
    byGroup(
      market,
      (bar) => Math.floor(bar / 4),
      (bars) => closeOf(market)[bars.at(-1)!]!,
    ),
  ),
  planted('mean return of the hour over all days', (market) => {
    const returns = returnsOf(closeOf(market))
    return byGroup(
      market,
      (bar) => bar % 24,
      (bars) => meanOf(bars.map((bar) => returns[bar]!)),
    )
  }),
  planted('target encoding with the own row', (market) => {
    const close = closeOf(market)
    const target = close.map((value, bar) => (bar + 1 < close.length ? close[bar + 1]! / value - 1 : Number.NaN))
    let sum = 0
    return target.map((value, bar) => {
      sum += Number.isNaN(value) ? 0 : value
      return sum / (bar + 1)
    })
  }),
  planted('pivots marked where they are, not where they are seen', (market) =>
    closeOf(market).map((value, bar, all) => {
      const around = all.subarray(Math.max(0, bar - HALF), bar + HALF + 1)
      return around.every((other) => other <= value) ? 1 : 0
    }),
  ),
  planted('events beyond a quantile of the whole series', (market) => {
    const returns = returnsOf(closeOf(market))
    const most = returns.slice(1).sort()[Math.floor(0.95 * returns.length)]!
    return returns.map((value) => (value > most ? 1 : 0))
  }),
  planted('the last event of each cluster', (market) => {
    const fires = returnsOf(closeOf(market)).map((value) => (value > 0.005 ? 1 : 0))
    return fires.map((value, bar) => (value === 1 && !fires.subarray(bar + 1, bar + 4).includes(1) ? 1 : 0))
  }),
  planted('label that reads one bar more than it says', (market) => {
    const close = closeOf(market)
    return {
      values: close.map((value, bar) => (bar + 13 < close.length ? close[bar + 13]! / value - 1 : Number.NaN)),
      knownAt: Int32Array.from(close, (_, bar) => bar + 12),
    }
  }),
  planted('position of a bar, decided by its own close', (market) => {
    const { open, close } = market.instruments[0]!
    return {
      values: close.map((value, bar) => Math.sign(value - open[bar]!)),
      knownAt: Int32Array.from(close, (_, bar) => bar - 1),
    }
  }),
  {
    name: 'strategy that reads the next bar',
    compute: (market) => eventTradeColumns(freeRequest(market), peeking(market)),
  },
  {
    name: 'strategy with a level of the whole series',
    compute: (market) => eventTradeColumns(freeRequest(market), levelled(market)),
  },
]

/** Beside the thirty: not a look ahead, and as bad. */
export const RESTLESS: LeakCase = fromClose('another result each time', (close) => {
  calls += 1
  return close.map((value) => value + 1e-9 * calls)
})
