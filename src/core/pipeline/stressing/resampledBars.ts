import type { LegColumns } from '../../market/pairColumns.ts'
import { geometricLength, logContinuation } from '../../stats/geometricLength.ts'
import { politisWhiteBlockLength } from '../../stats/politisWhiteBlockLength.ts'
import type { RandomStream } from '../../stats/seededStream.ts'
import { DAY_MS } from '../../time/durations.ts'
import type { StressMarket } from './stressedRequest.ts'

/** A time of day with fewer bars than this is not drawn from alone. */
const LEAST_OF_A_TIME = 20

/**
 * Rows of the bars in the order of a synthetic market: blocks of geometric length with mean `meanBlock` (Politis & Romano 1994), each beginning at a bar of the
 * same time of day as the one that it takes the place of (the seasonal block bootstrap of Politis 2001), so that hours stay hours. A block that reaches the last bar ends there.
 */
export function resampledRows(
  timeMs: Float64Array,
  intervalMs: number,
  meanBlock: number,
  stream: RandomStream,
): Int32Array {
  const bars = timeMs.length
  const timeOf = (row: number) => (intervalMs >= DAY_MS ? 0 : timeMs[row]! % DAY_MS)
  const byTime = new Map<number, number[]>()
  for (let row = 0; row < bars; row++) {
    const known = byTime.get(timeOf(row))
    if (known === undefined) byTime.set(timeOf(row), [row])
    else known.push(row)
  }
  const continuation = logContinuation(meanBlock)
  const rows = new Int32Array(bars)
  let source = bars
  let left = 0
  for (let row = 0; row < bars; row++) {
    if (left === 0 || source === bars) {
      const alike = byTime.get(timeOf(row))!
      source = alike.length < LEAST_OF_A_TIME ? stream.nextInt(bars) : alike[stream.nextInt(alike.length)]!
      left = geometricLength(stream.nextUniform(), continuation)
    }
    rows[row] = source
    source++
    left--
  }
  return rows
}

/**
 * A market whose bar i is made of bar rows[i], the same for all instruments: the moves of a bar against the close before it are those of its source, with its volume. Within a
 * block prices are those of the source times one factor, so rows in their own order give the market itself. An instrument begins at the price of its first
 * drawn bar. Predictions and funding go with their bars; the hours of the clock stay.
 */
export function resampledMarket({ market, legs, predictions }: StressMarket, rows: Int32Array): StressMarket {
  const made = market.instruments.map((leg) => resampledLeg(leg, rows))
  const taken = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]!)
  return {
    market: { ...market, instruments: made },
    legs: legs.map((own, k) => ({
      ...own,
      leg: made[k]!,
      fundingRate: own.fundingRate === null ? null : taken(own.fundingRate),
    })),
    predictions: predictions?.map(taken) ?? null,
  }
}

function resampledLeg(leg: LegColumns, rows: Int32Array): LegColumns {
  const before = closesBefore(leg)
  const column = () => new Float64Array(rows.length).fill(Number.NaN)
  const made = { open: column(), high: column(), low: column(), close: column(), volume: column() }
  let last = Number.NaN
  let factor = 1
  let isJoined = false
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!
    if (at > 0 && row !== rows[at - 1]! + 1) isJoined = false
    if (Number.isNaN(leg.close[row]!)) continue
    if (!isJoined) factor = Number.isNaN(last) ? 1 : last / before[row]!
    isJoined = true
    made.open[at] = leg.open[row]! * factor
    made.high[at] = leg.high[row]! * factor
    made.low[at] = leg.low[row]! * factor
    made.close[at] = leg.close[row]! * factor
    made.volume[at] = leg.volume[row]!
    last = made.close[at]!
  }
  return made
}

/** The last close before each row; for the first bar of an instrument its own open. */
function closesBefore({ open, close }: LegColumns): Float64Array {
  let last = Number.NaN
  return close.map((value, row) => {
    const before = Number.isNaN(last) ? open[row]! : last
    if (!Number.isNaN(value)) last = value
    return before
  })
}

/** Bars that the block length is judged by, at most: the newest ones. */
const JUDGED_BARS = 50_000

/**
 * Mean length of a block of bars: the longest of those that Politis & White 2004 give for the sizes of the log returns of each instrument, so that quiet and wild
 * times stay together; 1 where there is none.
 */
export function barBlockLength(instruments: readonly LegColumns[]): number {
  const lengths = instruments.map(({ close }) => {
    const present = close.filter((value) => value > 0).slice(-JUDGED_BARS)
    const sizes = present.slice(1).map((value, at) => Math.abs(Math.log(value / present[at]!)))
    return politisWhiteBlockLength(sizes)?.stationary ?? 1
  })
  return Math.max(1, ...lengths)
}
