import type { EChartsOption, LineSeriesOption } from 'echarts'
import { type Palette, palette, type Theme } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { pointedAt, resultAxis, resultLegend, resultTooltip } from './resultStyle.ts'

/** Columns of one length: bands of the equity after so many days, and the curve itself. */
export type FanColumns = {
  readonly dayOfPoint: readonly number[]
  readonly p5: readonly number[]
  readonly p25: readonly number[]
  readonly p50: readonly number[]
  readonly p75: readonly number[]
  readonly p95: readonly number[]
  readonly real: readonly number[]
}

export type BootstrapFanPicture = {
  readonly fan: FanColumns
  readonly currency: string
  readonly theme: Theme
  readonly numbers: ChartNumbers
}

const WIDE = 'P5 to P95'
const NARROW = 'P25 to P75'
const MIDDLE = 'Median resample'
const REAL = 'As it happened'
const WIDE_OPACITY = 0.5
const NARROW_OPACITY = 0.9

/** Bands of resampled equity over the days of the tests, with the real curve in them. */
export function bootstrapFanOption({ fan, currency, theme, numbers }: BootstrapFanPicture): EChartsOption {
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const points = (values: readonly number[]) => fan.dayOfPoint.map((day, row): [number, number] => [day, values[row]!])
  const edge = { type: 'line' as const, stackStrategy: 'all' as const, symbol: 'none', silent: true }
  const band = (name: string, low: readonly number[], high: readonly number[], opacity: number): LineSeriesOption[] => [
    { ...edge, stack: name, name: `${name} floor`, lineStyle: { opacity: 0 }, color: colors.band, data: points(low) },
    {
      ...edge,
      stack: name,
      name,
      color: colors.band,
      lineStyle: { opacity: 0 },
      areaStyle: { color: colors.band, opacity },
      data: points(high.map((value, row) => value - low[row]!)),
    },
  ]
  return {
    animation: false,
    backgroundColor: 'transparent',
    legend: { ...resultLegend(colors), data: [REAL, MIDDLE, patch(NARROW, NARROW_OPACITY), patch(WIDE, WIDE_OPACITY)] },
    tooltip: {
      ...resultTooltip(colors),
      trigger: 'axis',
      formatter: (items: unknown) => dayText(fan, items, currency, numbers),
    },
    grid: { left: 62, right: 22, top: 48, bottom: 44 },
    xAxis: {
      ...axis,
      type: 'value',
      min: 0,
      max: fan.dayOfPoint.at(-1) ?? 1,
      name: 'UTC days of the tests',
      nameLocation: 'middle',
      nameGap: 26,
      splitLine: { show: false },
      axisLabel: { ...axis.axisLabel, formatter: numbers.grouped },
    },
    yAxis: {
      ...axis,
      type: 'value',
      scale: true,
      name: currency,
      nameTextStyle: { ...axis.nameTextStyle, align: 'right' },
      axisLabel: { ...axis.axisLabel, formatter: numbers.compact },
    },
    series: [
      ...band(WIDE, fan.p5, fan.p95, WIDE_OPACITY),
      ...band(NARROW, fan.p25, fan.p75, NARROW_OPACITY),
      line(MIDDLE, points(fan.p50), 'dashed', colors),
      line(REAL, points(fan.real), 'solid', colors),
    ],
  }
}

/** A band in the legend, as it is filled. */
function patch(name: string, opacity: number) {
  return { name, icon: 'roundRect', itemStyle: { opacity } }
}

function line(name: string, data: [number, number][], type: 'solid' | 'dashed', colors: Palette): LineSeriesOption {
  const isReal = type === 'solid'
  return {
    type: 'line',
    name,
    symbol: 'none',
    color: isReal ? colors.lines[0]! : colors.text,
    lineStyle: { width: isReal ? 2.2 : 1.4, type },
    data,
  }
}

function dayText(fan: FanColumns, items: unknown, currency: string, numbers: ChartNumbers): string {
  const row = fan.dayOfPoint.indexOf(pointedAt(items)[0]?.value[0] ?? -1)
  if (row < 0) return ''
  const money = (value: number | undefined) => numbers.grouped(value ?? Number.NaN)
  return [
    `After ${numbers.grouped(fan.dayOfPoint[row]!)} days, ${currency}`,
    `${REAL} <b>${money(fan.real[row])}</b>`,
    `${MIDDLE} ${money(fan.p50[row])}`,
    `Half of the resamples ${money(fan.p25[row])} to ${money(fan.p75[row])}`,
    `9 of 10 resamples ${money(fan.p5[row])} to ${money(fan.p95[row])}`,
  ].join('<br>')
}
