import type { CandlestickSeriesOption, EChartsOption, SeriesOption } from 'echarts'
import type { TimeSpan } from '../../contract/download.ts'
import type { CandlesView } from '../../contract/workbench/views.ts'
import { type Palette, palette, type Theme } from '../palette.ts'

/** Only the columns that are drawn. */
export type CandleColumns = Pick<CandlesView, 'timeMs' | 'open' | 'high' | 'low' | 'close' | 'volume'>

/** How numbers and instants are written; the page knows the reader's locale. */
export type CandleTexts = {
  readonly price: (value: number) => string
  /** A price at which the axis has a label. */
  readonly tick: (value: number) => string
  readonly volume: (value: number) => string
  readonly time: (timeMs: number) => string
  /** Labels of the time axis; null: ECharts' own, which are UTC. */
  readonly axisTime: ((timeMs: number) => string) | null
}

/**
 * `candles`: a window of the series. `overview`: the whole of it, coarse, for the shadow in the slider; `whole` runs from its first bar to the
 * end of its last one. `mark`: a stretch to point out, as a gap.
 */
export type CandlesPicture = {
  readonly candles: CandleColumns
  readonly overview: Pick<CandlesView, 'timeMs' | 'close'>
  readonly whole: TimeSpan
  readonly visible: TimeSpan
  readonly mark: TimeSpan | null
  readonly intervalMs: number
  /** Prices on a log axis. */
  readonly isLog: boolean
  readonly texts: CandleTexts
  readonly theme: Theme
}

/** Ids of the series: merged into a chart, a new window replaces their data and nothing else. */
const CANDLES = 'candles'
const VOLUME = 'volume'
const OVERVIEW = 'overview'

/** Nobody needs to look closer than this. */
const LEAST_BARS = 12
const FRAME_MS = 16
const RIGHT = 64
const LEFT = 12

/** Candles above, volume below, one slider for both; the axis is time, so that a gap is seen as a gap. Times UTC. */
export function candlesOption(picture: CandlesPicture): EChartsOption {
  const colors = palette(picture.theme)
  return {
    useUTC: true,
    animation: false,
    backgroundColor: 'transparent',
    grid: [
      { left: LEFT, right: RIGHT, top: 10, bottom: 136 },
      { left: LEFT, right: RIGHT, height: 52, bottom: 64 },
    ],
    xAxis: [timeAxis(picture, 0, colors), timeAxis(picture, 1, colors)],
    yAxis: [
      { ...valueAxis(0, 5, picture.texts.tick, colors), type: picture.isLog ? 'log' : 'value' },
      { ...valueAxis(1, 2, picture.texts.volume, colors), type: 'value' },
      { type: 'value', gridIndex: 0, show: false, scale: true },
    ],
    axisPointer: {
      link: [{ xAxisIndex: 'all' }],
      label: { backgroundColor: colors.axisLine, color: colors.background },
    },
    tooltip: tooltip(picture, colors),
    dataZoom: [...zooms(picture, colors)],
    series: [overviewSeries(picture), ...windowSeries(picture.candles, picture.mark, colors)],
  }
}

function timeAxis({ whole, texts }: CandlesPicture, gridIndex: number, colors: Palette) {
  const lowest = gridIndex === 1
  return {
    type: 'time' as const,
    gridIndex,
    min: whole.fromMs,
    max: whole.toMs,
    axisLine: { show: true, lineStyle: { color: colors.gridLine } },
    axisTick: { show: lowest, lineStyle: { color: colors.axisLine } },
    axisLabel: {
      show: lowest,
      color: colors.muted,
      fontSize: 11,
      hideOverlap: true,
      ...(texts.axisTime === null ? {} : { formatter: texts.axisTime }),
    },
    splitLine: { show: true, lineStyle: { color: colors.gridLine, opacity: 0.6 } },
    axisPointer: {
      show: true,
      lineStyle: { color: colors.axisLine },
      label: { show: lowest, formatter: ({ value }: { readonly value: unknown }) => texts.time(Number(value)) },
    },
  }
}

function valueAxis(gridIndex: number, splitNumber: number, text: (value: number) => string, colors: Palette) {
  return {
    gridIndex,
    position: 'right' as const,
    scale: gridIndex === 0,
    splitNumber,
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: colors.muted, fontSize: 11, hideOverlap: true, showMinLabel: gridIndex === 0, formatter: text },
    splitLine: { lineStyle: { color: colors.gridLine } },
    axisPointer: {
      show: gridIndex === 0,
      lineStyle: { color: colors.axisLine },
      label: { formatter: ({ value }: { readonly value: unknown }) => text(Number(value)) },
    },
  }
}

