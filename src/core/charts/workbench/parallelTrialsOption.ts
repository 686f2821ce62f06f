import type { EChartsOption } from 'echarts'
import { type Palette, palette, type Theme } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { markStyle, type TrialMark } from './trialMarks.ts'

/** A vertical axis. `choices`: names of values that are no numbers; `isShare`: fractions, shown as percent. */
export type TrialAxis = {
  readonly column: string
  readonly title: string
  readonly choices: readonly string[] | null
  readonly isShare: boolean
}

export type ParallelTrials = {
  readonly axes: readonly TrialAxis[]
  readonly rows: readonly number[]
  readonly values: Readonly<Record<string, readonly (number | null)[]>>
  /** Column whose values colour the lines. */
  readonly colored: string
  readonly marks: readonly TrialMark[]
  readonly theme: Theme
  readonly numbers: ChartNumbers
}

/** Many lines are drawn fainter, so that where they lie close is seen. */
function lineOpacity(lines: number): number {
  return Math.max(0.06, Math.min(0.5, 120 / lines))
}

/** A line a trial through its parameters and figures, from orange (low) to blue (high); those without a coloured value are grey. A range drawn on an axis keeps the trials in it. */
export function parallelTrialsOption(picture: ParallelTrials): EChartsOption {
  const { axes, rows, values, colored, marks, theme, numbers } = picture
  const colors = palette(theme)
  const dimension = axes.findIndex(({ column }) => column === colored)
  const lines = rows.map((_, at) => axes.map((axis) => cellOf(axis, values[axis.column]?.[at] ?? null)))
  const known = (values[colored] ?? []).filter((value) => value !== null)
  const marked = new Set(marks.map(({ row }) => row))
  return {
    animation: false,
    backgroundColor: 'transparent',
    legend: { top: 0, left: 0, data: marks.map(({ kind }) => markStyle(kind, colors).name), itemWidth: 22 },
    parallel: {
      left: 44,
      right: 56,
      top: 58,
      bottom: 20,
      axisExpandable: false,
      parallelAxisDefault: axisStyle(colors),
    },
    parallelAxis: axes.map((axis, dim) => parallelAxis(axis, dim, numbers)),
    visualMap: {
      show: false,
      type: 'continuous',
      seriesIndex: 0,
      dimension: Math.max(0, dimension),
      min: lowest(known),
      max: highest(known),
      inRange: { color: [colors.loss, colors.axisLine, colors.gain] },
      outOfRange: { color: [colors.axisLine] },
    },
    series: [
      {
        type: 'parallel',
        name: 'Trials',
        silent: true,
        progressive: 500,
        lineStyle: { width: 1, opacity: lineOpacity(lines.length) },
        inactiveOpacity: 0.03,
        activeOpacity: 0.6,
        data: lines.filter((_, at) => !marked.has(rows[at]!)),
      },
      ...marks.map((mark) => {
        const { name, color } = markStyle(mark.kind, colors)
        const at = rows.indexOf(mark.row)
        const type = mark.kind === 'best' ? ('solid' as const) : ('dashed' as const)
        return {
          type: 'parallel' as const,
          name,
          color,
          silent: true,
          z: 5,
          lineStyle: { width: 3, opacity: 1, color, type },
          inactiveOpacity: 0.7,
          data: at < 0 ? [] : [lines[at]!],
        }
      }),
    ],
  }
}

/** A place that has no value breaks the line. */
function cellOf({ choices }: TrialAxis, value: number | null): number | string {
  if (value === null) return '-'
  return choices === null ? value : (choices[value] ?? '-')
}

function parallelAxis({ title, choices, isShare }: TrialAxis, dim: number, numbers: ChartNumbers) {
  if (choices !== null) return { dim, id: axisId(dim), name: title, type: 'category' as const, data: [...choices] }
  const formatter = (value: number) => (isShare ? shareText(value, numbers) : numbers.compact(value))
  return { dim, id: axisId(dim), name: title, type: 'value' as const, scale: true, axisLabel: { formatter } }
}

/** `Chart` reads the number of an axis at its end. */
function axisId(dim: number): string {
  return `axis ${dim}`
}

function shareText(value: number, numbers: ChartNumbers): string {
  return Math.abs(value) < 10 ? numbers.percent(value, 0) : `${numbers.compact(value * 100)}%`
}

function axisStyle(colors: Palette) {
  return {
    nameLocation: 'end' as const,
    nameGap: 12,
    nameTextStyle: { color: colors.text, fontSize: 11 },
    axisLine: { lineStyle: { color: colors.axisLine } },
    axisTick: { lineStyle: { color: colors.axisLine } },
    axisLabel: { color: colors.muted, fontSize: 10 },
    splitLine: { show: false },
    areaSelectStyle: { borderColor: colors.gain, color: colors.band, opacity: 0.5, width: 16 },
  }
}

function lowest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), values[0] ?? 0)
}

function highest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), values[0] ?? 1)
}
