import { describe, expect, it } from 'vitest'
import type { AssetInputs, EventFamily } from '../../../../src/core/discovery/eventFamily.ts'
import { assetView } from '../../../../src/core/discovery/families/assetView.ts'
import { EVENT_FAMILIES, familyOf } from '../../../../src/core/discovery/families/familyRegistry.ts'
import { noiseMarket } from '../noiseMarket.ts'

/** Each family said again from its formula, bar by bar, without any window that is kept: 1, -1 or 0 where its condition holds. */
type Said = (bar: number) => number

const REFIRE_BARS = 6
const PAST_BARS = 720

const window = (values: Float64Array, end: number, count: number) => values.slice(Math.max(0, end - count + 1), end + 1)
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
const deviation = (values: Float64Array) => {
  const middle = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)))
}
const step = (close: Float64Array, bar: number) => Math.log(close[bar]! / close[bar - 1]!)
const steps = (close: Float64Array) => close.map((_, bar) => (bar === 0 ? Number.NaN : step(close, bar)))
const beyond = (value: number, high: number, low = -high) => (value >= high ? 1 : value <= low ? -1 : 0)

function full(values: Float64Array, end: number, count: number): Float64Array | null {
  const kept = window(values, end, count)
  return end >= 0 && kept.length === count && !kept.some(Number.isNaN) ? kept : null
}

function rank(values: Float64Array, bar: number): number {
  const known = window(values, bar, PAST_BARS).filter((value) => !Number.isNaN(value))
  const value = values[bar]!
  if (Number.isNaN(value) || known.length < PAST_BARS / 2) return Number.NaN
  const below = known.filter((other) => other < value).length
  const equal = known.filter((other) => other === value).length - 1
  return (below + equal / 2) / (known.length - 1)
}

function correlation(x: Float64Array | null, y: Float64Array | null): number {
  if (x === null || y === null) return Number.NaN
  const cross = mean(x.map((value, at) => (value - mean(x)) * (y[at]! - mean(y))))
  return cross / (deviation(x) * deviation(y))
}

function leaves(own: AssetInputs, bar: number, count: number): number {
  const highs = full(own.bars.high, bar - 1, count)
  const lows = full(own.bars.low, bar - 1, count)
  if (highs === null || lows === null) return 0
  if (own.bars.close[bar]! > Math.max(...highs)) return 1
  return own.bars.close[bar]! < Math.min(...lows) ? -1 : 0
}

function shock(series: Float64Array, bar: number): number {
  const before = full(series, bar - 1, 96)
  return before === null ? Number.NaN : series[bar]! / deviation(before)
}

/** Wilder's average of the true range, started with the mean of the first 24. */
function averageRanges({ bars: { high, low, close } }: AssetInputs): Float64Array {
  const averages = new Float64Array(close.length).fill(Number.NaN)
  const ranges: number[] = []
  for (let bar = 1; bar < close.length; bar++) {
    const before = close[bar - 1]!
    ranges.push(Math.max(high[bar]!, before) - Math.min(low[bar]!, before))
    if (bar === 24) averages[bar] = mean(Float64Array.from(ranges))
    else averages[bar] = (averages[bar - 1]! * 23 + ranges[bar - 1]!) / 24
  }
  return averages
}

const rankedAt =
  (values: Float64Array) =>
  (bar: number): number =>
    rank(values, bar)

/** The other's closes, the last one standing in for up to six that are missing. */
function others({ otherCloses }: AssetInputs): Float64Array {
  const close = otherCloses[0]!
  return close.map((value, bar) => {
    if (!Number.isNaN(value)) return value
    return close.slice(Math.max(0, bar - 6), bar).findLast((before) => !Number.isNaN(before)) ?? Number.NaN
  })
}

