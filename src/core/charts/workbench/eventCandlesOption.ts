import type { EChartsOption } from 'echarts'
import type { EventView, LegBars } from '../../contract/workbench/exploreViews.ts'
import { type Palette, palette, type Theme } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { candleSeries, fillSeries, pairReturnSeries, volumeSeries } from './eventCandleSeries.ts'
import { PAIR_ROLE, pairReturns } from './eventPlaces.ts'
import { escapeText, resultTooltip } from './resultStyle.ts'

/** How prices, volumes and instants are written; the page knows the reader's locale. `axisTime` is short. */
export type EventTexts = {
  readonly price: (value: number) => string
  readonly tick: (value: number) => string
  readonly volume: (value: number) => string
  readonly time: (timeMs: number) => string
  readonly axisTime: (timeMs: number) => string
}

export type EventPicture = {
  readonly event: EventView
  readonly texts: EventTexts
  readonly theme: Theme
  readonly numbers: ChartNumbers
}

type Lane = { readonly kind: 'leg' | 'volume' | 'pair'; readonly leg: LegBars | null; readonly heightPx: number }

const TOP_PX = 18
const GAP_PX = 22
const BOTTOM_PX = 24
const AXIS_PX = 62
const TIME_LABELS = 5

function lanes({ legs, role }: EventView): readonly Lane[] {
  if (role !== PAIR_ROLE)
    return legs
      .filter((leg) => leg.role === role)
      .flatMap((leg): Lane[] => [
        { kind: 'leg', leg, heightPx: 250 },
        { kind: 'volume', leg, heightPx: 40 },
      ])
  return [...legs.map((leg): Lane => ({ kind: 'leg', leg, heightPx: 150 })), { kind: 'pair', leg: null, heightPx: 100 }]
}

/** Pixels that the picture of this event needs. */
export function eventCandlesHeight(event: EventView): number {
  return lanes(event).reduce((sum, lane) => sum + lane.heightPx + GAP_PX, TOP_PX + BOTTOM_PX - GAP_PX)
}

/**
 * The bars around an event, evenly spaced: what came after the decision is shaded, the way from the entry to target and stop is drawn as a box
 * up to the limit, fills as triangles (up: buys). Where time is missing between two bars stands a dotted line. For the pair a lane more: its return
 * since the entry between its barriers.
 */
export function eventCandlesOption({ event, texts, theme, numbers }: EventPicture): EChartsOption {
  const colors = palette(theme)
  const shown = lanes(event)
  const tops = shown.map((_, lane) => shown.slice(0, lane).reduce((sum, one) => sum + one.heightPx + GAP_PX, TOP_PX))
  return {
    animation: false,
    backgroundColor: 'transparent',
    title: shown.map((lane, index) => ({
      text: laneTitle(lane),
      left: 8,
      top: tops[index]! - 18,
      textStyle: { color: colors.muted, fontSize: 11, fontWeight: 500 },
    })),
    grid: shown.map(({ heightPx }, index) => ({ left: 8, right: AXIS_PX, top: tops[index]!, height: heightPx })),
    xAxis: shown.map((_, index) => timeAxis(event, texts, index, index === shown.length - 1, colors)),
    yAxis: shown.map((lane, index) => valueAxis(event, lane, texts, index, colors, numbers)),
    axisPointer: {
      link: [{ xAxisIndex: 'all' }],
      label: { backgroundColor: colors.axisLine, color: colors.background },
    },
    tooltip: {
      ...resultTooltip(colors),
      trigger: 'axis',
      axisPointer: { type: 'line', snap: true },
      formatter: (items: unknown) => barText(items, event, texts),
    },
    series: shown.flatMap((lane, index) => {
      if (lane.leg === null) return [pairReturnSeries(event, index, colors, numbers)]
      if (lane.kind === 'volume') return [volumeSeries(lane.leg, index, colors)]
      return [candleSeries(event, lane.leg, index, texts, colors), fillSeries(event, lane.leg, index, colors)]
    }),
  }
}

function laneTitle({ kind, leg }: Lane): string {
  if (kind === 'volume') return 'Volume'
  return leg === null ? 'Return of the pair since the entry, before costs' : leg.symbol
}

