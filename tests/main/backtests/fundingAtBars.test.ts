import { expect, it } from 'vitest'
import { fundingAtBars } from '../../../src/main/engine/backtests/fundingAtBars.ts'
import { fundingWarnings } from '../../../src/main/engine/backtests/fundingRates.ts'

const HOUR = 3_600_000
const hours = (...list: readonly number[]) => Float64Array.from(list, (hour) => hour * HOUR)
const bars = hours(...Array.from({ length: 60 }, (_, hour) => hour))

it('puts a rate on the first bar that starts when it falls due or after, and adds up what a hole of bars leaves', () => {
  const { due } = fundingAtBars(
    hours(0, 1, 2, 20, 21),
    hours(0, 1.5, 8, 16, 21, 30),
    Float64Array.of(1, 2, 4, 8, 16, 32),
  )
  // What fell due by the first bar met no position.
  expect([...due]).toEqual([0, 0, 2, 12, 16])
})

it('knows where there are rates: not long before the first, in a hole, or long after the last', () => {
  const unknownOf = (...at: readonly number[]) => {
    const { isKnown } = fundingAtBars(bars, hours(...at), new Float64Array(at.length))
    return [...isKnown.keys()].filter((bar) => isKnown[bar] === 0)
  }
  // 8 hours are usual. At 34 one did not come.
  expect(unknownOf(2, 10, 18, 26, 42, 50, 58)).toEqual([34])
  expect(unknownOf(10, 18, 26, 34, 42, 50)).toEqual([0, 1, 2, 58, 59])
  expect(unknownOf(2, 10, 18, 42, 50, 58)).toEqual(Array.from({ length: 9 }, (_, k) => 26 + k))
  expect(unknownOf(5)).toHaveLength(60)
})

it('is told of the bars that are traded', () => {
  const known = [Uint8Array.of(0, 0, 1, 1, 0), Uint8Array.of(0, 1, 1, 1, 1)]
  expect(fundingWarnings({ known }, ['BTC', 'ETH'], 1, 5)).toEqual([
    'FUNDING UNKNOWN: the table funding has no rates of BTC around 2 of 4 bars, and nothing is charged there.',
  ])
})