function zooms({ visible, intervalMs, texts }: CandlesPicture, colors: Palette) {
  const place = {
    xAxisIndex: [0, 1],
    startValue: visible.fromMs,
    endValue: visible.toMs,
    minValueSpan: LEAST_BARS * intervalMs,
    filterMode: 'filter' as const,
    throttle: FRAME_MS,
  }
  const handle = { color: colors.background, borderColor: colors.axisLine }
  return [
    { ...place, id: 'inside', type: 'inside' as const, zoomOnMouseWheel: true, moveOnMouseMove: true },
    {
      ...place,
      id: 'slider',
      type: 'slider' as const,
      left: LEFT + 6,
      right: RIGHT + 6,
      bottom: 8,
      height: 28,
      brushSelect: false,
      borderColor: colors.gridLine,
      fillerColor: `${colors.gain}22`,
      dataBackground: { lineStyle: { color: colors.axisLine }, areaStyle: { color: colors.gridLine, opacity: 0.8 } },
      selectedDataBackground: { lineStyle: { color: colors.gain }, areaStyle: { color: colors.gain, opacity: 0.2 } },
      handleStyle: handle,
      moveHandleSize: 4,
      moveHandleStyle: { color: colors.axisLine },
      textStyle: { color: colors.muted, fontSize: 11 },
      labelFormatter: (value: number) => texts.time(value),
      emphasis: { handleStyle: { ...handle, borderColor: colors.gain }, moveHandleStyle: { color: colors.gain } },
    },
  ]
}

/** Not drawn itself: the slider takes its shadow from the first series. In logs, so that early years are not a flat line. */
function overviewSeries({ overview }: CandlesPicture): SeriesOption {
  return {
    id: OVERVIEW,
    type: 'line',
    xAxisIndex: 0,
    yAxisIndex: 2,
    silent: true,
    showSymbol: false,
    lineStyle: { opacity: 0 },
    tooltip: { show: false },
    data: overview.timeMs.map((timeMs, row) => [timeMs, Math.log(overview.close[row]!)]),
  }
}

function windowSeries(candles: CandleColumns, mark: TimeSpan | null, colors: Palette): readonly SeriesOption[] {
  return [
    {
      id: CANDLES,
      type: 'candlestick',
      xAxisIndex: 0,
      yAxisIndex: 0,
      large: false,
      progressive: 0,
      silent: true,
      emphasis: { disabled: true },
      barMaxWidth: 14,
      itemStyle: {
        color: colors.gain,
        borderColor: colors.gain,
        color0: colors.loss,
        borderColor0: colors.loss,
        borderColorDoji: colors.muted,
      },
      markArea: markArea(mark, colors),
      data: candles.timeMs.map((timeMs, row) => [
        timeMs,
        candles.open[row]!,
        candles.close[row]!,
        candles.low[row]!,
        candles.high[row]!,
      ]),
    },
    {
      id: VOLUME,
      type: 'bar',
      xAxisIndex: 1,
      yAxisIndex: 1,
      barMaxWidth: 14,
      progressive: 0,
      silent: true,
      emphasis: { disabled: true },
      itemStyle: { color: colors.histogram },
      data: candles.timeMs.map((timeMs, row) => [timeMs, candles.volume[row]!]),
    },
  ]
}

function markArea(mark: TimeSpan | null, colors: Palette): NonNullable<CandlestickSeriesOption['markArea']> {
  return {
    silent: true,
    itemStyle: { color: colors.warningFill, opacity: 0.35 },
    data: mark === null ? [] : [[{ xAxis: mark.fromMs }, { xAxis: mark.toMs }]],
  }
}

function tooltip({ texts }: CandlesPicture, colors: Palette) {
  return {
    trigger: 'axis' as const,
    axisPointer: { type: 'cross' as const },
    backgroundColor: colors.chipFill,
    borderColor: colors.gridLine,
    padding: [6, 10],
    textStyle: { color: colors.text, fontSize: 12 },
    confine: true,
    transitionDuration: 0,
    formatter: (items: unknown) => candleText(items, texts),
  }
}

const ROWS = [
  ['Open', 1],
  ['High', 4],
  ['Low', 3],
  ['Close', 2],
] as const

/** Made of numbers and instants alone: nothing in it comes from a file. */
function candleText(items: unknown, texts: CandleTexts): string {
  const candle = valuesOf(items, CANDLES)
  const volume = valuesOf(items, VOLUME)
  const timeMs = candle?.[0] ?? volume?.[0]
  if (timeMs === undefined) return ''
  const rows =
    candle === null ? [] : ROWS.map(([name, place]) => rowText(name, texts.price(candle[place] ?? Number.NaN)))
  if (volume !== null) rows.push(rowText('Volume', texts.volume(volume[1] ?? Number.NaN)))
  return `<div>${texts.time(timeMs)}</div><table style="font-variant-numeric:tabular-nums">${rows.join('')}</table>`
}

function rowText(name: string, text: string): string {
  return `<tr><td style="padding-right:14px">${name}</td><td style="text-align:right">${text}</td></tr>`
}

/** ECharts types what it hands to a formatter loosely, and puts the row's index before the values of a candle on some axes. */
function valuesOf(items: unknown, seriesId: string): readonly number[] | null {
  if (!Array.isArray(items)) return null
  const item: unknown = items.find((one: unknown) => isRecord(one) && one.seriesId === seriesId)
  if (!isRecord(item) || !Array.isArray(item.data)) return null
  return item.data.map(Number)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