function timeAxis(event: EventView, texts: EventTexts, gridIndex: number, lowest: boolean, colors: Palette) {
  const count = event.barTimeMs.length
  // A tick at x.5 is where the next bar begins.
  const text = (place: number) => {
    const timeMs = event.barTimeMs[Math.ceil(place)]
    return timeMs === undefined ? '' : texts.axisTime(timeMs)
  }
  return {
    type: 'value' as const,
    gridIndex,
    min: -0.5,
    max: count - 0.5,
    interval: Math.max(1, Math.ceil(count / TIME_LABELS)),
    axisLine: { show: true, onZero: false, lineStyle: { color: colors.gridLine } },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: {
      show: lowest,
      color: colors.muted,
      fontSize: 11,
      hideOverlap: true,
      alignMinLabel: 'left' as const,
      formatter: text,
    },
    axisPointer: { show: true, lineStyle: { color: colors.axisLine }, label: { show: false } },
  }
}

function valueAxis(
  event: EventView,
  lane: Lane,
  texts: EventTexts,
  gridIndex: number,
  colors: Palette,
  numbers: ChartNumbers,
) {
  const text = lane.kind === 'pair' ? (value: number) => numbers.percent(value, 1) : texts.tick
  const isVolume = lane.kind === 'volume'
  return {
    type: 'value' as const,
    gridIndex,
    position: 'right' as const,
    splitNumber: isVolume ? 1 : 4,
    ...rangeOf(event, lane),
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: {
      color: colors.muted,
      fontSize: 11,
      hideOverlap: true,
      showMinLabel: false,
      showMaxLabel: isVolume,
      formatter: isVolume ? texts.volume : text,
    },
    splitLine: { show: !isVolume, lineStyle: { color: colors.gridLine } },
  }
}

/** All of a lane and both barriers, with some air; volume begins at zero by itself. */
function rangeOf(event: EventView, { kind, leg }: Lane): { readonly min?: number; readonly max?: number } {
  if (kind === 'volume') return {}
  const { barriers } = event
  const marks =
    leg === null
      ? [barriers?.targetReturn ?? null, barriers?.stopReturn ?? null]
      : [barriers?.targetPrice ?? null, barriers?.stopPrice ?? null]
  const values = leg === null ? pairReturns(event).map(([, value]) => value) : [...leg.low, ...leg.high]
  const known = [...values, ...marks.filter((mark) => mark !== null)].filter(Number.isFinite)
  if (known.length === 0) return {}
  const low = known.reduce((least, value) => Math.min(least, value))
  const high = known.reduce((most, value) => Math.max(most, value))
  const air = (high - low) * 0.06
  return { min: low - air, max: high + air }
}

/** Numbers and instants, and the symbols of the legs. */
function barText(items: unknown, event: EventView, texts: EventTexts): string {
  const bar = pointedBar(items)
  const timeMs = event.barTimeMs[bar]
  if (timeMs === undefined) return ''
  const legs = event.legs.map((leg) => {
    const rows = [
      ['Open', texts.price(leg.open[bar]!)],
      ['High', texts.price(leg.high[bar]!)],
      ['Low', texts.price(leg.low[bar]!)],
      ['Close', texts.price(leg.close[bar]!)],
      ['Volume', texts.volume(leg.volume[bar]!)],
    ]
    const cells = rows.map(
      ([name, text]) => `<tr><td style="padding-right:14px">${name}</td><td style="text-align:right">${text}</td></tr>`,
    )
    return `<b>${escapeText(leg.symbol)}</b><table style="font-variant-numeric:tabular-nums">${cells.join('')}</table>`
  })
  const when = timeMs <= event.timeMs ? 'known at the decision' : 'after the decision'
  return [`<div>${texts.time(timeMs)}</div><div>${when}</div>`, ...legs].join('')
}

/** An axis tooltip hands over what lies nearest to the pointer, which reads between bars too. */
function pointedBar(items: unknown): number {
  const first: unknown = Array.isArray(items) ? items[0] : null
  if (typeof first !== 'object' || first === null || !('axisValue' in first)) return -1
  return Math.round(Number(first.axisValue))
}