/** With the threshold that is tested: those that are rare at the standard one are asked at an easier one. */
const SAID: Readonly<Record<string, (own: AssetInputs) => Said>> = {
  volatility_shock: ({ bars: { close } }) => {
    const own = steps(close)
    return (bar) => beyond(shock(own, bar), 3)
  },
  range_breakout: (own) => (bar) => leaves(own, bar, 96),
  compression_breakout: (own) => {
    const sigma = steps(own.bars.close).map((_, at, all) => {
      const kept = full(all, at, 24)
      return kept === null ? Number.NaN : deviation(kept)
    })
    return (bar) => (rank(sigma, bar - 1) <= 0.2 ? leaves(own, bar, 24) : 0)
  },
  exhaustion:
    ({ bars: { close, high, low } }) =>
    (bar) => {
      const run = [1, 2, 3, 4, 5].map((back) => Math.sign(close[bar - back]! - close[bar - back - 1]!))
      if (run.every((sign) => sign === 1) && close[bar]! < low[bar - 1]!) return 1
      return run.every((sign) => sign === -1) && close[bar]! > high[bar - 1]! ? -1 : 0
    },
  volume_burst:
    ({ bars: { open, close, volume } }) =>
    (bar) => {
      const before = full(volume, bar - 1, 96)
      if (before === null) return 0
      const sorted = before.slice().sort()
      return volume[bar]! >= (5 * (sorted[47]! + sorted[48]!)) / 2 ? Math.sign(close[bar]! - open[bar]!) : 0
    },
  day_extreme: ({ timeMs, bars: { high, low, close } }) => {
    const dayOf = timeMs.map((time) => Math.floor(time / 86_400_000))
    return (bar) => {
      const last = dayOf.findLastIndex((day, at) => at < bar && day < dayOf[bar]!)
      if (last < 0) return 0
      const before = Array.from(dayOf.keys()).filter((at) => dayOf[at] === dayOf[last])
      if (close[bar]! > Math.max(...before.map((at) => high[at]!))) return 1
      return close[bar]! < Math.min(...before.map((at) => low[at]!)) ? -1 : 0
    }
  },
  opening_gap: (own) => {
    const ranges = averageRanges(own)
    return (bar) => beyond((own.bars.open[bar]! - own.bars.close[bar - 1]!) / ranges[bar - 1]!, 1)
  },
  lead_lag_shock: (own) => {
    const [lead, lag] = [steps(others(own)), steps(own.bars.close)]
    return (bar) => {
      const side = beyond(shock(lead, bar), 2)
      return side !== 0 && side * shock(lag, bar) < 1 ? side : 0
    }
  },
  'correlation_break@2': (own) => {
    const [x, y] = [steps(own.bars.close), steps(others(own))]
    return (bar) => {
      const now = correlation(full(x, bar, 24), full(y, bar, 24))
      const usual = correlation(full(x, bar - 24, 240), full(y, bar - 24, 240))
      return (Math.atanh(usual) - Math.atanh(now)) * Math.sqrt(21) >= 2 ? 1 : 0
    }
  },
  funding_extreme: (own) => {
    const ranked = rankedAt(own.sensors.funding!)
    return (bar) => beyond(ranked(bar), 0.95, 1 - 0.95)
  },
  open_interest: (own) => {
    const change = own.sensors['open-interest']!.map((value, at, all) => Math.log(value / all[at - 6]!))
    return (bar) => {
      const before = full(change, bar - 6, 96)
      return before === null ? 0 : beyond(change[bar]! / deviation(before), 3)
    }
  },
  liquidation_cascade: (own) => {
    const size = own.sensors.liquidation!
    return (bar) => (size[bar]! > 0 && rank(size, bar) >= 0.98 ? Math.sign(step(own.bars.close, bar)) : 0)
  },
  order_flow_extreme: (own) => {
    const ranked = rankedAt(own.sensors['order-flow']!)
    return (bar) => beyond(ranked(bar), 0.98, 1 - 0.98)
  },
}

const SIGN: Readonly<Record<string, number>> = {
  _up: 1,
  _down: -1,
  '': 1,
  _high: 1,
  _low: -1,
  _surge: 1,
  _flush: -1,
  _buy: 1,
  _sell: -1,
}

/** One column for both sides. */
const spoken = new Map<string, Int8Array>()

function saidOf(name: string, own: AssetInputs): Int8Array {
  const at = SAID[name]!(own)
  const known = spoken.get(name) ?? Int8Array.from(own.timeMs, (_, bar) => (bar === 0 ? 0 : at(bar)))
  spoken.set(name, known)
  return known
}

