import type { LineSeriesOption, SeriesOption } from 'echarts'
import type { Tick } from './timeTicks.ts'

export type MarkLineData = NonNullable<NonNullable<LineSeriesOption['markLine']>['data']>

/** Plot area in pixels; the panel's title stands above it and the tick labels around it. */
export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

export type Axis = { readonly min: number; readonly max: number; readonly ticks: readonly Tick[] }

/** One panel of a picture: its own axes, data in axis units, every label already a string (no functions: see `composePanels`). */
export type Panel = {
  readonly title: string
  readonly subtitle: string
  readonly x: Axis
  readonly y: Axis
  /** Vertical lines at the x ticks; off where bars already say the place. */
  readonly xLines: boolean
  /** Horizontal lines at the y ticks; left out: on. */
  readonly yLines?: boolean
  readonly xLabels: boolean
  readonly series: readonly SeriesOption[]
  readonly legend: readonly LegendEntry[]
  /** Said in the middle of the plot when there is nothing to draw. */
  readonly emptyText: string | null
}

export type LegendEntry = { readonly name: string; readonly color: string; readonly shape: 'line' | 'area' }

export type PlacedPanel = { readonly panel: Panel; readonly box: Box }

export function emptyPanel(title: string, emptyText: string): Panel {
  const axis: Axis = { min: 0, max: 1, ticks: [] }
  return { title, subtitle: '', x: axis, y: axis, xLines: false, xLabels: false, series: [], legend: [], emptyText }
}
