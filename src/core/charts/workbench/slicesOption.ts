import type { EChartsOption } from 'echarts'
import type { RobustnessSlice } from '../../contract/workbench/discoveryViews.ts'
import { type Palette, palette, type Theme } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { escapeText, resultAxis, resultLegend, resultTooltip } from './resultStyle.ts'

const SERIES = ['Mean return', 'Uplift over controls', '95 % of the uplift'] as const
const GAP = ['-', '-'] as const

/** One row a slice, the first on top: its mean return as a dot, what the event adds as a hollow diamond on its interval. `whole`: the mean of all events, a line beside zero. */
export function slicesOption(
  slices: readonly RobustnessSlice[],
  whole: number | null,
  theme: Theme,
  numbers: ChartNumbers,
): EChartsOption {
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const rows = (read: (slice: RobustnessSlice) => number | null) =>
    slices.flatMap((slice, row) => {
      const value = read(slice)
      return value === null ? [] : [[value, row]]
    })
  return {
    animation: false,
    backgroundColor: 'transparent',
    legend: { ...resultLegend(colors), itemWidth: 10, itemHeight: 10, data: legendOf(slices) },
    grid: { left: 8, right: 22, top: 30, bottom: 4, containLabel: true },
    tooltip: { ...resultTooltip(colors), formatter: (item: unknown) => sliceText(item, slices, numbers) },
    xAxis: {
      ...axis,
      type: 'value',
      splitNumber: 4,
      axisLine: { ...axis.axisLine, onZero: false },
      axisLabel: { ...axis.axisLabel, formatter: (value: number) => numbers.percent(value, 2) },
    },
    yAxis: rowAxis(slices, colors),
    series: [
      {
        type: 'line',
        name: SERIES[2],
        silent: true,
        symbol: 'none',
        color: colors.loss,
        lineStyle: { color: colors.loss, width: 1.5, opacity: 0.7 },
        data: slices.flatMap(({ upliftLow, upliftHigh }, row) =>
          upliftLow === null || upliftHigh === null ? [] : [[upliftLow, row], [upliftHigh, row], [...GAP]],
        ),
      },
      {
        type: 'scatter',
        name: SERIES[0],
        symbolSize: 9,
        color: colors.gain,
        data: rows(({ value }) => value),
        markLine: {
          silent: true,
          symbol: 'none',
          precision: 15,
          label: { show: false },
          data: [
            { xAxis: 0, lineStyle: { color: colors.axisLine, width: 1.4, type: 'solid' } },
            ...(whole === null ? [] : [{ xAxis: whole, lineStyle: { color: colors.gain, type: 'dashed' as const } }]),
          ],
        },
      },
      {
        type: 'scatter',
        name: SERIES[1],
        symbol: 'diamond',
        symbolSize: 11,
        color: colors.loss,
        itemStyle: { color: colors.background, borderColor: colors.loss, borderWidth: 2 },
        data: rows(({ uplift }) => uplift),
      },
    ],
  }
}

function rowAxis(slices: readonly RobustnessSlice[], colors: Palette): NonNullable<EChartsOption['yAxis']> {
  return {
    type: 'value',
    inverse: true,
    min: -0.6,
    max: slices.length - 0.4,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: {
      color: colors.text,
      fontSize: 11,
      customValues: slices.map((_slice, row) => row),
      formatter: (row: number) => slices[row]?.name ?? '',
    },
  }
}

function sliceText(item: unknown, slices: readonly RobustnessSlice[], numbers: ChartNumbers): string {
  if (typeof item !== 'object' || item === null || !('value' in item) || !Array.isArray(item.value)) return ''
  const slice = slices[Number(item.value[1])]
  if (slice === undefined) return ''
  const share = (value: number | null) => (value === null ? 'n/a' : numbers.percent(value, 2))
  return [
    escapeText(slice.name),
    `mean return <b>${share(slice.value)}</b>`,
    `uplift <b>${share(slice.uplift)}</b>`,
    ...intervalText(slice, share),
    ...(slice.events === null ? [] : [`${numbers.grouped(slice.events)} events`]),
    ...(slice.pValue === null ? [] : [`p ${numbers.significant(slice.pValue, 2)}`]),
  ].join('<br>')
}

/** The interval as a line, where there is one. */
function legendOf(slices: readonly RobustnessSlice[]) {
  const [mean, uplift, interval] = SERIES
  const isDrawn = slices.some(({ upliftLow }) => upliftLow !== null)
  return [mean, uplift, ...(isDrawn ? [{ name: interval, icon: 'path://M0,4L10,4L10,6L0,6Z' }] : [])]
}

function intervalText(
  { events, uplift, upliftLow, upliftHigh }: RobustnessSlice,
  share: (value: number | null) => string,
): readonly string[] {
  if (events === null || uplift === null) return []
  return upliftLow === null || upliftHigh === null
    ? ['too few events for an interval']
    : [`95 % from ${share(upliftLow)} to ${share(upliftHigh)}`]
}
