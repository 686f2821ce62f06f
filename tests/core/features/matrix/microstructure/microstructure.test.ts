import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeMatrixFeatures } from '../../../../../src/core/features/matrix/computeMatrixFeatures.ts'
import type { JoinedColumn } from '../../../../../src/core/features/matrix/matrixFeature.ts'
import { derivedColumns } from '../../../../../src/core/features/matrix/microstructure/derivedColumns.ts'
import { quoteColumns } from '../../../../../src/core/features/matrix/microstructure/quoteColumns.ts'
import { tradeColumns } from '../../../../../src/core/features/matrix/microstructure/tradeColumns.ts'
import { volumeBuckets } from '../../../../../src/core/features/matrix/microstructure/volumeBuckets.ts'
import { silentBeat } from '../../../../../src/core/job/beat.ts'
import { calendar24x7 } from '../../../../../src/core/time/calendar24x7.ts'
import { featuresOf } from '../sampleMatrix.ts'

const NAN = Number.NaN
const column = (...values: number[]) => Float64Array.from(values)
const bars = { startMs: column(0, 60_000, 120_000), closeMs: column(60_000, 120_000, 180_000) }

function read(joined: ReadonlyMap<string, JoinedColumn>, text: string): number[] {
  const ones = column(1, 1, 1)
  const market = {
    intervalMs: 60_000,
    timeMs: bars.startMs,
    instruments: [{ open: ones, high: ones, low: ones, close: ones, volume: ones }],
  }
  const inputs = { market, calendars: [calendar24x7], joined: [joined] }
  return [...computeMatrixFeatures(inputs, featuresOf(text), silentBeat).columns[0]![0]!]
}

describe('quotes', () => {
  const quotes = {
    timeMs: column(1_000, 50_000, 60_000, 70_000),
    bid: column(99, 99, 100, 100),
    ask: column(101, 101, 101, 102),
    bidSize: column(5, 8, 3, 3),
    askSize: column(5, 4, 4, 9),
  }
  const joined = quoteColumns(quotes, bars)

  it('stand at the close; a quote at the very close belongs to the next bar', () => {
    expect(read(joined, 'quoted_spread')).toEqual([2 / 100, 2 / 101, 2 / 101])
    expect(read(joined, 'quote_imbalance')).toEqual([4 / 12, -6 / 12, -6 / 12])
    // I = 8 / 12: 8/12 x 101 + 4/12 x 99 = 100.333
    expect(read(joined, 'weighted_mid_deviation')[0]).toBeCloseTo((2 / 3) * 0.01 + (1 / 3) * -0.01, 12)
    expect([...joined.get('quotes.bid')!.ageMs]).toEqual([10_000, 50_000, 110_000])
  })

  it('are missing where they are old or crossed', () => {
    const old = quoteColumns(
      { timeMs: column(0), bid: column(1), ask: column(2), bidSize: column(1), askSize: column(1) },
      { startMs: column(0, 240_000, 300_000), closeMs: column(60_000, 300_000, 360_000) },
    )
    expect(read(old, 'quoted_spread').map((value) => Number.isNaN(value))).toEqual([false, false, true])
    const crossed = quoteColumns({ ...quotes, bid: column(103, 103, 103, 103) }, bars)
    expect(read(crossed, 'quoted_spread')).toEqual([NAN, NAN, NAN])
  })

  it('flow by the rules of Cont, Kukanov and Stoikov', () => {
    // Second quote, same prices: bid grew by 3, ask fell by 1: +3 + 1. It is the first with one before it, but its bar is not whole.
    // Third: bid rose: +3; ask same, unchanged size: 0. Fourth: bid the same, 0; ask rose: + the 4 that went away.
    expect([...joined.get('quotes.order_flow')!.values]).toEqual([NAN, 3 + 0 + 0 + 4, NAN])
    expect([...joined.get('quotes.depth')!.values]).toEqual([NAN, (3.5 + 6) / 2, NAN])
    expect(read(joined, 'order_flow_imbalance')[1]).toBeCloseTo(7 / 4.75, 12)
  })
})

