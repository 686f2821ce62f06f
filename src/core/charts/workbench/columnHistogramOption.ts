import type { EChartsOption } from 'echarts'
import type { ColumnSummary } from '../../contract/workbench/buildViews.ts'
import { palette, type Theme } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { resultAxis, resultTooltip } from './resultStyle.ts'

/** How the values of a column lie, with its quartiles; the bars at both ends hold what lies beyond them too. Null without any spread. */
export function columnHistogramOption(
  column: ColumnSummary,
  theme: Theme,
  numbers: ChartNumbers,
): EChartsOption | null {
  const { histogram, median, lowerQuartile, upperQuartile } = column
  if (histogram === null || !(histogram.width > 0)) return null
  const { low, width, counts } = histogram
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const high = low + counts.length * width
  const marks = [
    { value: lowerQuartile, label: '', isStrong: false },
    { value: median, label: `median ${numbers.compact(median ?? Number.NaN)}`, isStrong: true },
    { value: upperQuartile, label: '', isStrong: false },
  ]
  return {
    animation: false,
    backgroundColor: 'transparent',
    grid: { left: 52, right: 16, top: 24, bottom: 26 },
    tooltip: {
      ...resultTooltip(colors),
      formatter: (item: unknown) => binText(item, column, numbers),
    },
    xAxis: {
      ...axis,
      type: 'value',
      min: low,
      max: high,
      splitLine: { show: false },
      axisLabel: { ...axis.axisLabel, showMinLabel: false, showMaxLabel: false, formatter: numbers.compact },
    },
    yAxis: {
      ...axis,
      type: 'value',
      minInterval: 1,
      name: 'rows',
      nameTextStyle: { ...axis.nameTextStyle, align: 'right' },
      axisLabel: { ...axis.axisLabel, formatter: numbers.compact },
    },
    series: [
      {
        type: 'bar',
        barCategoryGap: '6%',
        itemStyle: { color: colors.histogram },
        data: counts.map((count, bin) => [low + (bin + 0.5) * width, count]),
        markLine: {
          silent: true,
          symbol: 'none',
          precision: 15,
          lineStyle: { color: colors.text },
          label: { position: 'end', color: colors.text, fontSize: 11 },
          data: marks.flatMap(({ value, label, isStrong }) =>
            value === null || value < low || value > high
              ? []
              : [
                  {
                    xAxis: value,
                    lineStyle: {
                      type: isStrong ? ('solid' as const) : ('dashed' as const),
                      width: isStrong ? 1.8 : 1.2,
                    },
                    label: { show: label !== '', formatter: label },
                  },
                ],
          ),
        },
      },
    ],
  }
}

function binText(item: unknown, { histogram, min, max }: ColumnSummary, numbers: ChartNumbers): string {
  if (typeof item !== 'object' || item === null || !('dataIndex' in item) || histogram === null) return ''
  const { low, width, counts } = histogram
  const bin = Number(item.dataIndex)
  const from = bin === 0 ? (min ?? low) : low + bin * width
  const to = bin === counts.length - 1 ? (max ?? low) : low + (bin + 1) * width
  return `${numbers.compact(from)} to ${numbers.compact(to)}<br><b>${numbers.grouped(counts[bin] ?? 0)}</b> rows`
}
