import type { EChartsOption, LineSeriesOption } from 'echarts'
import type { EventStudyView } from '../../contract/workbench/discoveryViews.ts'
import { type Palette, palette, type Theme } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { pointedAt, resultAxis, resultLegend, resultTooltip } from './resultStyle.ts'

const EVENTS = 'after events'
const BAND = '95 % of the mean'
const CONTROLS = 'at matched controls'
const LOWER = 'lower bound'

/**
 * Mean cumulative return around the events, in the direction of the trade, from the open of the bar after the event; its 95 % band by clusters, and the same at matched controls. The bars that a
 * trade is held are shaded; what lies left of offset 1 was known at the entry.
 */
export function eventStudyOption(study: EventStudyView, theme: Theme, numbers: ChartNumbers): EChartsOption {
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const { offset } = study
  return {
    animation: false,
    backgroundColor: 'transparent',
    legend: { ...resultLegend(colors), data: [EVENTS, { name: BAND, icon: 'rect' }, CONTROLS] },
    tooltip: {
      ...resultTooltip(colors),
      trigger: 'axis',
      formatter: (items: unknown) => studyText(items, study, numbers),
    },
    grid: { left: 56, right: 16, top: 32, bottom: 40 },
    xAxis: {
      ...axis,
      type: 'value',
      min: offset[0] ?? 0,
      max: offset.at(-1) ?? 1,
      minInterval: 1,
      name: 'bars since the event',
      nameLocation: 'middle',
      nameGap: 24,
      splitLine: { show: false },
      axisLine: { ...axis.axisLine, onZero: false },
    },
    yAxis: {
      ...axis,
      type: 'value',
      scale: true,
      axisLabel: { ...axis.axisLabel, formatter: (value: number) => numbers.percent(value, 2) },
    },
    series: [...band(study, colors), ...lines(study, colors)],
  }
}

type Column = readonly (number | null)[]

function pairs(offset: readonly number[], column: Column): [number, number | null][] {
  return offset.map((bars, row) => [bars, column[row] ?? null])
}

function band({ offset, low, high }: EventStudyView, colors: Palette): LineSeriesOption[] {
  const edge = {
    type: 'line' as const,
    stack: 'band',
    stackStrategy: 'all' as const,
    symbol: 'none',
    silent: true,
    lineStyle: { opacity: 0 },
    color: colors.band,
  }
  const spread = offset.map((_bars, row) => {
    const [from, to] = [low[row] ?? null, high[row] ?? null]
    return from === null || to === null ? null : to - from
  })
  return [
    { ...edge, name: LOWER, data: pairs(offset, low) },
    { ...edge, name: BAND, areaStyle: { color: colors.band, opacity: 0.75 }, data: pairs(offset, spread) },
  ]
}

function lines(study: EventStudyView, colors: Palette): LineSeriesOption[] {
  const { offset, mean, controlMean, horizonBars } = study
  const [main, , , other] = colors.lines
  const held: [{ xAxis: number }, { xAxis: number }] = [{ xAxis: 1 }, { xAxis: horizonBars }]
  return [
    {
      type: 'line',
      name: CONTROLS,
      symbol: 'none',
      color: other!,
      lineStyle: { width: 1.8, type: 'dashed' },
      data: pairs(offset, controlMean),
    },
    {
      type: 'line',
      name: EVENTS,
      symbol: 'none',
      color: main!,
      lineStyle: { width: 2 },
      data: pairs(offset, mean),
      markArea: {
        silent: true,
        itemStyle: { color: colors.axisLine, opacity: 0.13 },
        label: {
          position: 'insideTopLeft',
          color: colors.muted,
          fontSize: 11,
          formatter: horizonBars === 1 ? '' : 'trade held',
        },
        data: [held],
      },
      markLine: {
        silent: true,
        symbol: 'none',
        lineStyle: { color: colors.muted, type: 'dashed', width: 1 },
        label: { show: false },
        data: [{ xAxis: 0 }, { yAxis: 0 }],
      },
    },
  ]
}

function studyText(items: unknown, study: EventStudyView, numbers: ChartNumbers): string {
  const offset = pointedAt(items)[0]?.value[0]
  const row = offset === undefined ? -1 : study.offset.indexOf(offset)
  if (offset === undefined || row < 0) return ''
  const text = (column: Column) => {
    const value = column[row] ?? null
    return value === null ? 'n/a' : numbers.percent(value, 2)
  }
  return [
    `${offset > 0 ? '+' : ''}${String(offset).replace('-', '−')} bars`,
    `${EVENTS} <b>${text(study.mean)}</b> (${text(study.low)} to ${text(study.high)})`,
    `${CONTROLS} <b>${text(study.controlMean)}</b>`,
  ].join('<br>')
}
