import type { EChartsOption, LineSeriesOption } from 'echarts'
import type { Palette } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'

/** One value a fold; null where there is none. */
export type FoldLine = { readonly name: string; readonly values: readonly (number | null)[] }

export type FoldScores = {
  readonly folds: readonly string[]
  readonly lines: readonly FoldLine[]
  /** What a model without any knowledge scores; null where that is no one number. */
  readonly reference: { readonly name: string; readonly value: number } | null
  /** Single values of a fold that a line is the mean of. */
  readonly points?: { readonly name: string; readonly values: readonly (readonly (number | null)[])[] } | undefined
  readonly unit: 'number' | 'fraction'
}

/** A score fold by fold as points on lines, with its reference dashed: above or below it must be readable at once. */
export function foldScoresOption(scores: FoldScores, colors: Palette, numbers: ChartNumbers): EChartsOption {
  const { folds, lines, reference, points, unit } = scores
  const text = (value: number) => (unit === 'fraction' ? numbers.percent(value, 2) : numbers.compact(value))
  const valueFormatter = (value: unknown) => (typeof value === 'number' ? text(value) : 'n/a')
  const lineColors = [colors.gain, colors.loss]
  const symbols = ['circle', 'diamond']
  return {
    animation: false,
    grid: { left: 8, right: 12, top: 30, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, itemGap: 16, itemWidth: 18, itemHeight: 8, textStyle: { color: colors.muted } },
    tooltip: { trigger: 'axis', valueFormatter },
    xAxis: {
      type: 'category',
      data: [...folds],
      axisTick: { show: false },
      axisLine: { onZero: false, lineStyle: { color: colors.axisLine } },
      axisLabel: { color: colors.muted, interval: 0, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      scale: true,
      splitNumber: 4,
      axisLabel: { color: colors.muted, formatter: text },
      splitLine: { lineStyle: { color: colors.gridLine } },
    },
    series: [
      ...(reference === null
        ? []
        : [referenceLine({ ...reference, name: `${reference.name}, ${text(reference.value)}` }, folds.length, colors)]),
      ...lines.map((line, index) => ({
        name: line.name,
        type: 'line' as const,
        symbol: symbols[index % symbols.length]!,
        symbolSize: 8,
        lineStyle: { color: lineColors[index % 2]!, width: 1.6 },
        itemStyle: { color: lineColors[index % 2]! },
        data: line.values.map((value) => value ?? '-'),
      })),
      ...(points === undefined
        ? []
        : [
            {
              name: points.name,
              type: 'scatter' as const,
              symbolSize: 6,
              itemStyle: { color: 'transparent', borderColor: colors.muted, borderWidth: 1.2 },
              data: points.values.flatMap((values, fold) => values.map((value) => [fold, value ?? '-'])),
            },
          ]),
    ],
  }
}

function referenceLine(
  { name, value }: NonNullable<FoldScores['reference']>,
  folds: number,
  colors: Palette,
): LineSeriesOption {
  return {
    name,
    type: 'line',
    symbol: 'none',
    silent: true,
    lineStyle: { color: colors.muted, type: 'dashed', width: 1.2 },
    itemStyle: { color: colors.muted },
    data: Array.from({ length: folds }, () => value),
  }
}
