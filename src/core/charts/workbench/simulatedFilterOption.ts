import type { EChartsOption } from 'echarts'
import { palette, type Theme } from '../palette.ts'
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

export type SimulatedFilterPicture = {
  readonly dayStartMs: readonly number[]
  readonly withoutModel: readonly number[]
  readonly low: readonly number[]
  readonly median: readonly number[]
  readonly high: readonly number[]
  readonly currency: string
  readonly theme: Theme
  readonly numbers: ChartNumbers
}

const MOST_POINTS = 1_500
const WIDTH = 'P10 to P90'

/** Both legs under one capital as selected, beside the band of filters that were drawn from the true outcomes. */
export function simulatedFilterOption(picture: SimulatedFilterPicture): EChartsOption {
  const { dayStartMs, withoutModel, low, median, high, currency, theme, numbers } = picture
  const colors = palette(theme)
  const axis = resultAxis(colors)
  // Both edges of the band keep the same rows, because stacking adds them row by row.
  const every = Math.max(1, Math.ceil(dayStartMs.length / MOST_POINTS))
  const rows = dayStartMs.map((_, row) => row).filter((row) => row % every === 0 || row === dayStartMs.length - 1)
  const points = (values: readonly number[]) => rows.map((row): [number, number] => [dayStartMs[row]!, values[row]!])
  const edge = { type: 'line' as const, stack: 'band', stackStrategy: 'all' as const, symbol: 'none', silent: true }
  return {
    animation: false,
    useUTC: true,
    backgroundColor: 'transparent',
    legend: { ...resultLegend(colors), data: ['Without a model', 'Simulated filter, median', WIDTH] },
    tooltip: {
      ...resultTooltip(colors),
      trigger: 'axis',
      formatter: (items: unknown) => filterText(items, currency, numbers),
    },
    grid: { left: 62, right: 18, top: 48, bottom: 28 },
    xAxis: resultTimeAxis(colors),
    yAxis: {
      ...axis,
      type: 'value',
      scale: true,
      name: currency,
      nameTextStyle: { ...axis.nameTextStyle, align: 'right' },
      axisLabel: { ...axis.axisLabel, formatter: numbers.compact },
    },
    series: [
      { ...edge, name: 'P10', lineStyle: { opacity: 0 }, color: colors.band, data: points(low) },
      {
        ...edge,
        name: WIDTH,
        color: colors.band,
        lineStyle: { opacity: 0 },
        areaStyle: { color: colors.band, opacity: 0.75 },
        data: points(high.map((value, row) => value - low[row]!)),
      },
      {
        type: 'line',
        name: 'Simulated filter, median',
        symbol: 'none',
        color: colors.lines[3]!,
        lineStyle: { width: 1.6, type: 'dashed' },
        data: points(median),
      },
      {
        type: 'line',
        name: 'Without a model',
        symbol: 'none',
        color: colors.lines[0]!,
        lineStyle: { width: 2 },
        data: points(withoutModel),
      },
    ],
  }
}

function filterText(items: unknown, currency: string, numbers: ChartNumbers): string {
  const points = pointedAt(items).filter(({ seriesName }) => seriesName !== 'P10' && seriesName !== WIDTH)
  const [first] = points
  if (first === undefined) return ''
  const lines = points.map(
    ({ seriesName, value }) =>
      `${seriesName}&ensp;<b>${numbers.grouped(value[1] ?? Number.NaN)}</b> ${escapeText(currency)}`,
  )
  return [dayText(first.value[0]!), ...lines].join('<br>')
}
