import type { CandlestickSeriesOption, SeriesOption } from 'echarts'
import type { EventView, LegBars } from '../../contract/workbench/exploreViews.ts'
import type { Palette } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { barAt, type EventPlaces, eventPlaces, missingTime, pairReturns } from './eventPlaces.ts'

type Areas = NonNullable<NonNullable<CandlestickSeriesOption['markArea']>['data']>
type Lines = NonNullable<NonNullable<CandlestickSeriesOption['markLine']>['data']>
type PriceText = { readonly price: (value: number) => string }

const SOFT = 0.13
const BOX = 0.16

export function candleSeries(
  event: EventView,
  leg: LegBars,
  lane: number,
  texts: PriceText,
  colors: Palette,
): SeriesOption {
  return {
    type: 'candlestick',
    name: leg.symbol,
    xAxisIndex: lane,
    yAxisIndex: lane,
    silent: true,
    emphasis: { disabled: true },
    barMaxWidth: 12,
    itemStyle: {
      color: colors.gain,
      borderColor: colors.gain,
      color0: colors.loss,
      borderColor0: colors.loss,
      borderColorDoji: colors.muted,
    },
    data: event.barTimeMs.map((_, bar) => [bar, leg.open[bar]!, leg.close[bar]!, leg.low[bar]!, leg.high[bar]!]),
    markArea: { silent: true, data: areas(event, leg, colors) },
    markLine: { silent: true, symbol: 'none', animation: false, data: lines(event, leg, lane === 0, texts, colors) },
  }
}

export function volumeSeries(leg: LegBars, lane: number, colors: Palette): SeriesOption {
  return {
    type: 'bar',
    name: 'Volume',
    xAxisIndex: lane,
    yAxisIndex: lane,
    silent: true,
    emphasis: { disabled: true },
    barMaxWidth: 12,
    itemStyle: { color: colors.histogram },
    data: leg.volume.map((volume, bar) => [bar, volume]),
  }
}

/** Triangles: up buys, down sells; the word stands beside. */
export function fillSeries(event: EventView, leg: LegBars, lane: number, colors: Palette): SeriesOption {
  const places = eventPlaces(event)
  const fills = event.outcome?.fills.filter((fill) => fill.symbol === leg.symbol) ?? []
  return {
    type: 'scatter',
    name: 'Fills',
    xAxisIndex: lane,
    yAxisIndex: lane,
    silent: true,
    z: 6,
    tooltip: { show: false },
    data: fills.map((fill) => ({
      value: [fillPlace(fill, event, places), fill.price],
      symbol: 'triangle',
      symbolSize: 13,
      symbolRotate: fill.side > 0 ? 0 : 180,
      itemStyle: { color: colors.text, borderColor: colors.background, borderWidth: 1.5 },
      label: {
        show: true,
        position: labelPlace(fill),
        formatter: fill.side > 0 ? 'buy' : 'sell',
        color: colors.text,
        ...halo(colors),
      },
    })),
  }
}

type Fill = NonNullable<EventView['outcome']>['fills'][number]

function fillPlace(fill: Fill, event: EventView, places: EventPlaces): number {
  if (fill.reason === 'entry') return places.entry ?? barAt(event.barTimeMs, fill.timeMs) - 0.5
  return places.exit ?? barAt(event.barTimeMs, fill.timeMs)
}

/** The way in is named on the side of what was known, the way out where the price came from. */
function labelPlace({ side, reason }: Fill): 'left' | 'top' | 'bottom' {
  if (reason === 'entry') return 'left'
  return side > 0 ? 'bottom' : 'top'
}

export function pairReturnSeries(event: EventView, lane: number, colors: Palette, numbers: ChartNumbers): SeriesOption {
  const { barriers } = event
  const { entry, limit } = eventPlaces(event)
  const level = (value: number, name: string, color: string): Lines[number] => [
    {
      coord: [entry ?? 0, value],
      lineStyle: { color, width: 1.2, type: 'solid' as const },
      label: { ...lineLabel(event, color, colors), formatter: `${name} ${numbers.percent(value, 2)}` },
    },
    { coord: [limit ?? 0, value] },
  ]
  const levels =
    barriers === null
      ? []
      : [level(barriers.targetReturn, 'target', colors.gain), level(barriers.stopReturn, 'stop', colors.loss)]
  return {
    type: 'line',
    name: 'Return of the pair',
    xAxisIndex: lane,
    yAxisIndex: lane,
    silent: true,
    symbol: 'none',
    lineStyle: { color: colors.text, width: 1.6 },
    data: pairReturns(event).map(([place, value]) => [place, value]),
    markArea: { silent: true, data: [after(event, colors)] },
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      data: [...levels, ...upright(event, false, colors)],
    },
  }
}