describe('trades', () => {
  const trades = {
    timeMs: column(1, 2, 59_999, 60_000, 61_000),
    price: column(10, 11, 11, 11, 10),
    size: column(2, 3, 5, 7, 1),
    side: column(NAN, NAN, NAN, -1, NAN),
  }

  it('are signed by their side, else by the tick rule; the first is halved', () => {
    const joined = tradeColumns(trades, { fromMs: 0, toMs: 180_000 }, bars)
    expect([...joined.get('trades.buy_volume')!.values]).toEqual([1 + 3 + 5, 0, 0])
    expect([...joined.get('trades.sell_volume')!.values]).toEqual([1, 8, 0])
    expect(read(joined, 'trade_flow')).toEqual([(9 - 1) / 10, -1, NAN])
    expect(read(joined, 'trade_flow_2')[1]).toBeCloseTo((9 - 9) / 18, 12)
  })

  it('are not known outside of the span that is covered', () => {
    const joined = tradeColumns(trades, { fromMs: 1, toMs: 179_999 }, bars)
    expect([...joined.get('trades.buy_volume')!.values]).toEqual([NAN, 0, NAN])
  })
})

describe('volume buckets', () => {
  it('are filled across bars, and the open one does not count', () => {
    // Size 10. Bar 1: 6 bought wholly. Bar 2: 8 sold wholly: 4 close the bucket (6 against 4), 4 flow on. Bar 3: 6 bought: 4 against 6.
    const made = volumeBuckets({
      volume: column(6, 8, 6, 3),
      bought: column(1, 0, 1, 1),
      size: column(10, 10, 10, 10),
      buckets: 1,
    })
    expect([...made].map((value) => Number(value.toFixed(12)))).toEqual([NAN, 0.2, 0.2, 0.2])
    const both = volumeBuckets({
      volume: column(6, 8, 6, 30),
      bought: column(1, 0, 1, 1),
      size: column(10, 10, 10, 10),
      buckets: 2,
    })
    expect([...both].map((value) => Number(value.toFixed(12)))).toEqual([NAN, NAN, 0.2, 1])
  })

  it('drop nothing: all volume of whole buckets is in the mean', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 5, maxLength: 60 }), (sizes) => {
        const volume = Float64Array.from(sizes)
        const total = volume.reduce((sum, value) => sum + value, 0)
        const filled = Math.floor(total / 8)
        if (filled < 1) return
        const column = volumeBuckets({
          volume,
          bought: volume.map(() => 1),
          size: volume.map(() => 8),
          buckets: filled,
        })
        expect(column[column.length - 1]).toBe(1)
        const oneMore = volumeBuckets({
          volume,
          bought: volume.map(() => 1),
          size: volume.map(() => 8),
          buckets: filled + 1,
        })
        expect(oneMore[column.length - 1]).toBeNaN()
      }),
    )
  })
})

describe('derived columns', () => {
  it('are those of the tape, on the rows in which the instrument has a bar', () => {
    const knownMs = column(0, 70_000, 180_000)
    const columns = new Map([
      ['price', column(10, 11, 12)],
      ['size', column(4, 6, 1)],
      ['side', column(1, -1, 1)],
    ])
    const derived = derivedColumns('trades', { knownMs, columns }, bars, column(1, 1, NAN))
    expect([...derived.get('trades.buy_volume')!.values]).toEqual([4, 0, NAN])
    expect([...derived.get('trades.sell_volume')!.values]).toEqual([0, 6, NAN])
    expect(derivedColumns('trades', { knownMs, columns: new Map() }, bars, column(1, 1, 1)).size).toBe(0)
    expect([
      ...derivedColumns('trades', { knownMs: column(), columns }, bars, column(1, 1, 1)).get('trades.buy_volume')!
        .values,
    ]).toEqual([NAN, NAN, NAN])
  })

  it('of quotes are their flow and depth', () => {
    const columns = new Map(
      ['bid', 'ask', 'bid_size', 'ask_size'].map((name, place) => [name, column(9 + place, 9 + place, 9 + place)]),
    )
    const derived = derivedColumns('quotes', { knownMs: column(1, 2, 70_000), columns }, bars, column(1, 1, 1))
    expect([...derived.keys()]).toEqual(['quotes.order_flow', 'quotes.depth'])
    expect([...derived.get('quotes.order_flow')!.values]).toEqual([NAN, 0, NAN])
  })
})
