import type { LineSeriesOption, SeriesOption } from 'echarts'
import { compactNumber } from './compactNumber.ts'
import type { EquityBand, EquityLine, Evidence } from './evidence.ts'
import { logTicks, niceTicks } from './niceTicks.ts'
import type { Palette } from './palette.ts'
import { type Axis, emptyPanel, type LegendEntry, type Panel } from './panel.ts'
import { highest, lowest, NO_TRADES, numberTicks } from './plotText.ts'
import { sampleLine } from './sampleLine.ts'
import { timeTicks } from './timeTicks.ts'

const MOST_POINTS = 1500
/** Above this ratio of highest to lowest equity a linear axis would hide the early years. */
const LOG_FROM_RATIO = 5

/** Equity lines with the band between two quantiles; a log axis where the range calls for it and nothing reached zero. */
export function equityPanel(evidence: Evidence, timeAxis: Axis, colors: Palette): Panel {
  const title = `Equity, ${evidence.quoteCurrency}`
  const lines = evidence.lines.filter((line) => line.equity.length > 0)
  if (!hasTraded(evidence)) return emptyPanel(title, NO_TRADES)
  const values = [evidence.startCapital, ...lines.flatMap((line) => line.equity)]
  if (evidence.band) values.push(...evidence.band.low, ...evidence.band.high)
  const low = lowest(values)
  const high = highest(values)
  const logarithmic = low > 0 && high / low >= LOG_FROM_RATIO
  const scale = logarithmic ? Math.log10 : (value: number) => value
  return {
    title: logarithmic ? `${title} (log scale)` : title,
    subtitle: '',
    x: timeAxis,
    y: logarithmic ? logAxis(low, high) : linearAxis(low, high),
    xLines: true,
    xLabels: false,
    series: [
      ...(evidence.band ? bandSeries(evidence.band, scale, colors) : []),
      ...lines.map((line, index) => lineSeries(line, index, scale, colors)).reverse(),
      startLine(evidence.startCapital, scale, colors),
    ],
    legend: legendOf(evidence, lines, colors),
    emptyText: null,
  }
}

/** False where no line ever leaves the start capital. */
export function hasTraded(evidence: Evidence): boolean {
  return evidence.lines.some((line) => line.equity.some((value) => value !== evidence.startCapital))
}

/** The days that any line or the band covers, with round ticks. */
export function timeAxisOf(evidence: Evidence, mostTicks: number): Axis {
  const days = [...evidence.lines.flatMap((line) => line.dayStartMs), ...(evidence.band?.dayStartMs ?? [])]
  if (days.length === 0) return { min: 0, max: 1, ticks: [] }
  const min = lowest(days)
  const max = Math.max(highest(days), min + 86_400_000)
  return { min, max, ticks: timeTicks(min, max, mostTicks) }
}

function lineSeries(line: EquityLine, index: number, scale: (v: number) => number, colors: Palette): LineSeriesOption {
  const scaled = line.equity.map(scale)
  return {
    type: 'line',
    name: lineName(line),
    data: sampleLine(line.dayStartMs, scaled, MOST_POINTS).map((row) => [line.dayStartMs[row]!, scaled[row]!]),
    showSymbol: false,
    silent: true,
    z: index === 0 ? 4 : 3,
    color: lineColor(index, colors),
    lineStyle: { width: index === 0 ? 2.4 : 1.6, color: lineColor(index, colors), join: 'round' },
  }
}

function bandSeries(band: EquityBand, scale: (value: number) => number, colors: Palette): readonly SeriesOption[] {
  // Both edges keep the same rows, because stacking adds them row by row.
  const every = Math.max(1, Math.ceil(band.dayStartMs.length / MOST_POINTS))
  const rows = band.dayStartMs.map((_, row) => row).filter((row, _, all) => row % every === 0 || row === all.length - 1)
  const edge = { type: 'line', stack: 'band', stackStrategy: 'all', showSymbol: false, silent: true, z: 1 } as const
  return [
    { ...edge, lineStyle: { opacity: 0 }, data: rows.map((row) => [band.dayStartMs[row]!, scale(band.low[row]!)]) },
    {
      ...edge,
      name: band.name,
      color: colors.band,
      lineStyle: { opacity: 0 },
      areaStyle: { color: colors.band, opacity: 0.75 },
      data: rows.map((row) => [band.dayStartMs[row]!, scale(band.high[row]!) - scale(band.low[row]!)]),
    },
  ]
}

function startLine(startCapital: number, scale: (value: number) => number, colors: Palette): LineSeriesOption {
  return {
    type: 'line',
    data: [],
    silent: true,
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      precision: 15,
      z: 2,
      lineStyle: { type: 'dashed', width: 1.2, color: colors.axisLine },
      label: { show: true, position: 'end', distance: 6, color: colors.muted, fontSize: 12, formatter: 'start' },
      data: [{ yAxis: scale(startCapital) }],
    },
  }
}

function legendOf(evidence: Evidence, lines: readonly EquityLine[], colors: Palette): readonly LegendEntry[] {
  const entries: LegendEntry[] = lines.map((line, index) => ({
    name: lineName(line),
    color: lineColor(index, colors),
    shape: 'line',
  }))
  if (evidence.band) entries.push({ name: evidence.band.name, color: colors.band, shape: 'area' })
  return entries
}

function lineName(line: EquityLine): string {
  return `${line.name}: ends at ${compactNumber(line.equity.at(-1)!)}`
}

function lineColor(index: number, colors: Palette): string {
  return colors.lines[index % colors.lines.length]!
}

function linearAxis(low: number, high: number): Axis {
  const ticks = niceTicks(low, high, 5)
  return { min: ticks[0]!, max: ticks.at(-1)!, ticks: numberTicks(ticks) }
}

function logAxis(low: number, high: number): Axis {
  const room = (Math.log10(high) - Math.log10(low)) * 0.04
  const ticks = logTicks(low, high, 8).map((value) => ({ value: Math.log10(value), label: compactNumber(value) }))
  return { min: Math.log10(low) - room, max: Math.log10(high) + room, ticks }
}
