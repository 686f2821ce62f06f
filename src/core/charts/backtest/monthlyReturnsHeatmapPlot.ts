import type { ScatterSeriesOption } from 'echarts'
import { percentText } from '../compactNumber.ts'
import { mixedColor } from '../mixedColor.ts'
import { type Palette, palette, type Theme } from '../palette.ts'
import { type Box, emptyPanel, type Panel } from '../panel.ts'
import type { SizedChart } from '../panelChart.ts'
import { NO_TRADES } from '../plotText.ts'
import { backtestFrame, FULL_WIDTH, PLOT_LEFT } from './backtestFrame.ts'
import type { BacktestPicture, PicturedMonth } from './backtestPicture.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** The column of the year stands a little apart. */
const YEAR_COLUMN = 12.25
const COLUMNS = 13.25
const TALLEST_ROW = 108

/** Return of each month, a row a year, newest at the top, with the year's at the right. Colours are symmetric about zero and strongest at the largest move. */
export function monthlyReturnsHeatmapPlot(picture: BacktestPicture, theme: Theme): SizedChart {
  const colors = palette(theme)
  const years = yearsOf(picture.months)
  const needed = years.length === 0 ? undefined : years.length * TALLEST_ROW
  const place = (top: number, bottom: number) => {
    const box = { left: PLOT_LEFT, width: FULL_WIDTH, top, height: bottom - top }
    return [{ panel: heatmapPanel(picture, years, box, colors), box }]
  }
  return backtestFrame(picture, 'Monthly returns', colors, place, needed)
}

type Cell = { readonly column: number; readonly row: number; readonly fraction: number; readonly complete: boolean }

/** Newest first, without gaps. */
function yearsOf(months: readonly PicturedMonth[]): readonly number[] {
  const all = months.map((month) => month.year)
  if (all.length === 0) return []
  const newest = Math.max(...all)
  return Array.from({ length: newest - Math.min(...all) + 1 }, (_, row) => newest - row)
}

function heatmapPanel(picture: BacktestPicture, years: readonly number[], box: Box, colors: Palette): Panel {
  const known = picture.months.filter((month) => Number.isFinite(month.fraction))
  if (!known.some((month) => month.fraction !== 0)) return emptyPanel('Return of each month', NO_TRADES)
  const cells = known.map(
    (month): Cell => ({
      column: month.month,
      row: years.indexOf(month.year),
      fraction: month.fraction,
      complete: month.complete,
    }),
  )
  const totals = yearCells(years, known)
  const partial = [...cells, ...totals].some((cell) => !cell.complete)
  const gained = known.filter((month) => month.fraction > 0).length
  return {
    title: `Return of each month, % of the equity at its start: ${gained} of ${known.length} gained${partial ? '. * not all of it is in the test' : ''}`,
    subtitle: '',
    x: {
      min: 0,
      max: COLUMNS,
      ticks: [
        ...MONTHS.map((label, month) => ({ value: month + 0.5, label })),
        { value: YEAR_COLUMN + 0.5, label: 'Year' },
      ],
    },
    y: { min: -years.length, max: 0, ticks: years.map((year, row) => ({ value: -row - 0.5, label: String(year) })) },
    xLines: false,
    yLines: false,
    xLabels: true,
    series: [cellSeries(cells, totals, years.length, box, colors)],
    legend: [],
    emptyText: null,
  }
}

function yearCells(years: readonly number[], months: readonly PicturedMonth[]): readonly Cell[] {
  return years.flatMap((year, row) => {
    const own = months.filter((month) => month.year === year)
    if (own.length === 0) return []
    const fraction = own.reduce((wealth, month) => wealth * (1 + month.fraction), 1) - 1
    const complete = own.length === 12 && own.every((month) => month.complete)
    return [{ column: YEAR_COLUMN, row, fraction, complete }]
  })
}

/** Rectangles of the size of a cell, their figures inside. Years have a scale of their own where they move further, so that they do not pale the months. */
function cellSeries(
  months: readonly Cell[],
  years: readonly Cell[],
  rows: number,
  box: Box,
  colors: Palette,
): ScatterSeriesOption {
  const size = [box.width / COLUMNS - 3, box.height / rows - 3]
  const reach = (cells: readonly Cell[]) => cells.reduce((most, cell) => Math.max(most, Math.abs(cell.fraction)), 1e-9)
  const drawn = (cells: readonly Cell[], most: number, bold: boolean) =>
    cells.map((cell) => ({
      value: [cell.column + 0.5, -cell.row - 0.5],
      itemStyle: { color: shade(cell.fraction / most, colors), opacity: 1 },
      label: {
        show: true,
        position: 'inside' as const,
        formatter: `${percentText(cell.fraction)}${cell.complete ? '' : '*'}`,
        color: colors.text,
        fontSize: rows > 18 ? 12 : 15,
        fontWeight: bold ? (600 as const) : (400 as const),
      },
    }))
  return {
    type: 'scatter',
    symbol: 'rect',
    symbolSize: size,
    silent: true,
    clip: false,
    data: [...drawn(months, reach(months), false), ...drawn(years, reach([...months, ...years]), true)],
  }
}

/** From the plain fill at 0 to the colour of gains or losses at 1. */
function shade(strength: number, colors: Palette): string {
  const target = strength < 0 ? colors.histogramLoss : colors.histogram
  return mixedColor(colors.chipFill, target, Math.abs(strength))
}
