import type { EChartsOption } from 'echarts'
import type { Palette } from '../palette.ts'

export type DetectorCountBar = { readonly label: string; readonly long: number; readonly short: number }

/** Events of each detector and leg, first on top: longs and shorts of one bar, end to end. */
export function detectorCountsOption(bars: readonly DetectorCountBar[], colors: Palette): EChartsOption {
  const side = (name: 'Long' | 'Short', color: string, values: readonly number[]) => ({
    name,
    type: 'bar' as const,
    stack: 'events',
    barMaxWidth: 14,
    itemStyle: { color },
    data: [...values],
  })
  return {
    animation: false,
    grid: { left: 8, right: 20, top: 28, bottom: 4, containLabel: true },
    legend: { top: 0, right: 0, itemGap: 16, itemWidth: 12, itemHeight: 10, textStyle: { color: colors.muted } },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
    xAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { color: colors.muted },
      splitLine: { lineStyle: { color: colors.gridLine } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(({ label }) => label),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colors.axisLine } },
      axisLabel: { color: colors.text, interval: 0 },
    },
    series: [
      side(
        'Long',
        colors.gain,
        bars.map(({ long }) => long),
      ),
      side(
        'Short',
        colors.loss,
        bars.map(({ short }) => short),
      ),
    ],
  }
}
