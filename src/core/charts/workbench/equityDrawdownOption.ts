import type { EChartsOption, LineSeriesOption } from 'echarts'
import { drawdownLine } from '../drawdownLine.ts'
import { logTicks, niceTicks } from '../niceTicks.ts'
import { type Palette, palette, type Theme } from '../palette.ts'
import { highest, lowest } from '../plotText.ts'
import { sampleLine, sampleLowest } from '../sampleLine.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import {
  dayText,
  escapeText,
  pointedAt,
  resultAxis,
  resultLegend,
  resultTimeAxis,
  resultTooltip,
} from './resultStyle.ts'

/** Equity at UTC-day ends, columns of one length. */
export type EquityCurve = {
  readonly id: string
  readonly name: string
  readonly dayStartMs: readonly number[]
  readonly equity: readonly number[]
  readonly startCapital: number
}

export type EquityDrawdownPicture = {
  readonly curves: readonly EquityCurve[]
  /** Id of the curve that is drawn strong and whose drawdown is below. */
  readonly main: string
  readonly currency: string
  readonly logarithmic: boolean
  readonly theme: Theme
  readonly numbers: ChartNumbers
}

const MOST_POINTS = 3_000
const DRAWDOWN = 'Drawdown'
/** Colour is never the only difference. */
const DASHES = ['solid', [6, 3], [2, 3], [9, 3, 2, 3], [1, 2]] as const

/** Equity of the curves over the drawdown of the main one, on one time axis that zooms both. */
export function equityDrawdownOption(picture: EquityDrawdownPicture): EChartsOption {
  const { curves, currency, logarithmic, theme, numbers } = picture
  const colors = palette(theme)
  const main = curves.find((curve) => curve.id === picture.main) ?? curves[0]
  const axis = resultAxis(colors)
  const time = resultTimeAxis(colors)
  return {
    animation: false,
    useUTC: true,
    backgroundColor: 'transparent',
    legend: { ...resultLegend(colors), data: curves.map((curve) => curve.name) },
    axisPointer: { link: [{ xAxisIndex: 'all' }], lineStyle: { color: colors.axisLine } },
    tooltip: {
      ...resultTooltip(colors),
      trigger: 'axis',
      formatter: (items: unknown) => tooltipText(items, currency, numbers),
    },
    grid: [
      { left: 62, right: 18, top: 48, bottom: 170, outerBoundsMode: 'none' },
      { left: 62, right: 18, height: 74, bottom: 62, outerBoundsMode: 'none' },
    ],
    xAxis: [
      { ...time, gridIndex: 0, axisLabel: { show: false } },
      { ...time, gridIndex: 1 },
    ],
    yAxis: [
      {
        ...axis,
        gridIndex: 0,
        name: currency,
        nameTextStyle: { ...axis.nameTextStyle, align: 'right' },
        ...(logarithmic ? logarithmicScale(curves, colors) : { type: 'value' as const, scale: true }),
        axisLabel: { ...axis.axisLabel, formatter: numbers.compact, ...(logarithmic ? customTicks(curves) : {}) },
      },
      {
        ...axis,
        gridIndex: 1,
        type: 'value',
        max: 0,
        splitNumber: 2,
        axisLabel: { ...axis.axisLabel, formatter: (value: number) => numbers.percent(value) },
      },
    ],
    dataZoom: zooms(),
    series: [
      ...curves.map((curve, index) => equitySeries(curve, index, curve === main, colors)),
      ...(main === undefined ? [] : [drawdownSeries(main, colors)]),
    ],
  }
}

/** A logarithm needs every value above zero. */
export function canBeLogarithmic(curves: readonly EquityCurve[]): boolean {
  return curves.every((curve) => curve.equity.every((value) => value > 0))
}

/** Values of the logarithmic axis: round steps where the range is small, else 1-2-5 a decade. ECharts by itself would mark decades only. */
function customTicks(curves: readonly EquityCurve[]) {
  const { low, high } = rangeOf(curves)
  const ticks =
    high / low < 4 ? niceTicks(low, high, 6).filter((value) => value >= low && value <= high) : logTicks(low, high, 8)
  return { customValues: [...ticks] }
}

function logarithmicScale(curves: readonly EquityCurve[], colors: Palette) {
  const { low, high } = rangeOf(curves)
  const axisTick = { lineStyle: { color: colors.axisLine }, ...customTicks(curves) }
  return { type: 'log' as const, min: low, max: high, axisTick }
}

/** With a little room at both ends. */
function rangeOf(curves: readonly EquityCurve[]) {
  const low = lowest(curves.map((curve) => lowest(curve.equity)))
  const high = highest(curves.map((curve) => highest(curve.equity)))
  const room = Math.max((high / low) ** 0.04, 1.005)
  return { low: low / room, high: high * room }
}

function zooms() {
  const both = { xAxisIndex: [0, 1], filterMode: 'none' as const }
  return [
    { ...both, type: 'inside' as const },
    {
      ...both,
      type: 'slider' as const,
      bottom: 8,
      height: 20,
      labelFormatter: (value: number) => dayText(value),
    },
  ]
}

function equitySeries(curve: EquityCurve, index: number, strong: boolean, colors: Palette): LineSeriesOption {
  const color = colors.lines[index % colors.lines.length]!
  const dash = DASHES[index % DASHES.length]!
  return {
    type: 'line',
    name: curve.name,
    xAxisIndex: 0,
    yAxisIndex: 0,
    symbol: 'none',
    z: strong ? 5 : 3,
    color,
    lineStyle: { width: strong ? 2.2 : 1.4, type: typeof dash === 'string' ? dash : [...dash] },
    data: sampleLine(curve.dayStartMs, curve.equity, MOST_POINTS).map((row) => [
      curve.dayStartMs[row]!,
      curve.equity[row]!,
    ]),
  }
}

function drawdownSeries(curve: EquityCurve, colors: Palette): LineSeriesOption {
  const drawdown = drawdownLine(curve.equity, curve.startCapital)
  return {
    type: 'line',
    name: DRAWDOWN,
    xAxisIndex: 1,
    yAxisIndex: 1,
    symbol: 'none',
    color: colors.loss,
    lineStyle: { width: 1.2 },
    areaStyle: { color: colors.drawdownFill, opacity: 0.8, origin: 0 },
    data: sampleLowest(drawdown, MOST_POINTS).map((row) => [curve.dayStartMs[row]!, drawdown[row]!]),
  }
}

function tooltipText(items: unknown, currency: string, numbers: ChartNumbers): string {
  const points = pointedAt(items)
  const [first] = points
  if (first === undefined) return ''
  const lines = points.map(({ seriesName, color, value }) => {
    const figure = value[1] ?? Number.NaN
    const text =
      seriesName === DRAWDOWN ? numbers.percent(figure) : `${numbers.grouped(figure)} ${escapeText(currency)}`
    return `<span style="color:${color}">■</span> ${escapeText(seriesName)}&ensp;<b>${text}</b>`
  })
  return [dayText(first.value[0]!), ...lines].join('<br>')
}
