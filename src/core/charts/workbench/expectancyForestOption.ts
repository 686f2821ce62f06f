import type { EChartsOption, SeriesOption } from 'echarts'
import type { Palette } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'

/** Fractions of the notional, net of costs. `q`: Benjamini-Yekutieli over all planned cells; null where there is none. */
export type ForestCell = {
  readonly label: string
  readonly mean: number
  readonly low: number
  readonly high: number
  readonly events: number
  readonly q: number | null
}

/** A cell at or below it is drawn filled. */
export const FOREST_Q = 0.1
const GAP = ['-', '-'] as const

function intervals(name: string, cells: readonly ForestCell[], color: string, wanted: (cell: ForestCell) => boolean) {
  const data = cells.flatMap((cell, row) => (wanted(cell) ? [[cell.low, row], [cell.high, row], [...GAP]] : []))
  return {
    name,
    type: 'line',
    silent: true,
    symbol: 'none',
    lineStyle: { color, width: 2 },
    data,
  } satisfies SeriesOption
}

function tooltipText(cell: ForestCell | undefined, numbers: ChartNumbers): string {
  if (cell === undefined) return ''
  const q = cell.q === null ? 'n/a' : numbers.fixed(cell.q, 3)
  return [
    cell.label,
    `Mean ${numbers.percent(cell.mean, 2)}, interval ${numbers.percent(cell.low, 2)} to ${numbers.percent(cell.high, 2)}`,
    `${numbers.grouped(cell.events)} events, q ${q}`,
  ].join('\n')
}

function rowAxis(cells: readonly ForestCell[], colors: Palette): NonNullable<EChartsOption['yAxis']> {
  return {
    type: 'value',
    inverse: true,
    min: -0.6,
    max: cells.length - 0.4,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: {
      color: colors.text,
      fontSize: 11,
      customValues: cells.map((_, row) => row),
      formatter: (row: number) => cells[row]?.label ?? '',
    },
  }
}

/** Forest plot: one row a cell, first cell on top; interval as a line, mean as a dot, filled where q is at or below `FOREST_Q`. */
export function expectancyForestOption(
  cells: readonly ForestCell[],
  colors: Palette,
  numbers: ChartNumbers,
): EChartsOption {
  const color = (cell: ForestCell) => (cell.mean < 0 ? colors.loss : colors.gain)
  const widest = cells.reduce((most, cell) => Math.max(most, Math.abs(cell.low), Math.abs(cell.high)), 0)
  // Ticks of a whole percent need no decimals.
  const digits = widest >= 0.03 ? 0 : 1
  const isFilled = (cell: ForestCell) => cell.q !== null && cell.q <= FOREST_Q
  return {
    animation: false,
    grid: { left: 8, right: 16, top: 8, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'item',
      renderMode: 'richText',
      formatter: (item) => tooltipText(cells[Array.isArray(item) ? -1 : item.dataIndex], numbers),
    },
    xAxis: {
      type: 'value',
      scale: false,
      splitNumber: 4,
      axisLine: { onZero: false, lineStyle: { color: colors.axisLine } },
      axisLabel: {
        color: colors.muted,
        hideOverlap: true,
        formatter: (value: number) => numbers.percent(value, digits),
      },
      splitLine: { lineStyle: { color: colors.gridLine } },
    },
    yAxis: rowAxis(cells, colors),
    series: [
      {
        name: 'Zero',
        type: 'line',
        silent: true,
        symbol: 'none',
        lineStyle: { color: colors.axisLine, width: 1.4 },
        data: [
          [0, -0.6],
          [0, cells.length - 0.4],
        ],
      },
      intervals('Interval of a loss', cells, colors.loss, (cell) => cell.mean < 0),
      intervals('Interval of a gain', cells, colors.gain, (cell) => cell.mean >= 0),
      {
        name: 'Mean',
        type: 'scatter',
        symbolSize: 9,
        data: cells.map((cell, row) => ({
          value: [cell.mean, row],
          itemStyle: {
            color: isFilled(cell) ? color(cell) : colors.background,
            borderColor: color(cell),
            borderWidth: 2,
          },
        })),
      },
    ],
  }
}
