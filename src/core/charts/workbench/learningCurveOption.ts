import type { EChartsOption, LineSeriesOption } from 'echarts'
import type { ValidationReport } from '../../contract/modelRecord.ts'
import { type Palette, palette, type Theme } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { resultAxis, resultLegend, resultTooltip } from './resultStyle.ts'

export type LearningCurvePicture = {
  readonly points: ValidationReport['learningCurve']
  /** Of always predicting the base; null: not known. */
  readonly baseline: number | null
  readonly theme: Theme
  readonly numbers: ChartNumbers
}

const BASE = 'Always the base'
type Side = 'train' | 'test'

/** The loss over the newest part of the training rows, on them and on the tests: mean over the folds and one deviation to either side. */
export function learningCurveOption({ points, baseline, theme, numbers }: LearningCurvePicture): EChartsOption {
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const [test, , , training] = colors.lines
  return {
    animation: false,
    backgroundColor: 'transparent',
    legend: { ...resultLegend(colors), data: ['Tests', 'Training rows', ...(baseline === null ? [] : [BASE])] },
    tooltip: {
      ...resultTooltip(colors),
      trigger: 'axis',
      valueFormatter: (value: unknown) => (typeof value === 'number' ? numbers.compact(value) : 'n/a'),
    },
    grid: { left: 8, right: 18, top: 34, bottom: 22, containLabel: true },
    xAxis: {
      ...axis,
      type: 'value',
      name: 'Training rows of a fold',
      nameLocation: 'middle',
      nameGap: 26,
      scale: true,
      axisLabel: { ...axis.axisLabel, formatter: numbers.grouped },
    },
    yAxis: {
      ...axis,
      type: 'value',
      scale: true,
      axisLabel: { ...axis.axisLabel, formatter: numbers.compact },
    },
    series: [
      curve('Tests', points, 'test', test!, 'solid'),
      curve('Training rows', points, 'train', training!, 'dashed'),
      ...(baseline === null ? [] : [level(baseline, points, colors)]),
      spread(points, 'test', test!),
      spread(points, 'train', training!),
    ],
  }
}

function curve(
  name: string,
  points: LearningCurvePicture['points'],
  side: Side,
  color: string,
  type: 'solid' | 'dashed',
): LineSeriesOption {
  return {
    type: 'line',
    name,
    symbol: 'circle',
    symbolSize: 7,
    color,
    lineStyle: { width: 1.8, type, color },
    data: points.map((point) => [point.rows, point[side].mean ?? '-']),
  }
}

/** One deviation to either side of each mean, as lines that no tooltip tells of. */
function spread(points: LearningCurvePicture['points'], side: Side, color: string): LineSeriesOption {
  return {
    type: 'line',
    name: `${side} spread`,
    silent: true,
    symbol: 'none',
    color,
    tooltip: { show: false },
    lineStyle: { width: 1.4, color, opacity: 0.7 },
    data: points.flatMap((point) => {
      const { mean, deviation } = point[side]
      if (mean === null || deviation === null) return []
      return [
        [point.rows, mean - deviation],
        [point.rows, mean + deviation],
        [point.rows, '-'],
      ]
    }),
  }
}

function level(value: number, points: LearningCurvePicture['points'], colors: Palette): LineSeriesOption {
  return {
    type: 'line',
    name: BASE,
    silent: true,
    symbol: 'none',
    color: colors.muted,
    lineStyle: { type: 'dashed', width: 1.2, color: colors.muted },
    data: points.map(({ rows }) => [rows, value]),
  }
}
