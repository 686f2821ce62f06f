import { expect, it } from 'vitest'
import { rollingMean } from '../../../src/core/indicators/rollingMean.ts'
import { simpleMovingAverage } from '../../../src/core/indicators/simpleMovingAverage.ts'
import { drawsOf } from '../backtest/randomBacktest.ts'

/** Prices on a tick of 1/16: every sum of them is exact. */
function prices(seed: number, bars: number): Float64Array {
  const draws = drawsOf(seed)
  return Float64Array.from({ length: bars }, () => (1 + draws.below(100_000)) / 16)
}

it.each([1, 2, 3, 7, 20, 99, 100, 101, 250])('is the exact mean of the last %i values', (period) => {
  const values = prices(period, 250)
  const average = simpleMovingAverage(values, period)
  for (let bar = 0; bar < 250; bar++) {
    let sum = 0
    for (let back = 0; back < period; back++) sum += values[bar - back] ?? Number.NaN
    expect(average[bar]).toBe(bar < period - 1 ? Number.NaN : sum / period)
  }
})

it('is missing exactly where the window holds a missing value', () => {
  const values = prices(1, 60)
  values[25] = Number.NaN
  const missing = [...simpleMovingAverage(values, 7)].flatMap((value, bar) => (Number.isNaN(value) ? [bar] : []))
  expect(missing).toEqual([0, 1, 2, 3, 4, 5, 25, 26, 27, 28, 29, 30, 31])
})

it('agrees with the rolling mean, writes where it is told, and never knows a later value', () => {
  const draws = drawsOf(3)
  const values = Float64Array.from({ length: 500 }, () => 1 + draws.unit())
  const room = new Float64Array(500).fill(9)
  const average = simpleMovingAverage(values, 37, room)
  expect(average).toBe(room)
  const other = rollingMean(values, 37)
  for (let bar = 36; bar < 500; bar++) expect(average[bar]).toBeCloseTo(other[bar]!, 12)
  expect([...simpleMovingAverage(values.slice(0, 300), 37)]).toEqual([...average.subarray(0, 300)])
})

it('says the same of the bars before a gap, whether it comes or not, and begins anew after it', () => {
  const draws = drawsOf(4)
  const values = Float64Array.from({ length: 5_000 }, () => 1 + draws.unit())
  const plain = simpleMovingAverage(values, 11)
  values[3_000] = Number.NaN
  const gapped = simpleMovingAverage(values, 11)
  expect([...gapped.subarray(0, 3_000)]).toEqual([...plain.subarray(0, 3_000)])
  for (let bar = 3_011; bar < 5_000; bar++) expect(gapped[bar]).toBeCloseTo(plain[bar]!, 13)
})
