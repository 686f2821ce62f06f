import type { EChartsOption } from 'echarts'
import { palette, type Theme } from '../palette.ts'
import { sampleLine } from '../sampleLine.ts'
import { dayText, escapeText, pointedAt, resultAxis, resultTimeAxis, resultTooltip } from './resultStyle.ts'

export type DailyLinePicture = {
  readonly name: string
  /** Ascending, of one length with `values`. */
  readonly dayStartMs: readonly number[]
  /** A NaN is left out. */
  readonly values: ArrayLike<number>
  readonly text: (value: number) => string
  /** Fills the area to zero. */
  readonly filled: boolean
  /** A value that is marked by a dashed line, as a mean over the whole. */
  readonly level: { readonly value: number; readonly label: string } | null
  /** The axis fits the values and need not hold zero. */
  readonly scaled: boolean
  readonly theme: Theme
}

const MOST_POINTS = 2_000

/** One value a UTC day. */
export function dailyLineOption(picture: DailyLinePicture): EChartsOption {
  const { name, text, filled, level, scaled, theme } = picture
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const points = knownPoints(picture)
  return {
    animation: false,
    useUTC: true,
    backgroundColor: 'transparent',
    grid: { left: 50, right: 14 + (level?.label.length ?? 0) * 6, top: 14, bottom: 26 },
    tooltip: { ...resultTooltip(colors), trigger: 'axis', formatter: (items: unknown) => lineText(items, name, text) },
    xAxis: {
      ...resultTimeAxis(colors),
      splitNumber: 4,
      min: picture.dayStartMs[0] ?? 0,
      max: picture.dayStartMs.at(-1) ?? 1,
    },
    yAxis: {
      ...axis,
      type: 'value',
      scale: scaled,
      splitNumber: 4,
      axisLabel: { ...axis.axisLabel, formatter: (value: number) => text(value) },
    },
    series: [
      {
        type: 'line',
        name,
        showSymbol: false,
        color: colors.lines[0]!,
        lineStyle: { width: filled ? 0.8 : 1.6 },
        ...(filled ? { areaStyle: { color: colors.band, opacity: 0.9, origin: 0 } } : {}),
        data: points,
        ...(level === null ? {} : { markLine: levelLine(level, colors.text) }),
      },
    ],
  }
}

function knownPoints({ dayStartMs, values }: DailyLinePicture): [number, number][] {
  const rows = dayStartMs.map((_, row) => row).filter((row) => Number.isFinite(values[row]!))
  const times = rows.map((row) => dayStartMs[row]!)
  const known = rows.map((row) => values[row]!)
  return sampleLine(times, known, MOST_POINTS).map((row) => [times[row]!, known[row]!])
}

function levelLine(level: { readonly value: number; readonly label: string }, color: string) {
  return {
    silent: true,
    symbol: 'none' as const,
    precision: 15,
    lineStyle: { color, type: 'dashed' as const, width: 1.2 },
    label: { position: 'end' as const, distance: 4, color, fontSize: 11, formatter: level.label },
    data: [{ yAxis: level.value }],
  }
}

function lineText(items: unknown, name: string, text: (value: number) => string): string {
  const [point] = pointedAt(items)
  if (point === undefined) return ''
  return `${dayText(point.value[0]!)}<br>${escapeText(name)}&ensp;<b>${text(point.value[1] ?? Number.NaN)}</b>`
}
