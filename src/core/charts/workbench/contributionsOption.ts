import type { EChartsOption } from 'echarts'
import type { RowExplanationView } from '../../contract/workbench/modelViews.ts'
import { palette, type Theme } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { escapeText, resultAxis, resultTooltip } from './resultStyle.ts'

export type ContributionBar = { readonly name: string; readonly contribution: number; readonly text: string }
export type ContributionsPicture = {
  /** The first at the top. */
  readonly bars: readonly ContributionBar[]
  readonly unit: string
  readonly theme: Theme
  readonly numbers: ChartNumbers
}

type Parts = NonNullable<RowExplanationView['parts']>

/** The greatest parts one by one, all others as one: together with the base they still sum to the prediction. */
export function contributionBars(
  { contributions }: Parts,
  most: number,
  numbers: ChartNumbers,
): readonly ContributionBar[] {
  const shown = contributions.slice(0, most).map(({ feature, value, contribution }) => ({
    name: feature,
    contribution,
    text: value === null ? 'missing in this row' : `${numbers.compact(value)} in this row`,
  }))
  const rest = contributions.slice(most)
  if (rest.length === 0) return shown
  const sum = rest.reduce((total, { contribution }) => total + contribution, 0)
  return [...shown, { name: `${rest.length} others together`, contribution: sum, text: 'their sum' }]
}

/** Pixels that all bars need. */
export function contributionsHeight(bars: number): number {
  return 62 + bars * 22
}

/** What each feature adds to the prediction of one row, or takes from it. */
export function contributionsOption({ bars, unit, theme, numbers }: ContributionsPicture): EChartsOption {
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const widest = bars.reduce((most, { name }) => Math.max(most, name.length), 0)
  return {
    animation: false,
    backgroundColor: 'transparent',
    tooltip: { ...resultTooltip(colors), formatter: (item: unknown) => barText(bars, item, numbers) },
    grid: { left: Math.min(210, 14 + widest * 6.6), right: 56, top: 8, bottom: 42 },
    xAxis: {
      ...axis,
      type: 'value',
      // Room for the numbers at the ends of the bars.
      boundaryGap: ['16%', '12%'],
      name: `Added to the prediction, ${unit}`,
      nameLocation: 'middle',
      nameGap: 26,
      axisLabel: { ...axis.axisLabel, formatter: numbers.compact },
    },
    yAxis: {
      ...axis,
      type: 'category',
      inverse: true,
      data: bars.map(({ name }) => name),
      axisTick: { show: false },
      axisLine: { onZero: true, lineStyle: { color: colors.axisLine } },
      splitLine: { show: false },
      axisLabel: { ...axis.axisLabel, color: colors.text, interval: 0, width: 196, overflow: 'truncate', margin: 12 },
    },
    series: [
      {
        type: 'bar',
        barWidth: 13,
        data: bars.map(({ contribution }) => ({
          value: contribution,
          itemStyle: { color: contribution >= 0 ? colors.gain : colors.loss },
          label: {
            show: true,
            position: contribution >= 0 ? ('right' as const) : ('left' as const),
            color: colors.muted,
            fontSize: 11,
            formatter: `${contribution >= 0 ? '+' : ''}${numbers.compact(contribution)}`,
          },
        })),
      },
    ],
  }
}

function barText(bars: readonly ContributionBar[], item: unknown, numbers: ChartNumbers): string {
  if (typeof item !== 'object' || item === null || !('dataIndex' in item)) return ''
  const bar = bars[Number(item.dataIndex)]
  return bar === undefined
    ? ''
    : `${escapeText(bar.name)}: ${escapeText(bar.text)}<br>adds <b>${numbers.compact(bar.contribution)}</b>`
}
