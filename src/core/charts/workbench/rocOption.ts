import type { EChartsOption, LineSeriesOption } from 'echarts'
import { type Palette, palette, type Theme } from '../palette.ts'
import { sampleLine } from '../sampleLine.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { pointedAt, resultAxis, resultLegend, resultTooltip } from './resultStyle.ts'

/** Columns of one length from (0, 0) to (1, 1), fractions. */
export type RocCurve = {
  readonly threshold: readonly number[]
  readonly falsePositiveRate: readonly number[]
  readonly truePositiveRate: readonly number[]
}

export type RocPicture = {
  readonly name: string
  readonly curve: RocCurve
  /** Drawn faint behind it, to show how far single folds spread. */
  readonly behind: readonly RocCurve[]
  /** What the rates are of; gains and losses where left out. */
  readonly words?: { readonly positives: string; readonly negatives: string }
  readonly theme: Theme
  readonly numbers: ChartNumbers
}

const GAINS = { positives: 'Gains taken', negatives: 'Losses taken' }

const CHANCE = 'Chance'
const SINGLE = 'Single folds'
const MOST_POINTS = 600

/** Gains found against losses let through, over all thresholds. The dashed diagonal knows nothing. */
export function rocOption({ name, curve, behind, words = GAINS, theme, numbers }: RocPicture): EChartsOption {
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const rate = (text: string) => ({
    ...axis,
    type: 'value' as const,
    min: 0,
    max: 1,
    interval: 0.25,
    name: text,
    nameLocation: 'middle' as const,
    axisLabel: { ...axis.axisLabel, formatter: (value: number) => numbers.percent(value, 0) },
  })
  return {
    animation: false,
    backgroundColor: 'transparent',
    legend: { ...resultLegend(colors), data: [name, ...(behind.length > 0 ? [SINGLE] : []), CHANCE] },
    tooltip: {
      ...resultTooltip(colors),
      trigger: 'axis',
      formatter: (items: unknown) => pointText(items, name, words, numbers),
    },
    grid: { left: 62, right: 18, top: 32, bottom: 44 },
    xAxis: { ...rate(words.negatives), nameGap: 26 },
    yAxis: { ...rate(words.positives), nameGap: 44 },
    series: [
      {
        type: 'line',
        name: CHANCE,
        silent: true,
        tooltip: { show: false },
        symbol: 'none',
        color: colors.muted,
        lineStyle: { type: 'dashed', width: 1.2 },
        data: [
          [0, 0],
          [1, 1],
        ],
      },
      ...behind.map((fold) => faintLine(fold, colors)),
      {
        type: 'line',
        name,
        symbol: 'circle',
        symbolSize: 7,
        showSymbol: false,
        color: colors.gain,
        lineStyle: { width: 2 },
        data: pointsOf(curve),
      },
    ],
  }
}

function faintLine(curve: RocCurve, colors: Palette): LineSeriesOption {
  return {
    type: 'line',
    name: SINGLE,
    silent: true,
    // Else the pointer keeps to the nearest of all lines.
    tooltip: { show: false },
    symbol: 'none',
    color: colors.axisLine,
    lineStyle: { width: 1, opacity: 0.8 },
    data: pointsOf(curve).map(([x, y]) => [x, y]),
  }
}

function pointsOf({ threshold, falsePositiveRate, truePositiveRate }: RocCurve) {
  const rows = sampleLine(falsePositiveRate, truePositiveRate, MOST_POINTS)
  return rows.map((row): [number, number, number | string] => [
    falsePositiveRate[row]!,
    truePositiveRate[row]!,
    Number.isFinite(threshold[row]!) ? threshold[row]! : '-',
  ])
}

function pointText(items: unknown, name: string, words: typeof GAINS, numbers: ChartNumbers): string {
  const point = pointedAt(items).find(({ seriesName }) => seriesName === name)
  if (point === undefined) return ''
  const [losses, gains, threshold] = point.value
  const from = Number.isFinite(threshold) ? `Taken from ${numbers.percent(threshold!, 1)} on` : 'Nothing taken'
  return `${from}<br>${words.positives} <b>${numbers.percent(gains!, 1)}</b><br>${words.negatives} <b>${numbers.percent(losses!, 1)}</b>`
}
