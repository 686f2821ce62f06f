import type { EChartsOption } from 'echarts'
import type { CorrelationMap } from '../../contract/workbench/buildViews.ts'
import { palette, type Theme } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { escapeText, resultAxis, resultTooltip } from './resultStyle.ts'

const ROW_PX = 22
const CHARACTER_PX = 6.3

/** Pixels that all columns need. */
export function correlationMapHeight(map: CorrelationMap): number {
  return 24 + map.names.length * ROW_PX
}

/** Each column against each: blue goes together, orange goes against, both stronger with |r|. The columns carry the numbers of the rows. */
export function correlationMapOption(map: CorrelationMap, theme: Theme, numbers: ChartNumbers): EChartsOption {
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const size = map.names.length
  const longest = map.names.reduce((most, name) => Math.max(most, name.length), 0)
  const plain = { axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false } }
  return {
    animation: false,
    backgroundColor: 'transparent',
    grid: { left: 40 + longest * CHARACTER_PX, right: 8, top: 22, bottom: 2 },
    tooltip: { ...resultTooltip(colors), formatter: (item: unknown) => cellText(item, map, numbers) },
    xAxis: {
      ...axis,
      ...plain,
      type: 'category',
      position: 'top',
      data: map.names.map((_, place) => String(place + 1)),
      axisLabel: { ...axis.axisLabel, interval: 0 },
    },
    yAxis: {
      ...axis,
      ...plain,
      type: 'category',
      inverse: true,
      data: map.names.map((name, place) => `${name}  ${place + 1}`),
      axisLabel: { ...axis.axisLabel, color: colors.text, interval: 0 },
    },
    visualMap: {
      show: false,
      dimension: 2,
      min: -1,
      max: 1,
      inRange: { color: [colors.histogramLoss, colors.chipFill, colors.histogram] },
    },
    series: [
      {
        type: 'heatmap',
        data: map.values.flatMap((value, place) =>
          value === null ? [] : [[place % size, Math.floor(place / size), value]],
        ),
        label: { show: true, color: colors.text, fontSize: 10, formatter: (item: unknown) => labelText(item, numbers) },
        itemStyle: { borderWidth: 1, borderColor: colors.background },
        emphasis: { itemStyle: { borderColor: colors.text, borderWidth: 1 } },
      },
    ],
  }
}

function cellOf(item: unknown): readonly number[] | null {
  if (typeof item !== 'object' || item === null || !('value' in item) || !Array.isArray(item.value)) return null
  return item.value.map(Number)
}

/** `.93`, `−.40`, nothing on the diagonal: room for twenty in a row. */
function labelText(item: unknown, numbers: ChartNumbers): string {
  const value = cellOf(item)
  if (value === null || value[0] === value[1]) return ''
  return numbers.fixed(value[2] ?? 0, 2).replace(/^(−?)0/, '$1')
}

function cellText(item: unknown, { names }: CorrelationMap, numbers: ChartNumbers): string {
  const value = cellOf(item)
  if (value === null) return ''
  const [column = 0, row = 0, r = 0] = value
  const pair = [names[row] ?? '', names[column] ?? ''].map(escapeText)
  return `${pair.join('<br>')}<br>r = <b>${numbers.fixed(r, 3)}</b>`
}
