import { describe, expect, it } from 'vitest'
import { NEUTRAL_NUMBERS } from '../../../../src/core/charts/workbench/chartNumbers.ts'
import { decayOption } from '../../../../src/core/charts/workbench/decayOption.ts'
import { eventStudyOption } from '../../../../src/core/charts/workbench/eventStudyOption.ts'
import { ledgerLinesOption } from '../../../../src/core/charts/workbench/ledgerLinesOption.ts'
import { slicesOption } from '../../../../src/core/charts/workbench/slicesOption.ts'
import { volcanoOption } from '../../../../src/core/charts/workbench/volcanoOption.ts'

/** As a page that draws it sees it. */
const plain = (option: object) => JSON.parse(JSON.stringify(option))

function called(maker: unknown, item: unknown): string {
  if (typeof maker !== 'function') throw new Error('This is no formatter')
  return maker(item)
}

function tooltip(option: object, item: unknown): string {
  const { tooltip: shown } = Object(option)
  return called(Object(shown).formatter, item)
}

const POINTS = {
  q: 0.1,
  id: ['BTC|a|any|long|1', 'BTC|b|any|long|1', 'BTC|c|any|short|1', '<b>|d|any|long|1', 'ETH|e|any|long|4'],
  symbol: ['BTC', 'BTC', 'BTC', '<b>', 'ETH'],
  direction: ['long', 'long', 'short', 'long', 'long'],
  effectSize: [0.5, 0.2, -0.1, 0.3, null],
  uplift: [0.01, 0.002, -0.001, 0.003, null],
  pValue: [0.0001, 0.01, 0.9, 0, 0.5],
  qValue: [0.01, 0.05, 1, 0, 1],
  isDiscovery: [true, true, false, false, false],
  isCandidate: [true, false, false, false, false],
} as const

describe('volcanoOption', () => {
  const drawn = (measure: 'q' | 'p', selected: string | null = null) =>
    volcanoOption({ points: POINTS, measure, selected, theme: 'light', numbers: NEUTRAL_NUMBERS })
  const named = (option: object) =>
    Object.fromEntries(plain(option).series.map(({ name, data }: { name: string; data: unknown }) => [name, data]))

  it('parts candidates from what the control lets through and from the rest, and leaves out what has no effect', () => {
    const { Tested, Candidates, ...rest } = named(drawn('q'))
    expect(Candidates).toEqual([[0.5, 2, 0]])
    expect(rest['Let through']).toEqual([[0.2, expect.closeTo(1.30103, 5), 1]])
    expect(Tested).toEqual([
      [-0.1, 0, 2],
      [0.3, 12, 3],
    ])
  })

  it('draws its threshold where q decides, and at five per cent where p is taken alone', () => {
    const height = (measure: 'q' | 'p') => plain(drawn(measure)).series[0].markLine.data[0].yAxis
    expect(height('q')).toBeCloseTo(1, 12)
    expect(height('p')).toBeCloseTo(1.30103, 5)
    expect(named(drawn('p')).Candidates).toEqual([[0.5, 4, 0]])
  })

  it('rings what is open, and writes names as text', () => {
    expect(named(drawn('q', POINTS.id[1])).Opened).toEqual([[0.2, expect.closeTo(1.30103, 5), 1]])
    expect(named(drawn('q', 'no such')).Opened).toBeUndefined()
    const text = tooltip(drawn('q'), { value: [0.3, 12, 3] })
    expect(text).toContain('&lt;b&gt; · d')
    expect(text).toContain('30.0 bps')
  })
})

describe('eventStudyOption', () => {
  const study = {
    id: 'x',
    horizonBars: 2,
    intervalMs: 60_000,
    events: 3,
    clusters: 2,
    controls: 9,
    offset: [-1, 0, 1, 2],
    mean: [0.001, 0, 0.004, null],
    low: [-0.001, -0.002, 0.001, null],
    high: [0.003, 0.002, 0.007, null],
    controlMean: [0, 0, 0.001, 0.001],
    eventMs: [0],
  }
  const option = eventStudyOption(study, 'dark', NEUTRAL_NUMBERS)

  it('stacks the band on its lower bound and shades the bars that a trade is held', () => {
    const [low, band, , mean] = plain(option).series
    expect(low.data).toEqual([
      [-1, -0.001],
      [0, -0.002],
      [1, 0.001],
      [2, null],
    ])
    expect(band.data.map(([, spread]: [number, number | null]) => spread)).toEqual([
      expect.closeTo(0.004, 12),
      expect.closeTo(0.004, 12),
      expect.closeTo(0.006, 12),
      null,
    ])
    expect(mean.markArea.data).toEqual([[{ xAxis: 1 }, { xAxis: 2 }]])
  })

  it('tells what is not known as such', () => {
    const at = (offset: number) => tooltip(option, [{ seriesName: 'after events', value: [offset, 0] }])
    expect(at(1)).toContain('+1 bars<br>after events <b>0.40%</b> (0.10% to 0.70%)')
    expect(at(2)).toContain('<b>n/a</b>')
  })
})