function areas(event: EventView, leg: LegBars, colors: Palette): Areas {
  const { barriers } = event
  const { entry, limit } = eventPlaces(event)
  const marks: Areas = [after(event, colors)]
  if (barriers === null || entry === null || limit === null) return marks
  const entryPrice = leg.open[entry + 0.5]
  const box = (price: number | null, color: string) => {
    if (price === null || entryPrice === undefined) return
    marks.push([{ coord: [entry, entryPrice], itemStyle: { color, opacity: BOX } }, { coord: [limit, price] }])
  }
  box(barriers.targetPrice, colors.gain)
  box(barriers.stopPrice, colors.loss)
  return marks
}

/** What nobody knew at the decision. */
function after(event: EventView, colors: Palette): Areas[number] {
  return [
    { xAxis: eventPlaces(event).decision, itemStyle: { color: colors.axisLine, opacity: SOFT } },
    { xAxis: event.barTimeMs.length - 0.5 },
  ]
}

function lines(event: EventView, leg: LegBars, worded: boolean, texts: PriceText, colors: Palette): Lines {
  const { barriers } = event
  const { entry, limit } = eventPlaces(event)
  const marks: Lines = [...upright(event, worded, colors)]
  if (barriers === null || entry === null || limit === null) return marks
  const level = (price: number | null, name: string, color: string) => {
    if (price === null) return
    const label = { ...lineLabel(event, color, colors), formatter: `${name} ${texts.price(price)}` }
    marks.push([
      { coord: [entry, price], lineStyle: { color, width: 1.2, type: 'solid' }, label },
      { coord: [limit, price] },
    ])
  }
  level(barriers.targetPrice, 'target', colors.gain)
  level(barriers.stopPrice, 'stop', colors.loss)
  const entryPrice = leg.open[entry + 0.5]
  if (entryPrice !== undefined)
    marks.push([
      {
        coord: [entry, entryPrice],
        lineStyle: { color: colors.muted, width: 1, type: 'dashed' },
        label: { show: false },
      },
      { coord: [limit, entryPrice] },
    ])
  return marks
}

/** Decision, limit, and where time is missing. */
function upright(event: EventView, worded: boolean, colors: Palette): Lines {
  const { decision, limit } = eventPlaces(event)
  const word = (formatter: string) => ({ show: worded, formatter, color: colors.muted, fontSize: 11, rotate: 0 })
  const upTo = event.barTimeMs.length - 0.5
  return [
    ...gapLines(event).map((xAxis) => ({
      xAxis,
      lineStyle: { color: colors.gridLine, width: 1, type: 'dotted' as const },
      label: { show: false },
    })),
    { xAxis: decision, lineStyle: { color: colors.text, width: 1, type: 'dashed' as const }, label: word('decision') },
    ...(limit === null || limit > upTo
      ? []
      : [
          {
            xAxis: limit,
            lineStyle: { color: colors.muted, width: 1, type: 'dotted' as const },
            label: word('time limit'),
          },
        ]),
  ]
}

const MOST_GAP_LINES = 12

/** Where time is missing between most bars, lines would hide them. */
function gapLines(event: EventView): readonly number[] {
  const places = missingTime(event.barTimeMs)
  return places.length > MOST_GAP_LINES ? [] : places
}

/** Text that lies over bars. */
function halo(colors: Palette) {
  return { fontSize: 11, fontWeight: 600, textBorderColor: colors.background, textBorderWidth: 3 }
}

/** Bars that a price takes as text. */
const LABEL_BARS = 22

/** Behind the line, where there is room. */
function lineLabel(event: EventView, color: string, colors: Palette) {
  const { limit } = eventPlaces(event)
  const fits = event.barTimeMs.length - (limit ?? 0) > LABEL_BARS
  const position = fits ? ('end' as const) : ('insideEndTop' as const)
  return { show: true, position, distance: fits ? 4 : 2, color, ...halo(colors) }
}
