import { describe, expect, it } from 'vitest'
import { NEUTRAL_NUMBERS } from '../../../../src/core/charts/workbench/chartNumbers.ts'
import { eventCandlesHeight, eventCandlesOption } from '../../../../src/core/charts/workbench/eventCandlesOption.ts'
import { eventPathOption } from '../../../../src/core/charts/workbench/eventPathOption.ts'
import { flatLeg, hourly, legEvent } from './eventFixture.ts'

const texts = {
  price: (value: number) => value.toFixed(2),
  tick: String,
  volume: String,
  time: (timeMs: number) => new Date(timeMs).toISOString(),
  axisTime: (timeMs: number) => new Date(timeMs).toISOString().slice(11, 16),
}
const drawn = (option: object) => JSON.parse(JSON.stringify(option))
const draw = (event = legEvent()) => eventCandlesOption({ event, texts, theme: 'dark', numbers: NEUTRAL_NUMBERS })
const tooltipText = (option: ReturnType<typeof draw>, items: unknown): string => {
  const { tooltip } = option
  if (!tooltip || Array.isArray(tooltip) || typeof tooltip.formatter !== 'function') throw new Error('no formatter')
  return Reflect.apply(tooltip.formatter, null, [items])
}

describe('the bars around an event', () => {
  it('shades what came after the decision, and boxes entry, target and stop up to the limit', () => {
    const [candles] = drawn(draw()).series
    const [after, target, stop] = candles.markArea.data
    expect(after).toMatchObject([{ xAxis: 3.5 }, { xAxis: 9.5 }])
    expect(target).toMatchObject([{ coord: [3.5, 100] }, { coord: [7.5, 108] }])
    expect(stop).toMatchObject([{ coord: [3.5, 100] }, { coord: [7.5, 96] }])
    expect(candles.data[3]).toEqual([3, 100, 100, 99, 101])
  })

  it('draws the way in and the way out where they were filled, told apart by shape and word', () => {
    const fills = drawn(draw()).series[1].data
    expect(fills[0]).toMatchObject({ value: [3.5, 100], symbolRotate: 0, label: { formatter: 'buy' } })
    expect(fills[1]).toMatchObject({ value: [6, 108], symbolRotate: 180, label: { formatter: 'sell' } })
  })

  it('keeps both barriers in sight', () => {
    const { yAxis } = drawn(draw())
    expect(yAxis[0].min).toBeLessThan(96)
    expect(yAxis[0].max).toBeGreaterThan(108)
  })

  it('draws no barrier and no fill where no trade comes', () => {
    const [candles, fills] = drawn(draw(legEvent({ barriers: null, outcome: null }))).series
    expect(candles.markArea.data).toHaveLength(1)
    expect(candles.markLine.data).toHaveLength(1)
    expect(fills.data).toEqual([])
  })

  it('gives the pair both legs and a lane of its return between fractions', () => {
    const event = legEvent()
    const pair = legEvent({
      role: 2,
      legs: [flatLeg(0, 'BTC', 10, 100), flatLeg(1, 'ETH', 10, 50)],
      barriers: { ...event.barriers!, targetPrice: null, stopPrice: null },
    })
    const option = drawn(draw(pair))
    expect(option.grid).toHaveLength(3)
    expect(option.series.at(-1).markLine.data.flat()).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ coord: [3.5, -0.04] })]),
    )
    expect(eventCandlesHeight(pair)).toBeGreaterThan(eventCandlesHeight(legEvent()))
  })

  it('leaves the other leg of a single event away', () => {
    const both = legEvent({ role: 1, legs: [flatLeg(0, 'BTC', 10, 100), flatLeg(1, 'ETH', 10, 50)] })
    expect(drawn(draw(both)).series[0].name).toBe('ETH')
  })

  it('points out missing time only where that can still be read', () => {
    const verticals = (barTimeMs: readonly number[]) =>
      drawn(draw(legEvent({ barTimeMs }))).series[0].markLine.data.filter(
        (line: { xAxis?: number; label?: { show: boolean } }) => line.xAxis !== undefined && line.label?.show === false,
      ).length
    expect(verticals([...hourly(5), ...hourly(5).map((timeMs) => timeMs + 1e9)])).toBe(1)
    const sparse = Array.from({ length: 20 }, (_, pair) => [pair * 10, pair * 10 + 1]).flat()
    expect(verticals(sparse)).toBe(0)
  })

  it('says of a bar whether it was known, and takes a symbol as text', () => {
    const option = draw(legEvent({ legs: [{ ...flatLeg(0, '<b>x</b>', 10, 100) }] }))
    expect(tooltipText(option, [{ axisValue: 3 }])).toContain('known at the decision')
    const later = tooltipText(option, [{ axisValue: 4 }])
    expect(later).toContain('after the decision')
    expect(later).toContain('&lt;b&gt;x&lt;/b&gt;')
    expect(tooltipText(option, [])).toBe('')
  })
})

describe('the path around an event', () => {
  const path = {
    name: 'primary long',
    role: 0,
    direction: 1,
    events: 40,
    offsetBars: [-1, 0, 1],
    mean: [-0.01, 0, 0.02],
    lower: [-0.02, 0, null],
    upper: [0.01, 0, 0.03],
  }

  it('has the band of the quartiles for one path alone', () => {
    const [lower, band, line] = drawn(eventPathOption([path], 'light', NEUTRAL_NUMBERS)).series
    expect(lower.data).toEqual([
      [-1, -0.02],
      [0, 0],
      [1, null],
    ])
    expect(band.data).toEqual([
      [-1, 0.03],
      [0, 0],
      [1, null],
    ])
    expect(line.data).toEqual([
      [-1, -0.01],
      [0, 0],
      [1, 0.02],
    ])
    expect(drawn(eventPathOption([path, { ...path, name: 'b' }], 'light', NEUTRAL_NUMBERS)).series).toHaveLength(2)
  })

  it('marks the event and shades what nobody knew then', () => {
    const line = drawn(eventPathOption([path], 'light', NEUTRAL_NUMBERS)).series[2]
    expect(line.markLine.data).toContainEqual({ xAxis: 0 })
    expect(line.markArea.data).toEqual([[{ xAxis: 0 }, { xAxis: 1 }]])
  })
})
