import type { EChartsOption, SeriesOption } from 'echarts'
import type { EventPath } from '../../contract/workbench/exploreViews.ts'
import { type Palette, palette, type Theme } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { escapeText, pointedAt, resultAxis, resultLegend, resultTooltip } from './resultStyle.ts'

export type NamedPath = EventPath & { readonly name: string }

const LOWER = 'lower quartile'
const MIDDLE_HALF = 'middle half of the events'

/**
 * Mean log return since the close of the event's bar, in percent, bar by bar; with one path also the band between its quartiles. Right of
 * offset 0 is shaded: nobody knew that at the event.
 */
export function eventPathOption(paths: readonly NamedPath[], theme: Theme, numbers: ChartNumbers): EChartsOption {
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const offsets = paths[0]?.offsetBars ?? []
  const [single] = paths.length === 1 ? paths : []
  return {
    animation: false,
    backgroundColor: 'transparent',
    legend: { ...resultLegend(colors), data: [...paths.map(({ name }) => name), ...(single ? [MIDDLE_HALF] : [])] },
    tooltip: {
      ...resultTooltip(colors),
      trigger: 'axis',
      formatter: (items: unknown) => pathText(items, paths, numbers),
    },
    grid: { left: 52, right: 14, top: 30, bottom: 38 },
    xAxis: {
      ...axis,
      type: 'value',
      min: offsets[0] ?? 0,
      max: offsets.at(-1) ?? 0,
      minInterval: 1,
      name: 'bars since the close of the event’s bar',
      nameLocation: 'middle',
      nameGap: 22,
      splitLine: { show: false },
      axisLabel: { ...axis.axisLabel, showMinLabel: true, showMaxLabel: true, formatter: offsetText },
      axisLine: { ...axis.axisLine, onZero: false },
    },
    yAxis: {
      ...axis,
      type: 'value',
      scale: true,
      axisLabel: { ...axis.axisLabel, formatter: (value: number) => numbers.percent(value, 2) },
    },
    series: [...(single ? band(single, colors) : []), ...paths.map((path, index) => line(path, index, colors))],
  }
}

function points(path: EventPath, value: (row: number) => number | null): [number, number | null][] {
  return path.offsetBars.map((offset, row) => [offset, value(row)])
}

function band(path: NamedPath, colors: Palette): readonly SeriesOption[] {
  const edge = {
    type: 'line' as const,
    stack: 'band',
    stackStrategy: 'all' as const,
    symbol: 'none',
    silent: true,
    lineStyle: { opacity: 0 },
    color: colors.band,
  }
  const spread = (row: number) => {
    const [low, high] = [path.lower[row] ?? null, path.upper[row] ?? null]
    return low === null || high === null ? null : high - low
  }
  return [
    { ...edge, name: LOWER, data: points(path, (row) => path.lower[row] ?? null) },
    { ...edge, name: MIDDLE_HALF, areaStyle: { color: colors.band, opacity: 0.75 }, data: points(path, spread) },
  ]
}

function line(path: NamedPath, index: number, colors: Palette): SeriesOption {
  return {
    type: 'line',
    name: path.name,
    symbol: 'none',
    color: colors.lines[index % colors.lines.length]!,
    lineStyle: { width: 2, type: LINE_TYPES[Math.floor(index / colors.lines.length) % LINE_TYPES.length]! },
    data: points(path, (row) => path.mean[row] ?? null),
    ...(index === 0 ? unknownThen(path, colors) : {}),
  }
}

const LINE_TYPES = ['solid', 'dashed'] as const

function unknownThen(path: EventPath, colors: Palette) {
  const then: [{ xAxis: number }, { xAxis: number }] = [{ xAxis: 0 }, { xAxis: path.offsetBars.at(-1) ?? 0 }]
  const label = { color: colors.muted, fontSize: 11 }
  return {
    markArea: {
      silent: true,
      itemStyle: { color: colors.axisLine, opacity: 0.13 },
      label: { ...label, position: 'insideTopRight' as const, formatter: 'not known at the event' },
      data: [then],
    },
    markLine: {
      silent: true,
      symbol: 'none',
      lineStyle: { color: colors.muted, type: 'dashed' as const, width: 1 },
      label: { show: false },
      data: [{ xAxis: 0 }, { yAxis: 0 }],
    },
  }
}

function offsetText(offset: number): string {
  return `${offset > 0 ? '+' : ''}${offset}`.replace('-', '−')
}

function pathText(items: unknown, paths: readonly NamedPath[], numbers: ChartNumbers): string {
  const offset = pointedAt(items)[0]?.value[0]
  if (offset === undefined) return ''
  const lines = paths.flatMap((path) => {
    const row = path.offsetBars.indexOf(offset)
    if (row < 0) return []
    const text = (values: readonly (number | null)[]) => numbers.percent(values[row] ?? Number.NaN, 3)
    const mean = `${escapeText(path.name)}&ensp;<b>${text(path.mean)}</b>`
    return paths.length > 1 ? [mean] : [mean, `quartiles&ensp;${text(path.lower)} to ${text(path.upper)}`]
  })
  return [`${offsetText(offset)} bars`, ...lines].join('<br>')
}
