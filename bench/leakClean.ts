import { compileTerms } from '../src/core/backtest/compile/compileTerms.ts'
import { signalDecisions } from '../src/core/backtest/compile/signalDecisions.ts'
import type { Strategy } from '../src/core/backtest/event/strategy.ts'
import { donchianBreakout } from '../src/core/backtest/strategies/donchianBreakout.ts'
import { movingAverageCross } from '../src/core/backtest/strategies/movingAverageCross.ts'
import { backtestSpecSchema } from '../src/core/contract/backtestSpec.ts'
import { relativeStrengthIndex } from '../src/core/indicators/relativeStrengthIndex.ts'
import { DEFAULT_COSTS } from '../src/core/market/instrument.ts'
import type { MarketColumns } from '../src/core/market/marketColumns.ts'
import { eventTradeColumns, vectorTradeColumns } from '../src/core/pipeline/leaks/tradeColumns.ts'
import { createStream } from '../src/core/stats/seededStream.ts'
import type { ScannedColumn } from '../src/core/validation/leakCompare.ts'
import { closeOf, dayOf, freeRequest, HOUR_MS, type LeakCase, meanOf, returnsOf } from './leakMarket.ts'

const SEED = 5

function clean(name: string, column: (market: MarketColumns) => ScannedColumn): LeakCase {
  return { name, compute: (market) => [column(market)] }
}

const fromClose = (name: string, of: (close: Float64Array) => Float64Array): LeakCase =>
  clean(name, (market) => of(closeOf(market)))

/** State by state; a missing value leaves it as it is. */
function recursion(values: Float64Array, first: number, next: (state: number, value: number, bar: number) => number) {
  let state = first
  return values.map((value, bar) => {
    if (!Number.isNaN(value)) state = next(state, value, bar)
    return state
  })
}

function trailing(values: Float64Array, bars: number, of: (window: Float64Array) => number): Float64Array {
  return values.map((_, bar) => (bar + 1 < bars ? Number.NaN : of(values.subarray(bar + 1 - bars, bar + 1))))
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)

/** Bars before it, of days that are over. */
function yesterdaysHigh(market: MarketColumns): Float64Array {
  const { high } = market.instruments[0]!
  let [today, yesterday] = [Number.NaN, Number.NaN]
  return high.map((value, bar) => {
    if (bar > 0 && dayOf(market, bar) !== dayOf(market, bar - 1)) {
      yesterday = today
      today = Number.NaN
    }
    today = Number.isNaN(today) || value > today ? value : today
    return yesterday
  })
}

/** Least squares, bar by bar (Plackett 1950). */
function recursiveSlope(market: MarketColumns): Float64Array {
  const [left, right] = [returnsOf(closeOf(market)), returnsOf(closeOf(market, 1))]
  let [slope, gain] = [0, 1e6]
  return left.map((value, bar) => {
    const x = right[bar]!
    if (Number.isNaN(value) || Number.isNaN(x)) return slope
    const weight = (gain * x) / (1 + x * gain * x)
    slope += weight * (value - slope * x)
    gain -= weight * x * gain
    return slope
  })
}

/** Anew every 250 bars, on all bars before. */
function refitted(close: Float64Array): Float64Array {
  let [mean, spread] = [Number.NaN, Number.NaN]
  return close.map((value, bar) => {
    if (bar > 0 && bar % 250 === 0) {
      const past = close.slice(0, bar)
      mean = meanOf(past)
      spread = Math.sqrt(meanOf(past.map((other) => (other - mean) ** 2)))
    }
    return (value - mean) / spread
  })
}

function barrierLabel({ instruments }: MarketColumns): ScannedColumn {
  const { close, high, low } = instruments[0]!
  const values = new Float64Array(close.length).fill(Number.NaN)
  const knownAt = new Int32Array(close.length)
  for (let bar = 0; bar < close.length; bar++) {
    for (let at = bar + 1; at < close.length && at <= bar + 24; at++) {
      const stopped = low[at]! <= 0.98 * close[bar]!
      const won = high[at]! >= 1.02 * close[bar]!
      if (!stopped && !won && at < bar + 24) continue
      values[bar] = stopped ? -1 : won ? 1 : 0
      knownAt[bar] = at
      break
    }
  }
  return { values, knownAt }
}

