import type { EChartsOption } from 'echarts'
import { percentText } from '../compactNumber.ts'
import { niceTicks } from '../niceTicks.ts'
import { palette, type Theme } from '../palette.ts'
import { highest, lowest } from '../plotText.ts'
import { resultAxis, resultLegend, resultTooltip } from './resultStyle.ts'

/** Fractions. `low` and `high` are the ends of the interval of the observed share. */
export type CalibrationPoint = {
  readonly rows: number
  readonly positives: number
  readonly lowestProbability: number
  readonly highestProbability: number
  readonly meanProbability: number
  readonly observedShare: number
  readonly low: number
  readonly high: number
}

export type CalibrationPicture = { readonly points: readonly CalibrationPoint[]; readonly theme: Theme }

const RIGHT = 'As foretold'
const GROUP = 'Events, 95 % interval'

/** What was foretold beside what came true, one point a group of events; right probabilities lie on the dashed line. Both axes have one scale. */
export function calibrationOption({ points, theme }: CalibrationPicture): EChartsOption {
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
    axisLabel: { ...axis.axisLabel, formatter: (value: number) => percentText(value, 0) },
  })
  return {
    animation: false,
    backgroundColor: 'transparent',
    legend: { ...resultLegend(colors), data: [GROUP, RIGHT] },
    tooltip: { ...resultTooltip(colors), formatter: (item: unknown) => pointText(points, item) },
    grid: { left: 62, right: 18, top: 32, bottom: 44 },
    xAxis: { ...share('Foretold probability of a gain'), nameGap: 26 },
    yAxis: { ...share('Share that gained'), nameGap: 44 },
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
        name: GROUP,
        symbolSize: 9,
        color: colors.gain,
        data: points.map(({ meanProbability, observedShare }) => [meanProbability, observedShare]),
      },
    ],
  }
}

function pointText(points: readonly CalibrationPoint[], item: unknown): string {
  if (typeof item !== 'object' || item === null || !('dataIndex' in item)) return ''
  const point = points[Number(item.dataIndex)]
  if (point === undefined) return ''
  const percent = (value: number) => percentText(value, 1)
  return [
    `Foretold ${percent(point.lowestProbability)} to ${percent(point.highestProbability)}, mean <b>${percent(point.meanProbability)}</b>`,
    `Came true <b>${percent(point.observedShare)}</b>: ${point.positives} of ${point.rows} events`,
    `95 % interval ${percent(point.low)} to ${percent(point.high)}`,
  ].join('<br>')
}
