import type { EChartsOption, LineSeriesOption } from 'echarts'
import { type Palette, palette, type Theme } from '../palette.ts'
import { sampleLine } from '../sampleLine.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { pointedAt, resultAxis, resultTooltip } from './resultStyle.ts'

/** Ascending in the threshold; returns are fractions of the notional. */
export type ThresholdCurvePoint = {
  readonly threshold: number
  readonly taken: number
  readonly shareTaken: number
  readonly totalNet: number
  readonly meanNet: number
}

export type ThresholdPicture = {
  readonly points: readonly ThresholdCurvePoint[]
  /** Thresholds that were frozen before the tests, with the folds that have them: `Folds 1, 3`. */
  readonly frozen: readonly { readonly threshold: number; readonly label: string }[]
  readonly theme: Theme
  readonly numbers: ChartNumbers
}

/** A mean of fewer events is not drawn: it jumps with each of them. */
export const LEAST_TAKEN = 10
const MOST_POINTS = 600
const PANE_PX = 82
const PANE_GAP_PX = 26
const TOP_PX = 62

/** Pixels that the three panes need. */
export const THRESHOLD_HEIGHT_PX = TOP_PX + 3 * PANE_PX + 2 * PANE_GAP_PX + 46

type Pane = {
  readonly name: string
  readonly value: (point: ThresholdCurvePoint) => number | '-'
  readonly text: (value: number) => string
  readonly limits?: { readonly min: number; readonly max: number }
}

const panesOf = (numbers: ChartNumbers): readonly Pane[] => [
  {
    name: 'Net return per taken event',
    value: ({ taken, meanNet }) => (taken >= LEAST_TAKEN ? meanNet : '-'),
    text: (value) => numbers.percent(value, 2),
  },
  { name: 'Total net return', value: ({ totalNet }) => totalNet, text: (value) => numbers.percent(value, 0) },
  {
    name: 'Share of events taken',
    value: ({ shareTaken }) => shareTaken,
    text: (value) => numbers.percent(value, 0),
    limits: { min: 0, max: 1 },
  },
]

/** Mean and total net return and the share taken, each in a pane of its own over one axis of thresholds; the frozen thresholds are dashed. */
export function thresholdOption({ points, frozen, theme, numbers }: ThresholdPicture): EChartsOption {
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const panes = panesOf(numbers)
  const thresholds = [...points.slice(1).map(({ threshold }) => threshold), ...frozen.map(({ threshold }) => threshold)]
  // A dashed line must not lie on the edge.
  const low = Math.max(0, Math.floor((Math.min(1, ...ends(thresholds)) - 0.02) * 10) / 10)
  const high = Math.ceil(Math.max(0, ...ends(thresholds)) * 10) / 10
  const shown = points.filter(({ threshold }, row) => threshold > 0 || row > 0 || low === 0)
  const first = shown[0] !== undefined && shown[0].threshold > low ? [{ ...shown[0], threshold: low }] : []
  const drawn = sampled([...first, ...shown])
  return {
    animation: false,
    backgroundColor: 'transparent',
    axisPointer: { link: [{ xAxisIndex: 'all' }], lineStyle: { color: colors.axisLine } },
    tooltip: {
      ...resultTooltip(colors),
      trigger: 'axis',
      formatter: (items: unknown) => pointText(drawn, items, numbers),
    },
    grid: panes.map((_, pane) => ({
      left: 62,
      right: 22,
      top: TOP_PX + pane * (PANE_PX + PANE_GAP_PX),
      height: PANE_PX,
      outerBoundsMode: 'none' as const,
    })),
    xAxis: panes.map((_, pane) => ({
      ...axis,
      gridIndex: pane,
      type: 'value' as const,
      min: low,
      max: Math.max(high, low + 0.1),
      splitLine: { show: false },
      axisLine: { onZero: false, lineStyle: { color: colors.axisLine } },
      ...(pane < panes.length - 1
        ? { axisLabel: { show: false } }
        : {
            name: 'Taken from this probability on',
            nameLocation: 'middle' as const,
            nameGap: 26,
            axisLabel: { ...axis.axisLabel, formatter: (value: number) => numbers.percent(value, 0) },
          }),
    })),
    yAxis: panes.map(({ name, text, limits }, pane) => ({
      ...axis,
      ...limits,
      gridIndex: pane,
      type: 'value' as const,
      splitNumber: 3,
      name,
      nameGap: 8,
      nameTextStyle: { ...axis.nameTextStyle, align: 'left' as const },
      axisLabel: { ...axis.axisLabel, formatter: text },
    })),
    series: panes.map((pane, index) => paneSeries(pane, index, drawn, frozen, colors)),
  }
}

function paneSeries(
  { name, value }: Pane,
  pane: number,
  points: readonly ThresholdCurvePoint[],
  frozen: ThresholdPicture['frozen'],
  colors: Palette,
): LineSeriesOption {
  return {
    type: 'line',
    name,
    xAxisIndex: pane,
    yAxisIndex: pane,
    // Between two probabilities nothing changes until the next one is passed.
    step: 'start',
    symbol: 'circle',
    symbolSize: 6,
    showSymbol: false,
    color: colors.gain,
    lineStyle: { width: 1.8 },
    data: points.map((point, row) => [point.threshold, value(point), row]),
    markLine: {
      silent: true,
      symbol: 'none',
      precision: 15,
      lineStyle: { color: colors.text, type: 'dashed', width: 1.2 },
      label: { show: pane === 0, position: 'end', color: colors.text, fontSize: 11 },
      data: frozen.map(({ threshold, label }, row) => ({
        xAxis: threshold,
        label: { formatter: label, distance: row % 2 === 0 ? 22 : 36 },
      })),
    },
  }
}

function sampled(points: readonly ThresholdCurvePoint[]): readonly ThresholdCurvePoint[] {
  const rows = sampleLine(
    points.map(({ threshold }) => threshold),
    points.map(({ totalNet }) => totalNet),
    MOST_POINTS,
  )
  return rows.map((row) => points[row]!)
}

function ends(values: readonly number[]): readonly number[] {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted.length === 0 ? [] : [sorted[0]!, sorted.at(-1)!]
}

function pointText(points: readonly ThresholdCurvePoint[], items: unknown, numbers: ChartNumbers): string {
  const [first] = pointedAt(items)
  const point = points[first?.value[2] ?? -1]
  if (point === undefined) return ''
  return [
    `Taken from ${numbers.percent(point.threshold, 1)} on: <b>${numbers.grouped(point.taken)}</b> events, ${numbers.percent(point.shareTaken, 0)}`,
    `Net per taken event <b>${numbers.percent(point.meanNet, 3)}</b>${point.taken < LEAST_TAKEN ? ` (under ${LEAST_TAKEN} events)` : ''}`,
    `Total net return <b>${numbers.percent(point.totalNet, 1)}</b> of one event’s notional`,
  ].join('<br>')
}