function fires(said: Int8Array, sign: number): number[] {
  const bars: number[] = []
  for (let bar = 0; bar < said.length; bar++) {
    const before = said.subarray(Math.max(0, bar - REFIRE_BARS), bar)
    if (said[bar] === sign && !before.includes(sign)) bars.push(bar)
  }
  return bars
}

const DISCOVERY = noiseMarket({ seed: 3, bars: 2_400, missing: 0.01 })
const { inputs } = assetView(DISCOVERY, 0)
const firedBars = (family: EventFamily) => {
  const fired = family.detect(inputs)
  return Array.from(fired.keys()).filter((bar) => fired[bar] === 1)
}

describe('every family says what its formula says', () => {
  const cases = Object.keys(SAID).flatMap((name) => {
    const [kind = '', threshold] = name.split('@')
    return EVENT_FAMILIES.map(({ id }) => id)
      .filter((id) => id.startsWith(kind) && SIGN[id.slice(kind.length)] !== undefined)
      .map((id) => ({
        id,
        asked: threshold === undefined ? id : `${id}@${threshold}`,
        name,
        sign: SIGN[id.slice(kind.length)]!,
      }))
  })

  it('but for the two that are told below, none is left out', () => {
    const rest = EVENT_FAMILIES.map(({ id }) => id).filter((id) => !cases.some((known) => known.id === id))
    expect(rest).toEqual(['failed_breakout_up', 'failed_breakout_down', 'funding_flip_up', 'funding_flip_down'])
  })

  it.each(cases)('$asked', ({ asked, name, sign }) => {
    const expected = fires(saidOf(name, inputs), sign)
    expect(expected.length, 'a test of nothing').toBeGreaterThan(3)
    const family = familyOf(asked)
    expect(family.ok && firedBars(family.value)).toEqual(expected)
  })
})

describe('families with a memory', () => {
  /** Quiet bars of which some closes are set. */
  function market(closes: Readonly<Record<number, number>>, funding?: Float64Array) {
    const close = Float64Array.from({ length: 140 }, (_, bar) => closes[bar] ?? 100)
    const leg = {
      open: close,
      high: close.map((value) => Math.max(value, 101)),
      low: close.map((value) => Math.min(value, 99)),
      close,
      volume: close.map(() => 1),
    }
    const timeMs = close.map((_, bar) => bar * 3_600_000)
    const sensors = funding === undefined ? {} : { funding }
    return assetView(
      { market: { intervalMs: 3_600_000, timeMs, instruments: [leg] }, symbols: ['A'], sensors: [sensors] },
      0,
    ).inputs
  }
  const bars = (id: string, own: AssetInputs) => {
    const fired = EVENT_FAMILIES.find((family) => family.id === id)!.detect(own)
    return Array.from(fired.keys()).filter((bar) => fired[bar] === 1)
  }

  it('a failed breakout fires when the close is back inside, within six bars', () => {
    const within = { 100: 102, 101: 103, 102: 102, 103: 100.5 }
    expect(bars('failed_breakout_up', market(within))).toEqual([103])
    expect(bars('failed_breakout_down', market(within))).toEqual([])
    expect(bars('failed_breakout_down', market({ 110: 98, 111: 99.5 }))).toEqual([111])
  })

  it('a breakout that holds for longer has not failed', () => {
    const held = Object.fromEntries([100, 101, 102, 103, 104, 105, 106].map((bar) => [bar, 102]))
    expect(bars('failed_breakout_up', market(held))).toEqual([])
  })

  it('funding flips after a day of the other sign; 0 and unknown change nothing', () => {
    const funding = Float64Array.from({ length: 140 }, (_, bar) => {
      if (bar < 5 || bar === 20) return Number.NaN
      if (bar === 25) return 0
      if (bar < 30) return 0.0001
      if (bar < 60) return -0.0001
      return bar < 70 ? 0.0001 : -0.0002
    })
    // 30: 25 bars after the first sign; 60: 30 bars later; 70: only 10 bars.
    expect(bars('funding_flip_down', market({}, funding))).toEqual([30])
    expect(bars('funding_flip_up', market({}, funding))).toEqual([60])
  })

  it('a sensor that is not there fires nothing', () => {
    for (const { id, needs } of EVENT_FAMILIES) if (needs.length > 0) expect(bars(id, market({})), id).toEqual([])
  })
})
