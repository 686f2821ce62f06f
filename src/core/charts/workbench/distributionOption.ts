import type { EChartsOption, LineSeriesOption } from 'echarts'
import { histogramBins } from '../histogramBins.ts'
import { niceTicks } from '../niceTicks.ts'
import { type Palette, palette, type Theme } from '../palette.ts'
import { highest, lowest } from '../plotText.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { resultAxis, resultTooltip } from './resultStyle.ts'

export type DistributionMark = { readonly value: number; readonly label: string; readonly strong: boolean }

export type DistributionPicture = {
  /** Those that are not finite are left out. */
  readonly values: readonly number[]
  readonly marks: readonly DistributionMark[]
  readonly bins: number
  /** What one value is: `days`, `trades`, `resamples`. */
  readonly counted: string
  /** Colours bars below zero as losses. */
  readonly signed: boolean
  readonly text: (value: number) => string
  readonly theme: Theme
  readonly numbers: ChartNumbers
}

/** A histogram with marked values. Zero is an edge of a bin and never inside one. */
export function distributionOption(picture: DistributionPicture): EChartsOption {
  const { counted, signed, text, theme, numbers } = picture
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const values = picture.values.filter(Number.isFinite)
  const marks = picture.marks.filter((mark) => Number.isFinite(mark.value))
  const { min, max, width, counts } = binned(values, marks, picture.bins)
  const middle = (bin: number) => min + (bin + 0.5) * width
  return {
    animation: false,
    backgroundColor: 'transparent',
    grid: { left: 46, right: 22, top: marks.length > 0 ? 34 : 12, bottom: 28 },
    tooltip: {
      ...resultTooltip(colors),
      formatter: (item: unknown) => binText(item, width, counted, text, numbers),
    },
    xAxis: {
      ...axis,
      type: 'value',
      min,
      max,
      splitLine: { show: false },
      axisLabel: { ...axis.axisLabel, formatter: (value: number) => text(value) },
    },
    yAxis: {
      ...axis,
      type: 'value',
      minInterval: 1,
      name: counted,
      nameTextStyle: { ...axis.nameTextStyle, align: 'right' },
    },
    series: [
      {
        type: 'bar',
        barCategoryGap: '6%',
        data: counts.map((count, bin) => ({
          value: [middle(bin), count],
          itemStyle: { color: signed && middle(bin) < 0 ? colors.histogramLoss : colors.histogram },
        })),
      },
      markSeries(marks, max - min, colors),
    ],
  }
}

function binned(values: readonly number[], marks: readonly DistributionMark[], wanted: number) {
  const reach = [...values, ...marks.map((mark) => mark.value)]
  const ticks = reach.length === 0 ? [0, 1] : niceTicks(lowest(reach), highest(reach), 6)
  const min = ticks[0]!
  const max = ticks.at(-1)!
  const steps = ticks.length - 1
  return { min, max, ...histogramBins(values, min, max, steps * Math.max(1, Math.round(wanted / steps))) }
}

/** Share of the width that a label needs: those nearer to each other go to the second line, then lose their label. */
const LABEL_ROOM = 0.14

function markSeries(marks: readonly DistributionMark[], span: number, colors: Palette): LineSeriesOption {
  const strongFirst = [...marks].sort((left, right) => Number(right.strong) - Number(left.strong))
  const rows: number[][] = [[], []]
  const data = strongFirst.map((mark) => {
    const row = rows.findIndex((taken) => taken.every((value) => Math.abs(value - mark.value) >= LABEL_ROOM * span))
    rows[row]?.push(mark.value)
    return {
      xAxis: mark.value,
      lineStyle: { type: mark.strong ? ('solid' as const) : ('dashed' as const), width: mark.strong ? 2.2 : 1.4 },
      label: { show: row >= 0, formatter: mark.label, distance: row === 1 ? 17 : 3 },
    }
  })
  return {
    type: 'line',
    data: [],
    silent: true,
    markLine: {
      silent: true,
      symbol: 'none',
      precision: 15,
      z: 6,
      lineStyle: { color: colors.text },
      label: { position: 'end', color: colors.text, fontSize: 11, fontWeight: 600 },
      data,
    },
  }
}

function binText(
  item: unknown,
  width: number,
  counted: string,
  text: (value: number) => string,
  numbers: ChartNumbers,
): string {
  if (typeof item !== 'object' || item === null || !('value' in item) || !Array.isArray(item.value)) return ''
  const [middle = 0, count = 0] = item.value.map(Number)
  return `${text(middle - width / 2)} to ${text(middle + width / 2)}<br><b>${numbers.grouped(count)}</b> ${counted}`
}
