import type { EChartsOption } from 'echarts'
import { type Palette, palette, type Theme } from '../palette.ts'
import { sampleLine } from '../sampleLine.ts'

/** `dayStartMs` and `equity` have one length; money in the quote currency. */
export type NamedEquity = {
  readonly name: string
  readonly dayStartMs: readonly number[]
  readonly equity: readonly number[]
  readonly startCapital: number
}

const MOST_POINTS = 1_500

/**
 * Equity of several runs over one time axis. With different start capitals each line is divided by its own, so that the shapes can be
 * compared. The second line is dashed: colour is not the only difference.
 */
export function equityOverlayOption(lines: readonly NamedEquity[], currency: string, theme: Theme): EChartsOption {
  const colors = palette(theme)
  const relative = areRelative(lines)
  return {
    animation: false,
    color: [...colors.lines],
    grid: { left: 8, right: 16, top: 38, bottom: 6, containLabel: true },
    legend: {
      top: 0,
      left: 0,
      itemGap: 18,
      itemWidth: 32,
      // The line alone, with its dashes.
      itemStyle: { opacity: 0 },
      textStyle: { color: colors.text, fontSize: 12 },
    },
    tooltip: { trigger: 'axis' },
    xAxis: {
      type: 'time',
      axisLine: { lineStyle: { color: colors.axisLine } },
      axisLabel: { color: colors.muted, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      scale: true,
      name: relative ? 'multiple of start capital' : currency,
      nameTextStyle: { color: colors.muted, align: 'left' },
      axisLabel: { color: colors.muted },
      splitLine: { lineStyle: { color: colors.gridLine } },
    },
    series: lines.map((line, index) => ({
      type: 'line' as const,
      name: line.name,
      data: pointsOf(line, relative),
      showSymbol: false,
      lineStyle: { width: 1.8, type: index === 0 ? ('solid' as const) : ('dashed' as const) },
      color: lineColor(index, colors),
    })),
  }
}

/** True where all lines lie on each other. */
export function areEqual(lines: readonly NamedEquity[]): boolean {
  const [first] = lines
  return lines.every(
    (line) =>
      line.startCapital === first?.startCapital &&
      line.equity.length === first.equity.length &&
      line.equity.every((value, row) => value === first.equity[row] && line.dayStartMs[row] === first.dayStartMs[row]),
  )
}

/** True where the lines do not begin with the same capital. */
export function areRelative(lines: readonly NamedEquity[]): boolean {
  return lines.some((line) => line.startCapital !== lines[0]?.startCapital)
}

function pointsOf(line: NamedEquity, relative: boolean): [number, number][] {
  const divisor = relative && line.startCapital > 0 ? line.startCapital : 1
  return sampleLine(line.dayStartMs, line.equity, MOST_POINTS).map((row) => [
    line.dayStartMs[row]!,
    line.equity[row]! / divisor,
  ])
}

function lineColor(index: number, colors: Palette): string {
  const order = [0, 4, 3, 2, 1]
  return colors.lines[order[index % order.length]!]!
}