it('decayOption marks the horizon of the hypothesis only where it was looked at', () => {
  const decay = { horizonBars: [1, 4, 24], mean: [0.1, null, 0.3], uplift: [0, 0, 0] }
  const marks = (horizon: number) =>
    plain(decayOption(decay, horizon, 'light', NEUTRAL_NUMBERS)).series[0].markLine.data
  expect(marks(4)).toEqual([{ yAxis: 0 }, { xAxis: '4' }])
  expect(marks(5)).toEqual([{ yAxis: 0 }])
  expect(plain(decayOption(decay, 4, 'light', NEUTRAL_NUMBERS)).series[0].data).toEqual([0.1, null, 0.3])
})

it('slicesOption keeps each slice in its row, and leaves out what cannot be said', () => {
  const slice = (name: string, value: number | null, uplift: number | null, upliftLow: number | null = null) =>
    ({
      group: 'year',
      name,
      events: 12,
      value,
      uplift,
      upliftLow,
      upliftHigh: upliftLow && 0.05,
      pValue: 0.042,
    }) as const
  const slices = [slice('2019', 0.01, 0.02, -0.03), slice('2020', null, -0.01), slice('2021', 0.03, null)]
  const [intervals, means, uplifts] = plain(slicesOption(slices, 0.02, 'dark', NEUTRAL_NUMBERS)).series
  expect(intervals.data).toEqual([
    [-0.03, 0],
    [0.05, 0],
    ['-', '-'],
  ])
  expect(means.data).toEqual([
    [0.01, 0],
    [0.03, 2],
  ])
  expect(uplifts.data).toEqual([
    [0.02, 0],
    [-0.01, 1],
  ])
  expect(means.markLine.data.map(({ xAxis }: { xAxis: number }) => xAxis)).toEqual([0, 0.02])
  expect(plain(slicesOption(slices, null, 'dark', NEUTRAL_NUMBERS)).series[1].markLine.data).toHaveLength(1)
  expect(tooltip(slicesOption(slices, null, 'dark', NEUTRAL_NUMBERS), { value: [-0.01, 1] })).toBe(
    '2020<br>mean return <b>n/a</b><br>uplift <b>−1.00%</b><br>too few events for an interval<br>12 events<br>p 0.042',
  )
  expect(tooltip(slicesOption(slices, null, 'dark', NEUTRAL_NUMBERS), { value: [0.01, 0] })).toContain(
    '95 % from −3.00% to 5.00%',
  )
})

describe('ledgerLinesOption', () => {
  const lines = [{ name: 'A<B', steps: [0, 5].map((y, at) => ({ x: at, y, note: `run ${at}` })) }]
  const made = (isLog: boolean) =>
    ledgerLinesOption({
      lines,
      across: 'order',
      isLog,
      unit: 'trials',
      digits: 0,
      theme: 'light',
      numbers: NEUTRAL_NUMBERS,
    })

  it('has no zero on a log scale', () => {
    expect(plain(made(false)).series[0].data).toEqual([
      [0, 0],
      [1, 5],
    ])
    expect(plain(made(true)).series[0].data).toEqual([
      [0, null],
      [1, 5],
    ])
    expect(plain(made(true)).yAxis.type).toBe('log')
  })

  it('tells which run made a step, as text', () => {
    expect(tooltip(made(false), { seriesName: 'A<B', dataIndex: 1 })).toBe('A&lt;B <b>5</b> trials<br>run 1')
    expect(tooltip(made(false), { seriesName: 'other', dataIndex: 1 })).toBe('')
  })
})
