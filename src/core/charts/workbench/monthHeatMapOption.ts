import type { EChartsOption } from 'echarts'
import { palette, type Theme } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { escapeText, resultAxis, resultTooltip } from './resultStyle.ts'

export type MonthReturn = {
  readonly year: number
  /** 0 to 11. */
  readonly month: number
  readonly profit: number
  /** Profit over the equity at the month's start; NaN where that was gone. */
  readonly fraction: number
  /** Whether every day of the month is in the tests. */
  readonly complete: boolean
}

export type MonthlyAccount = {
  readonly dayStartMs: readonly number[]
  readonly monthStartMs: readonly number[]
  readonly monthProfit: readonly number[]
  readonly startCapital: number
}

const DAY_MS = 86_400_000
const NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Profit of each UTC month over the equity at its start, oldest first. */
export function monthReturns(account: MonthlyAccount): readonly MonthReturn[] {
  const first = account.dayStartMs[0] ?? 0
  const end = (account.dayStartMs.at(-1) ?? 0) + DAY_MS
  let equity = account.startCapital
  return account.monthStartMs.map((startMs, row) => {
    const date = new Date(startMs)
    const year = date.getUTCFullYear()
    const month = date.getUTCMonth()
    const profit = account.monthProfit[row]!
    const fraction = equity > 0 ? profit / equity : Number.NaN
    equity += profit
    return { year, month, profit, fraction, complete: startMs >= first && Date.UTC(year, month + 1, 1) <= end }
  })
}

/** Compounded return of each year that has a month, newest first. */
export function yearReturns(months: readonly MonthReturn[]): readonly { year: number; fraction: number }[] {
  const years = [...new Set(months.map((month) => month.year))].sort((a, b) => b - a)
  return years.map((year) => ({
    year,
    fraction:
      months.filter((month) => month.year === year).reduce((wealth, month) => wealth * (1 + month.fraction), 1) - 1,
  }))
}

/** Pixels that all years need. */
export function monthHeatMapHeight(months: readonly MonthReturn[]): number {
  return 30 + yearReturns(months).length * 30
}

/** Percent, a cell a month, a row a year, with the year's return at the right. Colours are symmetric about zero; incomplete months carry a star. */
export function monthHeatMapOption(
  months: readonly MonthReturn[],
  currency: string,
  theme: Theme,
  numbers: ChartNumbers,
): EChartsOption {
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const years = yearReturns(months)
  const rowOf = (year: number) => years.findIndex((entry) => entry.year === year)
  const known = months.filter((month) => Number.isFinite(month.fraction))
  const reach = known.reduce((most, month) => Math.max(most, Math.abs(month.fraction)), 1e-6)
  const label = { show: true, color: colors.text, fontSize: 11 }
  return {
    animation: false,
    backgroundColor: 'transparent',
    grid: { left: 44, right: 8, top: 24, bottom: 4 },
    tooltip: { ...resultTooltip(colors), formatter: (item: unknown) => monthText(item, months, currency, numbers) },
    xAxis: {
      ...axis,
      type: 'category',
      position: 'top',
      data: [...NAMES, 'Year'],
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: { ...axis.axisLabel, interval: 0 },
    },
    yAxis: {
      ...axis,
      type: 'category',
      inverse: true,
      data: years.map((entry) => String(entry.year)),
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: false },
    },
    visualMap: {
      show: false,
      seriesIndex: 0,
      dimension: 2,
      min: -reach,
      max: reach,
      inRange: { color: [colors.histogramLoss, colors.chipFill, colors.histogram] },
    },
    series: [
      {
        type: 'heatmap',
        data: known.map((month, index) => ({
          value: [month.month, rowOf(month.year), month.fraction, index],
          label: { ...label, formatter: `${figure(month.fraction, numbers)}${month.complete ? '' : '*'}` },
        })),
        itemStyle: { borderWidth: 2, borderColor: colors.background },
        emphasis: { itemStyle: { borderColor: colors.text, borderWidth: 1 } },
      },
      {
        type: 'scatter',
        silent: true,
        symbolSize: 1,
        itemStyle: { color: 'transparent' },
        data: years.map((entry, row) => ({
          value: [12, row],
          label: { ...label, fontWeight: 'bold', formatter: figure(entry.fraction, numbers) },
        })),
      },
    ],
  }
}

/** Percent without its sign: twelve cells stand side by side. */
function figure(fraction: number, numbers: ChartNumbers): string {
  return numbers.percent(fraction).replace('%', '')
}

function monthText(item: unknown, months: readonly MonthReturn[], currency: string, numbers: ChartNumbers): string {
  if (typeof item !== 'object' || item === null || !('value' in item) || !Array.isArray(item.value)) return ''
  const [column, , fraction, index] = item.value.map(Number)
  const month = months.filter((entry) => Number.isFinite(entry.fraction))[index ?? -1]
  if (month === undefined) return ''
  const lines = [
    `${NAMES[column ?? 0]} ${month.year}`,
    `<b>${numbers.percent(fraction ?? Number.NaN, 2)}</b> of the equity at its start`,
    `${numbers.compact(month.profit)} ${escapeText(currency)}`,
    ...(month.complete ? [] : ['* not every day of it is in the tests']),
  ]
  return lines.join('<br>')
}
