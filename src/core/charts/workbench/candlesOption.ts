import type {
  CustomSeriesOption,
  CustomSeriesRenderItemAPI,
  CustomSeriesRenderItemParams,
  CustomSeriesRenderItemReturn,
  EChartsOption,
  SeriesOption,
} from 'echarts'
import type { TimeSpan } from '../../contract/download.ts'
import type { CandlesView } from '../../contract/workbench/views.ts'
import { type Palette, palette, type Theme } from '../palette.ts'
import type { CandleColumns } from './candleColumns.ts'
import { type CandlePlace, candlePolygons, columnPolygon, type Point } from './candlePolygons.ts'

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
  /** Of one candle. */
  readonly stepMs: number
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
const LEFT = 12
const LEAST_RIGHT = 64
const BESIDE_LABEL = 16
const CHARACTER_PIXELS = 6.3

/** Candles above, volume below, one slider for both; the axis is time, so that a gap is seen as a gap. Times UTC. */
export function candlesOption(picture: CandlesPicture): EChartsOption {
  const colors = palette(picture.theme)
  const right = roomForPrices(picture)
  return {
    useUTC: true,
    animation: false,
    backgroundColor: 'transparent',
    grid: [
      // The places are fixed: to look for labels that reach over them would cost every frame a fifth of its time.
      { left: LEFT, right, top: 26, bottom: 136, outerBoundsMode: 'none' },
      { left: LEFT, right, height: 52, bottom: 64, outerBoundsMode: 'none' },
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
    dataZoom: [...zooms(picture, right, colors)],
    series: [overviewSeries(picture), ...windowSeries(picture, colors)],
  }
}

/** For the longest price that the series may come to, and one digit more. */
function roomForPrices({ overview, texts }: CandlesPicture): number {
  const longest = overview.close.reduce((most, price) => Math.max(most, texts.price(price).length), 0)
  return Math.max(LEAST_RIGHT, Math.ceil(BESIDE_LABEL + CHARACTER_PIXELS * (longest + 1)))
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

function zooms({ visible, intervalMs, texts }: CandlesPicture, right: number, colors: Palette) {
  const place = {
    xAxisIndex: [0, 1],
    startValue: visible.fromMs,
    endValue: visible.toMs,
    minValueSpan: LEAST_BARS * intervalMs,
    filterMode: 'filter' as const,
    // The events come once a frame already; to wait longer would show each one frame later.
    throttle: 0,
  }
  const handle = { color: colors.background, borderColor: colors.axisLine }
  return [
    { ...place, id: 'inside', type: 'inside' as const, zoomOnMouseWheel: true, moveOnMouseMove: true },
    {
      ...place,
      id: 'slider',
      type: 'slider' as const,
      left: LEFT + 6,
      right: right + 6,
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

function windowSeries(picture: CandlesPicture, colors: Palette): readonly SeriesOption[] {
  const { candles, mark } = picture
  return [
    {
      id: CANDLES,
      type: 'custom',
      xAxisIndex: 0,
      yAxisIndex: 0,
      encode: { x: 0, y: [1, 2, 3, 4] },
      renderItem: (params, api) => drawCandles(picture, colors, params, api),
      clip: true,
      progressive: 0,
      silent: true,
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
      type: 'custom',
      xAxisIndex: 1,
      yAxisIndex: 1,
      encode: { x: 0, y: 1 },
      renderItem: (params, api) => drawVolume(picture, colors, params, api),
      clip: true,
      progressive: 0,
      silent: true,
      data: candles.timeMs.map((timeMs, row) => [timeMs, candles.volume[row]!]),
    },
  ]
}

type Seen = Pick<CustomSeriesRenderItemParams, 'dataIndex' | 'dataIndexInside' | 'dataInsideLength'>
type Drawn = CustomSeriesRenderItemReturn

/** The first row that is seen draws all of them. */
function drawCandles({ candles, stepMs }: CandlesPicture, colors: Palette, seen: Seen, api: Pixels): Drawn {
  if (seen.dataIndexInside > 0) return null
  const from = seen.dataIndex
  const place = placeOf(candles.timeMs[from]!, candles.close[from]!, stepMs, api)
  const { gain, loss, level } = candlePolygons(candles, from, from + seen.dataInsideLength, place)
  return {
    type: 'group',
    children: [polygon(gain, colors.gain), polygon(loss, colors.loss), polygon(level, colors.muted)],
  }
}

function drawVolume({ candles, stepMs }: CandlesPicture, colors: Palette, seen: Seen, api: Pixels): Drawn {
  if (seen.dataIndexInside > 0) return null
  const from = seen.dataIndex
  const place = placeOf(candles.timeMs[from]!, 0, stepMs, api)
  return polygon(columnPolygon(candles, from, from + seen.dataInsideLength, place), colors.histogram)
}

type Pixels = Pick<CustomSeriesRenderItemAPI, 'coord'>

/** `level`: a value that the axis can show; the floor of what is drawn. */
function placeOf(startMs: number, level: number, stepMs: number, api: Pixels): CandlePlace {
  const x = (timeMs: number) => api.coord([timeMs, level])[0]!
  const y = (value: number) => api.coord([startMs, value])[1]!
  return { x, y, widthPixels: x(startMs + stepMs) - x(startMs), floorY: Math.round(y(level)) }
}

function polygon(points: Point[], fill: string) {
  return { type: 'polygon' as const, shape: { points }, style: { fill } }
}

function markArea(mark: TimeSpan | null, colors: Palette): NonNullable<CustomSeriesOption['markArea']> {
  return {
    silent: true,
    itemStyle: { color: colors.warningFill, opacity: 0.35 },
    data: mark === null ? [] : [[{ xAxis: mark.fromMs }, { xAxis: mark.toMs }]],
  }
}