/** A stop that trails, given with the entry; nothing but what the context tells. */
const trailingStop: Strategy = {
  onBar: (context) => {
    if (context.units(0) === 0 && context.close(0) > context.close(0, 5))
      context.submit({
        instrument: 0,
        type: 'market',
        side: 1,
        size: { kind: 'rule' },
        exits: {
          stop: null,
          target: { kind: 'fraction', size: 0.03 },
          trail: { kind: 'fraction', size: 0.02 },
          limitBars: 40,
        },
      })
  },
}

/** Orders that rest, of the second instrument. */
const resting: Strategy = {
  onBar: (context) => {
    if (context.workingOrders(1).length > 0 || context.units(1) !== 0) return
    const limitPrice = context.close(1) * 0.995
    context.submit({
      instrument: 1,
      type: 'limit',
      side: 1,
      size: { kind: 'units', units: 10 },
      limitPrice,
      exits: { stop: null, target: null, trail: null, limitBars: 6 },
    })
  },
}

function ruleRequest(market: MarketColumns) {
  const spec = backtestSpecSchema.parse({
    position_sizing: { method: 'volatility_target', target: 0.2 },
    execution: { slippage_volatility: 0.1, market_impact: 'square_root' },
    risk_management: { stop_loss: { atr: 2 }, take_profit: 0.04, trailing_stop: { atr: 3 } },
  })
  const instruments = market.instruments.map((leg) => ({
    leg,
    costs: DEFAULT_COSTS,
    group: 0,
    sector: null,
    hourOf: null,
    barsPerYear: 8_766,
    fundingRate: null,
  }))
  const terms = compileTerms(spec, instruments)
  if (!terms.ok) throw new Error(terms.trouble.message)
  const decisions = signalDecisions(market, donchianBreakout, { entry: 20, exit: 10 }, 'both', null)
  return { ...freeRequest(market), ...terms.value, decisions }
}

function crossRequest(market: MarketColumns) {
  const one = { ...market, instruments: market.instruments.slice(0, 1) }
  const decisions = signalDecisions(one, movingAverageCross, { fast: 12, slow: 48, average: 'ema' }, 'both', null)
  return { ...freeRequest(one), decisions }
}

