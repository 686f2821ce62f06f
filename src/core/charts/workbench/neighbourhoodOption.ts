import type { EChartsOption } from 'echarts'
import { type Palette, palette, type Theme } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import type { NeighbourCell, NeighbourRow } from './neighbourhood.ts'
import { escapeText, resultAxis, resultTooltip } from './resultStyle.ts'

const COLUMNS = ['one step lower', 'as judged', 'one step higher']

export function neighbourhoodHeight(rows: readonly NeighbourRow[]): number {
  return 30 + rows.length * 44
}

/**
 * Profit of each neighbour, a row a parameter, with the judged profit in the middle of every row. Colours are symmetric about zero: blue
 * gains, orange loses. A step that the grid does not have is left empty.
 */
export function neighbourhoodOption(
  rows: readonly NeighbourRow[],
  judgedProfit: number | null,
  currency: string,
  theme: Theme,
  numbers: ChartNumbers,
): EChartsOption {
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const cells = rows.flatMap((row, index) => cellsOf(row, index, judgedProfit))
  const reach = cells.reduce((most, cell) => Math.max(most, Math.abs(cell.profit)), 1e-6)
  return {
    animation: false,
    backgroundColor: 'transparent',
    grid: { left: 108, right: 8, top: 24, bottom: 4 },
    tooltip: { ...resultTooltip(colors), formatter: (item: unknown) => cellText(item, cells, currency, numbers) },
    xAxis: {
      ...axis,
      type: 'category',
      position: 'top',
      data: COLUMNS,
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: { ...axis.axisLabel, interval: 0 },
    },
    yAxis: {
      ...axis,
      type: 'category',
      inverse: true,
      data: rows.map((row) => row.parameter),
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: { ...axis.axisLabel, color: colors.text, interval: 0, width: 96, overflow: 'break' },
    },
    visualMap: {
      show: false,
      dimension: 2,
      min: -reach,
      max: reach,
      inRange: { color: [colors.histogramLoss, colors.chipFill, colors.histogram] },
    },
    series: [
      {
        type: 'heatmap',
        data: cells.map((cell) => ({
          value: [cell.column, cell.row, cell.profit],
          label: labelOf(cell, colors, numbers),
        })),
        itemStyle: { borderWidth: 3, borderColor: colors.background },
        emphasis: { itemStyle: { borderColor: colors.text, borderWidth: 1 } },
      },
    ],
  }
}

type Cell = {
  readonly column: number
  readonly row: number
  readonly parameter: string
  readonly value: number
  readonly profit: number
  readonly sharpePerYear: number | null
}

function cellsOf(row: NeighbourRow, index: number, judgedProfit: number | null): readonly Cell[] {
  const judged: NeighbourCell = { value: row.chosen, profit: judgedProfit, sharpePerYear: null }
  return [row.below, judged, row.above].flatMap((cell, column) =>
    cell === null || cell.profit === null
      ? []
      : [{ ...cell, column, row: index, parameter: row.parameter, profit: cell.profit }],
  )
}

function labelOf(cell: Cell, colors: Palette, numbers: ChartNumbers) {
  return {
    show: true,
    color: colors.text,
    fontSize: 11,
    lineHeight: 15,
    formatter: `{b|${numbers.compact(cell.profit)}}\n${numbers.significant(cell.value, 10)}`,
    rich: { b: { fontWeight: 700 as const, fontSize: 12, color: colors.text } },
  }
}

function cellText(item: unknown, cells: readonly Cell[], currency: string, numbers: ChartNumbers): string {
  if (typeof item !== 'object' || item === null || !('dataIndex' in item)) return ''
  const cell = cells[Number(item.dataIndex)]
  if (cell === undefined) return ''
  const lines = [
    `${escapeText(cell.parameter)} = ${numbers.significant(cell.value, 10)}${cell.column === 1 ? ' (chosen)' : ''}`,
    `Profit <b>${numbers.compact(cell.profit)}</b> ${escapeText(currency)}`,
    ...(cell.sharpePerYear === null ? [] : [`Sharpe ratio ${numbers.fixed(cell.sharpePerYear, 2)} a year`]),
  ]
  return lines.join('<br>')
}
