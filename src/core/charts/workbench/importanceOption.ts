import type { EChartsOption } from 'echarts'
import { palette, type Theme } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import type { ImportanceRow } from './importanceRows.ts'
import { escapeText, resultAxis, resultLegend, resultTooltip } from './resultStyle.ts'

export type ImportancePicture = {
  /** The first at the top. */
  readonly rows: readonly ImportanceRow[]
  /** What the spread is of: `folds` or `shuffles`. */
  readonly spreadOver: string
  /** What rises; the log loss in nats where left out. */
  readonly loss?: { readonly name: string; readonly unit: string } | undefined
  readonly theme: Theme
  readonly numbers: ChartNumbers
}

const ROW_PX = 20
const SINGLE = 'A fold'
const LOG_LOSS = { name: 'log loss', unit: 'nats' }

/** Pixels that all rows need. */
export function importanceHeight(rows: number): number {
  return 88 + rows * ROW_PX
}

/** Mean rise of the log loss of each feature with one standard deviation to either side, and each fold's own value. Right of zero the model needs it. */
export function importanceOption({
  rows,
  spreadOver,
  loss = LOG_LOSS,
  theme,
  numbers,
}: ImportancePicture): EChartsOption {
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const single = rows.some(({ folds }) => folds.length > 1)
  const spread = `One standard deviation over ${spreadOver}`
  const widest = rows.reduce((most, row) => Math.max(most, row.name.length), 0)
  return {
    animation: false,
    backgroundColor: 'transparent',
    legend: { ...resultLegend(colors), data: ['Mean', spread, ...(single ? [SINGLE] : [])] },
    tooltip: {
      ...resultTooltip(colors),
      formatter: (item: unknown) => rowText(rows, item, spreadOver, loss.unit, numbers),
    },
    grid: { left: Math.min(210, 14 + widest * 6.6), right: 18, top: 30, bottom: 44 },
    xAxis: {
      ...axis,
      type: 'value',
      name: `Rise of the ${loss.name} when the feature is shuffled${loss.unit === '' ? '' : `, ${loss.unit}`}`,
      nameLocation: 'middle',
      nameGap: 26,
      axisLine: { show: false },
      axisLabel: { ...axis.axisLabel, formatter: numbers.compact },
    },
    yAxis: {
      ...axis,
      type: 'category',
      inverse: true,
      data: rows.map(({ name }) => name),
      axisTick: { show: false },
      axisLine: { onZero: true, lineStyle: { color: colors.axisLine, width: 1.4 } },
      splitLine: { show: true, lineStyle: { color: colors.gridLine, opacity: 0.6 } },
      axisLabel: { ...axis.axisLabel, color: colors.text, interval: 0, width: 196, overflow: 'truncate' },
    },
    series: [
      {
        type: 'line',
        name: spread,
        silent: true,
        symbol: 'none',
        color: colors.gain,
        lineStyle: { width: 1.6 },
        data: rows.flatMap(({ mean, deviation }, row) =>
          deviation === null
            ? []
            : [
                [mean - deviation, row],
                [mean + deviation, row],
                ['-', '-'],
              ],
        ),
      },
      {
        type: 'scatter',
        name: SINGLE,
        symbolSize: 6,
        itemStyle: { color: 'transparent', borderColor: colors.muted, borderWidth: 1.2 },
        data: rows.flatMap(({ folds }, row) =>
          folds.length > 1 ? folds.map(({ rise, fold }) => [rise, row, fold]) : [],
        ),
      },
      {
        type: 'scatter',
        name: 'Mean',
        symbol: 'diamond',
        symbolSize: 10,
        color: colors.gain,
        data: rows.map(({ mean }, row) => [mean, row]),
      },
    ],
  }
}

function rowText(
  rows: readonly ImportanceRow[],
  item: unknown,
  spreadOver: string,
  unit: string,
  numbers: ChartNumbers,
): string {
  if (typeof item !== 'object' || item === null || !('value' in item) || !Array.isArray(item.value)) return ''
  const row = rows[Number(item.value[1])]
  if (row === undefined) return ''
  const spread = row.deviation === null ? '' : `, deviation over ${spreadOver} ${numbers.compact(row.deviation)}`
  const folds = row.folds.map(({ fold, rise }) => `Fold ${fold + 1}: ${numbers.compact(rise)}`)
  return [
    escapeText(row.name),
    `Mean rise <b>${numbers.compact(row.mean)}</b>${unit === '' ? '' : ` ${unit}`}${spread}`,
    ...(folds.length > 1 ? folds : []),
  ].join('<br>')
}
