import type { EChartsOption } from 'echarts'
import { palette, type Theme } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { resultAxis, resultTooltip } from './resultStyle.ts'

/**
 * Where what one half of the days chose came in the other half: counts of splits in equal steps of its relative rank, from the worst on the left to the best. Up to the middle (a step that
 * ends there) is overfitted, and has the colour of a loss beside the mark that says so.
 */
export function overfittingRanksOption(ranks: readonly number[], theme: Theme, numbers: ChartNumbers): EChartsOption {
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const steps = ranks.length
  const splits = ranks.reduce((sum, count) => sum + count, 0)
  const percent = (share: number) => numbers.percent(share, 0)
  return {
    animation: false,
    backgroundColor: 'transparent',
    grid: { left: 52, right: 16, top: 24, bottom: 42 },
    tooltip: {
      ...resultTooltip(colors),
      formatter: (item: unknown) => {
        if (typeof item !== 'object' || item === null || !('dataIndex' in item)) return ''
        const step = Number(item.dataIndex)
        const count = ranks[step] ?? 0
        return `rank ${percent(step / steps)} to ${percent((step + 1) / steps)} out of sample<br><b>${numbers.grouped(count)}</b> splits, ${percent(splits > 0 ? count / splits : 0)} of all`
      },
    },
    xAxis: {
      ...axis,
      type: 'value',
      min: 0,
      max: 1,
      splitLine: { show: false },
      name: 'rank out of sample: worst to best',
      nameLocation: 'middle',
      nameGap: 26,
      axisLabel: { ...axis.axisLabel, formatter: percent },
    },
    yAxis: {
      ...axis,
      type: 'value',
      minInterval: 1,
      name: 'splits',
      nameTextStyle: { ...axis.nameTextStyle, align: 'right' },
      axisLabel: { ...axis.axisLabel, formatter: numbers.compact },
    },
    series: [
      {
        type: 'bar',
        barCategoryGap: '6%',
        data: ranks.map((count, step) => ({
          value: [(step + 0.5) / steps, count],
          itemStyle: { color: step + 1 <= steps / 2 ? colors.histogramLoss : colors.histogram },
        })),
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: colors.text, width: 1.8, type: 'solid' },
          label: { position: 'end', color: colors.text, fontSize: 11, formatter: 'middle: overfitted to the left' },
          data: [{ xAxis: 0.5 }],
        },
      },
    ],
  }
}
