import type { EChartsOption } from 'echarts'
import type { CandidateRobustnessView } from '../../contract/workbench/discoveryViews.ts'
import { palette, type Theme } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { resultAxis, resultLegend, resultTooltip } from './resultStyle.ts'

type Decay = CandidateRobustnessView['decay']
const SERIES = ['Mean return', 'Uplift over controls'] as const

/** Mean return of an event and what it adds to that of its controls, before costs, by how many bars are held; the horizon of the hypothesis is marked. */
export function decayOption(decay: Decay, horizonBars: number, theme: Theme, numbers: ChartNumbers): EChartsOption {
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const bars = decay.horizonBars.map(String)
  const [main, , , other] = colors.lines
  const line = (
    name: (typeof SERIES)[number],
    color: string,
    values: readonly (number | null)[],
    isDashed: boolean,
  ) => ({
    type: 'line' as const,
    name,
    symbol: isDashed ? 'diamond' : 'circle',
    symbolSize: 7,
    color,
    lineStyle: { width: 1.8, type: isDashed ? ('dashed' as const) : ('solid' as const) },
    data: [...values],
  })
  return {
    animation: false,
    backgroundColor: 'transparent',
    legend: { ...resultLegend(colors), data: [...SERIES] },
    tooltip: {
      ...resultTooltip(colors),
      trigger: 'axis',
      valueFormatter: (value: unknown) => (typeof value === 'number' ? numbers.percent(value, 2) : 'n/a'),
    },
    grid: { left: 56, right: 16, top: 32, bottom: 40 },
    xAxis: {
      ...axis,
      type: 'category',
      data: bars,
      name: 'bars held',
      nameLocation: 'middle',
      nameGap: 24,
      axisLine: { ...axis.axisLine, onZero: false },
    },
    yAxis: {
      ...axis,
      type: 'value',
      axisLabel: { ...axis.axisLabel, formatter: (value: number) => numbers.percent(value, 2) },
    },
    series: [
      {
        ...line('Mean return', main!, decay.mean, false),
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: colors.muted, type: 'dashed', width: 1 },
          label: { show: false },
          data: [{ yAxis: 0 }, ...(bars.includes(String(horizonBars)) ? [{ xAxis: String(horizonBars) }] : [])],
        },
      },
      line('Uplift over controls', other!, decay.uplift, true),
    ],
  }
}