/** Thirty that look back only, some of which look as if they did not. */
export const CLEAN_CASES: readonly LeakCase[] = [
  fromClose('trailing mean', (close) => trailing(close, 20, meanOf)),
  fromClose('exponential average, begun at the first bar', (close) =>
    recursion(close, close[0]!, (state, value) => state + 0.001 * (value - state)),
  ),
  fromClose('mean of all bars so far', (close) =>
    recursion(close, 0, (state, value, bar) => state + (value - state) / (bar + 1)),
  ),
  fromClose('scaled by the extremes so far', (close) => {
    let most = 0
    return close.map((value) => {
      most = Math.max(most, value)
      return value / most
    })
  }),
  fromClose('rank among the bars so far', (close) =>
    close.map((value, bar) => close.subarray(Math.max(0, bar - 299), bar + 1).filter((other) => other < value).length),
  ),
  fromClose('drawdown so far', (close) => {
    let most = 0
    return close.map((value) => {
      most = Math.max(most, value)
      return 1 - value / most
    })
  }),
  clean('on-balance volume', (market) => {
    const { close, volume } = market.instruments[0]!
    let total = 0
    return close.map((value, bar) => {
      if (bar > 0) total += Math.sign(value - close[bar - 1]!) * volume[bar]! || 0
      return total
    })
  }),
  fromClose('noise from a seed and the bar', (close) =>
    close.map((value, bar) => value * (1 + 1e-3 * createStream(SEED, `bar ${bar}`).nextNormal())),
  ),
  fromClose('noise from one stream, drawn from the first bar on', (close) => {
    const stream = createStream(SEED, 'noise')
    return close.map((value) => value + stream.nextNormal())
  }),
  clean('hour of the day', ({ timeMs }) => timeMs.map((timeMs) => (timeMs / HOUR_MS) % 24)),
  clean('days to the end of the month', ({ timeMs }) =>
    timeMs.map((ms) => {
      const date = new Date(ms)
      return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate() - date.getUTCDate()
    }),
  ),
  clean('last price before a gap', (market) => recursion(closeOf(market, 2), Number.NaN, (_, value) => value)),
  clean('mean of what is there, gaps left out', (market) => trailing(closeOf(market, 2), 12, meanOf)),
  clean('bars since the last gap', (market) => {
    let since = 0
    return closeOf(market, 2).map((value) => {
      since = Number.isNaN(value) ? 0 : since + 1
      return since
    })
  }),
  fromClose('clipped at constants', (close) => returnsOf(close).map((value) => Math.min(0.01, Math.max(-0.01, value)))),
  clean('return of another instrument, a bar ago', (market) => {
    const returns = returnsOf(closeOf(market, 1))
    return returns.map((_, bar) => (bar === 0 ? Number.NaN : returns[bar - 1]!))
  }),
  clean('trailing hedge ratio', (market) => {
    const [left, right] = [returnsOf(closeOf(market)), returnsOf(closeOf(market, 1))]
    const cross = left.map((value, bar) => value * right[bar]!)
    const [above, below] = [
      trailing(cross, 60, sum),
      trailing(
        right.map((value) => value * value),
        60,
        sum,
      ),
    ]
    return above.map((value, bar) => value / below[bar]!)
  }),
  clean('hedge ratio by recursive least squares', recursiveSlope),
  clean('channel of the bars before', (market) => {
    const { high } = market.instruments[0]!
    return high.map((_, bar) =>
      high.subarray(Math.max(0, bar - 20), bar).reduce((most, value) => Math.max(most, value), 0),
    )
  }),
  clean('high of the day before', yesterdaysHigh),
  fromClose('bars of four hours, labelled at their right edge', (close) => {
    let last = Number.NaN
    return close.map((value, bar) => {
      if (bar % 4 === 3) last = value
      return last
    })
  }),
  fromClose('relative strength, Wilder', (close) => relativeStrengthIndex(close, 14)),
  fromClose('volatility by a recursion', (close) =>
    recursion(returnsOf(close), 1e-4, (state, value) => 1e-6 + 0.08 * value * value + 0.91 * state),
  ),
  fromClose('filtered level', (close) => {
    let [level, variance] = [close[0]!, 1]
    return close.map((value) => {
      variance += 0.1
      const gain = variance / (variance + 2)
      level += gain * (value - level)
      variance *= 1 - gain
      return level
    })
  }),
  fromClose('scaler fitted anew on the past', refitted),
  fromClose('target encoding with labels that are known', (close) => {
    const returns = returnsOf(close)
    return recursion(returns, 0, (state, value) => 0.99 * state + 0.01 * Math.sign(value))
  }),
  fromClose('pivots marked where they are seen', (close) =>
    close.map((_, bar) => {
      const around = close.subarray(Math.max(0, bar - 10), bar + 1)
      return bar >= 10 && around.every((other) => other <= close[bar - 5]!) ? 1 : 0
    }),
  ),
  fromClose('the first event of each cluster', (close) => {
    let quietUntil = 0
    return returnsOf(close).map((value, bar) => {
      if (!(value > 0.005) || bar < quietUntil) return 0
      quietUntil = bar + 4
      return 1
    })
  }),
  clean('label with the end at which it is known', barrierLabel),
  {
    name: 'strategies: rules with exits, a trailing stop, resting orders, in both engines',
    compute: (market) => [
      ...vectorTradeColumns(ruleRequest(market)),
      ...eventTradeColumns(ruleRequest(market)),
      ...vectorTradeColumns(crossRequest(market)),
      ...eventTradeColumns(freeRequest(market), trailingStop),
      ...eventTradeColumns(freeRequest(market), resting),
    ],
  },
]
