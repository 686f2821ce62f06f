import type { EChartsOption, LineSeriesOption } from 'echarts'
import { drawdownLine } from '../drawdownLine.ts'
import { palette, type Theme } from '../palette.ts'
import type { SizedChart } from '../panelChart.ts'
import { sampleLine, sampleLowest } from '../sampleLine.ts'
import { resultAxis, resultLegend, resultTimeAxis, resultTooltip } from '../workbench/resultStyle.ts'

/** Money at UTC-day ends, of one length. */
export type ReportEquity = {
  readonly dayStartMs: readonly number[]
  readonly equity: readonly number[]
  readonly name: string
  /** What it is compared with, on the same days. */
  readonly beside: readonly { readonly name: string; readonly equity: readonly number[] }[]
  readonly startCash: number
  readonly currency: string
}

const MOST_POINTS = 900
const ROUND = 5
const LOGARITHMIC_FROM = 20

/** The account beside what it is compared with, over its drawdown in per cent. Holds no function, so that it can stand in a file. */
export function equityReportChart(picture: ReportEquity, theme: Theme): SizedChart {
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const time = resultTimeAxis(colors)
  const { dayStartMs, equity, name: main, beside, startCash, currency } = picture
  const drawdown = drawdownLine(equity, startCash).map((value) => value * 100)
  const line = (name: string, at: number, color: string, values: readonly number[], rows: readonly number[]) =>
    ({
      type: 'line',
      name,
      xAxisIndex: at,
      yAxisIndex: at,
      symbol: 'none',
      color,
      data: rows.map((row) => [dayStartMs[row]!, Number(values[row]!.toPrecision(ROUND))]),
    }) satisfies LineSeriesOption
  const option: EChartsOption = {
    animation: false,
    useUTC: true,
    backgroundColor: 'transparent',
    legend: { ...resultLegend(colors), type: 'plain' },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    tooltip: { ...resultTooltip(colors), trigger: 'axis' },
    dataZoom: [{ type: 'inside', xAxisIndex: [0, 1], filterMode: 'none' }],
    grid: [
      { left: 70, right: 24, top: 56, height: 226, outerBoundsMode: 'none' },
      { left: 70, right: 24, top: 320, height: 90, outerBoundsMode: 'none' },
    ],
    xAxis: [
      { ...time, gridIndex: 0, axisLabel: { show: false } },
      { ...time, gridIndex: 1 },
    ],
    yAxis: [
      { ...axis, gridIndex: 0, ...moneyScale([equity, ...beside.map((line) => line.equity)]), name: currency },
      { ...axis, gridIndex: 1, type: 'value', max: 0, splitNumber: 2, name: 'drawdown, %' },
    ],
    series: [
      {
        ...line(main, 0, colors.lines[0]!, equity, sampleLine(dayStartMs, equity, MOST_POINTS)),
        lineStyle: { width: 2 },
      },
      ...beside.map(({ name, equity: values }, at) => ({
        ...line(
          name,
          0,
          colors.lines[(at + 1) % colors.lines.length]!,
          values,
          sampleLine(dayStartMs, values, MOST_POINTS),
        ),
        lineStyle: { width: 1.3, type: at === 0 ? ('dashed' as const) : ('dotted' as const) },
      })),
      {
        ...line('Drawdown', 1, colors.loss, drawdown, sampleLowest(drawdown, MOST_POINTS)),
        lineStyle: { width: 1.1 },
        areaStyle: { color: colors.drawdownFill, opacity: 0.8 },
      },
    ],
  }
  return { option, width: 1000, height: 450 }
}

/** A logarithm where one line would lie flat beside another. */
function moneyScale(lines: readonly (readonly number[])[]) {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const line of lines)
    for (const value of line) {
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
  return low > 0 && high / low >= LOGARITHMIC_FROM
    ? { type: 'log' as const, min: 10 ** Math.floor(Math.log10(low)), max: 10 ** Math.ceil(Math.log10(high)) }
    : { type: 'value' as const, scale: true }
}
