import type { LineSeriesOption } from 'echarts'
import { percentText } from './compactNumber.ts'
import { niceTicks } from './niceTicks.ts'
import type { Palette } from './palette.ts'
import { emptyPanel, type MarkLineData, type Panel } from './panel.ts'

/** Mean net return of one cell with its bootstrap interval, as fractions. */
export type ExpectancyCell = {
  readonly label: string
  readonly mean: number
  readonly low: number
  readonly high: number
  /** Benjamini-Yekutieli q over all planned cells. */
  readonly qValue: number
}

/** Forest plot: one row a cell, first cell on top, interval as a line and mean as a dot. */
export function expectancyPanel(cells: readonly ExpectancyCell[], colors: Palette): Panel {
  const title = 'Net expectancy per event, with its bootstrap interval'
  if (cells.length === 0) return emptyPanel(title, 'No cell had enough events')
  const ticks = niceTicks(
    Math.min(0, ...cells.map((cell) => cell.low)),
    Math.max(0, ...cells.map((cell) => cell.high)),
    6,
  )
  const digits = ticks[1]! - ticks[0]! < 0.0099 ? (ticks[1]! - ticks[0]! < 0.00099 ? 2 : 1) : 0
  // Rows count from 1: a tick at 0 would be drawn as a zero line.
  const rowOf = (index: number) => cells.length - index
  return {
    title,
    subtitle: 'Filled: q at or below 0.10 over all planned cells',
    x: {
      min: ticks[0]!,
      max: ticks.at(-1)!,
      ticks: ticks.map((value) => ({ value, label: percentText(value, digits) })),
    },
    y: {
      min: 0.4,
      max: cells.length + 0.6,
      ticks: cells.map((cell, index) => ({ value: rowOf(index), label: cell.label })),
    },
    xLines: true,
    xLabels: true,
    series: [
      intervals(cells, rowOf, colors),
      {
        type: 'scatter',
        silent: true,
        symbolSize: 9,
        z: 5,
        data: cells.map((cell, index) => ({ value: [cell.mean, rowOf(index)], itemStyle: dotStyle(cell, colors) })),
      },
    ],
    legend: [],
    emptyText: null,
  }
}

function dotStyle(cell: ExpectancyCell, colors: Palette) {
  const color = cell.mean < 0 ? colors.loss : colors.gain
  return { color: cell.qValue <= 0.1 ? color : colors.background, borderColor: color, borderWidth: 1.8 }
}

function intervals(
  cells: readonly ExpectancyCell[],
  rowOf: (index: number) => number,
  colors: Palette,
): LineSeriesOption {
  return {
    type: 'line',
    data: [],
    silent: true,
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      precision: 15,
      z: 4,
      label: { show: false },
      data: [zeroLine(colors), ...cells.map((cell, index) => interval(cell, rowOf(index), colors))],
    },
  }
}

function zeroLine(colors: Palette) {
  return { xAxis: 0, lineStyle: { type: 'solid' as const, width: 1.4, color: colors.axisLine } }
}

function interval(cell: ExpectancyCell, row: number, colors: Palette): MarkLineData[number] {
  const lineStyle = { type: 'solid' as const, width: 2, color: cell.mean < 0 ? colors.loss : colors.gain }
  return [{ coord: [cell.low, row], lineStyle }, { coord: [cell.high, row] }]
}
