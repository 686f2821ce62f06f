import { expect, it } from 'vitest'
import { spanOf } from '../../../../src/renderer/sections/home/cardTexts.ts'

it('spans all series, and none where no bar is there', () => {
  const series = (firstTime: string | null, lastTime: string | null, bars: number) => ({
    symbol: 'A',
    interval: '1h',
    firstTime,
    lastTime,
    bars,
  })
  expect(spanOf([series('2020-02-01', '2021-01-01', 5), series('2020-01-01', '2020-12-01', 7)])).toEqual({
    first: '2020-01-01',
    last: '2021-01-01',
    bars: 12,
  })
  expect(spanOf([series(null, null, 0)])).toBeNull()
})
