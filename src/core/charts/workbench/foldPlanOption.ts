import type { BarSeriesOption, EChartsOption } from 'echarts'
import { percentText } from '../compactNumber.ts'
import type { Palette } from '../palette.ts'

/** Shares of the development bars, 0 to 1; `testTo` above 1 is the sealed hold-out. */
export type FoldRow = {
  readonly label: string
  readonly trainFrom: number
  readonly validationFrom: number
  readonly testFrom: number
  readonly testTo: number
}

/** A known moment on the axis. */
export type FoldMark = { readonly share: number; readonly label: string }

const AXIS_END = 1.14

type Segment = { readonly from: number; readonly to: number }

function block(name: string, color: string, segments: readonly Segment[]): BarSeriesOption {
  return {
    name,
    type: 'bar',
    stack: 'fold',
    barWidth: '62%',
    itemStyle: { color },
    tooltip: { valueFormatter: (value) => (typeof value === 'number' ? percentText(value, 1) : 'n/a') },
    data: segments.map(({ from, to }) => (to > from ? to - from : '-')),
  }
}

function shareAxis(colors: Palette, marks: readonly FoldMark[]): NonNullable<EChartsOption['xAxis']> {
  const line = { lineStyle: { color: colors.axisLine } }
  return [
    {
      type: 'value',
      min: 0,
      max: AXIS_END,
      axisLine: line,
      splitLine: { show: false },
      axisTick: { customValues: [0, 0.2, 0.4, 0.6, 0.8, 1] },
      axisLabel: {
        color: colors.muted,
        customValues: [0, 0.2, 0.4, 0.6, 0.8, 1],
        formatter: (value: number) => percentText(value, 0),
      },
    },
    {
      type: 'value',
      position: 'top',
      min: 0,
      max: AXIS_END,
      axisLine: line,
      splitLine: { show: false },
      axisTick: { show: true, customValues: marks.map(({ share }) => share) },
      axisLabel: {
        color: colors.text,
        customValues: marks.map(({ share }) => share),
        formatter: (value: number) => marks.find(({ share }) => Math.abs(share - value) < 1e-9)?.label ?? '',
      },
    },
  ]
}

/** Walk-forward folds as rows, first fold on top, from the first to the last development bar; what lies beyond is the hold-out, not to scale. */
export function foldPlanOption(rows: readonly FoldRow[], marks: readonly FoldMark[], colors: Palette): EChartsOption {
  const [, , validation, holdOut, test] = colors.lines
  const isHoldOut = (row: FoldRow) => row.testTo > 1
  const tested = (row: FoldRow, wanted: boolean): Segment =>
    isHoldOut(row) === wanted ? { from: row.testFrom, to: Math.min(row.testTo, AXIS_END) } : { from: 0, to: 0 }
  return {
    animation: false,
    grid: { left: 8, right: 8, top: 52, bottom: 4, containLabel: true },
    legend: {
      top: 0,
      left: 0,
      itemGap: 18,
      itemWidth: 14,
      itemHeight: 10,
      textStyle: { color: colors.muted },
      data: ['Train', 'Validation', 'Test', 'Sealed hold-out'],
    },
    tooltip: { trigger: 'item' },
    xAxis: shareAxis(colors, marks),
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ label }) => label),
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { color: colors.text, interval: 0 },
    },
    series: [
      {
        ...block(
          'Before',
          'transparent',
          rows.map((row) => ({ from: 0, to: row.trainFrom })),
        ),
        silent: true,
        tooltip: { show: false },
      },
      block(
        'Train',
        colors.band,
        rows.map((row) => ({ from: row.trainFrom, to: row.validationFrom })),
      ),
      block(
        'Validation',
        validation!,
        rows.map((row) => ({ from: row.validationFrom, to: row.testFrom })),
      ),
      block(
        'Test',
        test!,
        rows.map((row) => tested(row, false)),
      ),
      block(
        'Sealed hold-out',
        holdOut!,
        rows.map((row) => tested(row, true)),
      ),
      { type: 'bar', xAxisIndex: 1, silent: true, data: [] },
    ],
  }
}
