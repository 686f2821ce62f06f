import type { EChartsOption } from 'echarts'
import { palette, type Theme } from '../palette.ts'
import { sampleLine } from '../sampleLine.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { pointedAt, resultAxis, resultLegend, resultTooltip } from './resultStyle.ts'

/** Columns of one length from the highest threshold down, fractions; `taken` counts events. */
export type PrecisionRecallCurve = {
  readonly threshold: readonly number[]
  readonly precision: readonly number[]
  readonly recall: readonly number[]
  readonly taken: readonly number[]
}

export type PrecisionRecallPicture = {
  readonly name: string
  readonly curve: PrecisionRecallCurve
  /** Share of gains among all events. */
  readonly baseRate: number
  /** What is looked for among what; gains among events where left out. */
  readonly words?: { readonly positives: string; readonly rows: string }
  readonly theme: Theme
  readonly numbers: ChartNumbers
}

const GAINS = { positives: 'gains', rows: 'events' }

const MOST_POINTS = 600

/** Share of gains among what is taken against the share of all gains that is taken. In steps: nothing lies between two thresholds. */
export function precisionRecallOption({
  name,
  curve,
  baseRate,
  words = GAINS,
  theme,
  numbers,
}: PrecisionRecallPicture): EChartsOption {
  const { positives, rows } = words
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const base = `Base rate ${numbers.percent(baseRate, 1)}`
  const share = (text: string) => ({
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
    legend: { ...resultLegend(colors), data: [name, base] },
    tooltip: {
      ...resultTooltip(colors),
      trigger: 'axis',
      formatter: (items: unknown) => pointText(items, name, rows, numbers),
    },
    grid: { left: 62, right: 18, top: 32, bottom: 44 },
    xAxis: { ...share(`Recall: ${positives} taken, of all ${positives}`), nameGap: 26 },
    yAxis: { ...share(`Precision: ${positives}, of what is taken`), nameGap: 44 },
    series: [
      {
        type: 'line',
        name: base,
        silent: true,
        tooltip: { show: false },
        symbol: 'none',
        color: colors.muted,
        lineStyle: { type: 'dashed', width: 1.2 },
        data: [
          [0, baseRate],
          [1, baseRate],
        ],
      },
      {
        type: 'line',
        name,
        step: 'start',
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

/** The first step begins at no recall, as high as its own precision. */
function pointsOf({ threshold, precision, recall, taken }: PrecisionRecallCurve) {
  const rows = sampleLine(recall, precision, MOST_POINTS)
  const points = rows.map((row) => [recall[row]!, precision[row]!, threshold[row]!, taken[row]!])
  const [first] = points
  return first === undefined ? [] : [[0, ...first.slice(1)], ...points]
}

function pointText(items: unknown, name: string, rows: string, numbers: ChartNumbers): string {
  const point = pointedAt(items).find(({ seriesName }) => seriesName === name)
  if (point === undefined) return ''
  const [recall, precision, threshold, taken] = point.value
  return [
    `Taken from ${numbers.percent(threshold!, 1)} on: ${numbers.grouped(taken!)} ${rows}`,
    `Precision <b>${numbers.percent(precision!, 1)}</b>`,
    `Recall <b>${numbers.percent(recall!, 1)}</b>`,
  ].join('<br>')
}
