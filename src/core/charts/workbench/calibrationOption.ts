import type { EChartsOption } from 'echarts'
import { niceTicks } from '../niceTicks.ts'
import { palette, type Theme } from '../palette.ts'
import { highest, lowest } from '../plotText.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { resultAxis, resultLegend, resultTooltip } from './resultStyle.ts'

/** Fractions. `low` and `high` are the ends of the interval of the observed share. */
export type CalibrationPoint = {
  readonly rows: number
  readonly positives?: number
  readonly lowestProbability?: number
  readonly highestProbability?: number
  readonly meanProbability: number
  readonly observedShare: number
  readonly low: number
  readonly high: number
}

/** How the axes and the groups are called. */
export type CalibrationWords = { readonly foretold: string; readonly observed: string; readonly rows: string }

export type CalibrationPicture = {
  readonly points: readonly CalibrationPoint[]
  readonly words?: CalibrationWords
  readonly theme: Theme
  readonly numbers: ChartNumbers
}

const RIGHT = 'As foretold'
const EVENTS: CalibrationWords = {
  foretold: 'Foretold probability of a gain',
  observed: 'Share that gained',
  rows: 'events',
}

/** What was foretold beside what came true, one point a group of events; right probabilities lie on the dashed line. Both axes have one scale. */
export function calibrationOption({ points, words = EVENTS, theme, numbers }: CalibrationPicture): EChartsOption {
  const group = `${words.rows[0]!.toUpperCase()}${words.rows.slice(1)}, 95 % interval`
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const reach = points.flatMap((point) => [point.meanProbability, point.low, point.high])
  const ticks = reach.length === 0 ? [0, 1] : niceTicks(lowest(reach), highest(reach), 5)
  const ends = { min: Math.max(0, ticks[0]!), max: Math.min(1, ticks.at(-1)!) }
  const share = (name: string) => ({
    ...axis,
    ...ends,
    type: 'value' as const,
    name,
    nameLocation: 'middle' as const,
    axisLabel: { ...axis.axisLabel, formatter: (value: number) => numbers.percent(value, 0) },
  })
  return {
    animation: false,
    backgroundColor: 'transparent',
    legend: { ...resultLegend(colors), data: [group, RIGHT] },
    tooltip: { ...resultTooltip(colors), formatter: (item: unknown) => pointText(points, item, words.rows, numbers) },
    grid: { left: 62, right: 18, top: 32, bottom: 44 },
    xAxis: { ...share(words.foretold), nameGap: 26 },
    yAxis: { ...share(words.observed), nameGap: 44 },
    series: [
      {
        type: 'line',
        name: RIGHT,
        silent: true,
        symbol: 'none',
        color: colors.muted,
        lineStyle: { type: 'dashed', width: 1.2 },
        data: [
          [ends.min, ends.min],
          [ends.max, ends.max],
        ],
      },
      {
        type: 'line',
        name: 'Intervals',
        silent: true,
        symbol: 'none',
        color: colors.gain,
        lineStyle: { width: 1.6 },
        data: points.flatMap(({ meanProbability, low, high }) => [
          [meanProbability, low],
          [meanProbability, high],
          ['-', '-'],
        ]),
      },
      {
        type: 'scatter',
        name: group,
        symbolSize: 9,
        color: colors.gain,
        data: points.map(({ meanProbability, observedShare }) => [meanProbability, observedShare]),
      },
    ],
  }
}

function pointText(
  points: readonly CalibrationPoint[],
  item: unknown,
  rowsWord: string,
  numbers: ChartNumbers,
): string {
  if (typeof item !== 'object' || item === null || !('dataIndex' in item)) return ''
  const point = points[Number(item.dataIndex)]
  if (point === undefined) return ''
  const percent = (value: number) => numbers.percent(value, 1)
  const { lowestProbability: lowest, highestProbability: highest, positives = null, rows } = point
  const range = lowest === undefined || highest === undefined ? '' : ` ${percent(lowest)} to ${percent(highest)},`
  const count =
    positives === null
      ? `of ${numbers.grouped(rows)} ${rowsWord}`
      : `${numbers.grouped(positives)} of ${numbers.grouped(rows)} ${rowsWord}`
  return [
    `Foretold${range} mean <b>${percent(point.meanProbability)}</b>`,
    `Came true <b>${percent(point.observedShare)}</b>: ${count}`,
    `95 % interval ${percent(point.low)} to ${percent(point.high)}`,
  ].join('<br>')
}
