import type { EChartsOption } from 'echarts'
import type { BacktestBars, BacktestFill, BacktestTradeView } from '../../contract/workbench/backtestViews.ts'
import { palette, type Theme } from '../palette.ts'
import type { EventTexts } from './eventCandlesOption.ts'
import { escapeText, resultAxis, resultTooltip } from './resultStyle.ts'

export type TradeCandles = {
  readonly trade: Pick<BacktestTradeView, 'entryMs' | 'exitMs' | 'fills'>
  readonly bars: BacktestBars
  readonly texts: EventTexts
  readonly theme: Theme
}

/** The bars around a trade, evenly spaced: shaded where it was held, fills as triangles at their prices (up: buys). */
export function tradeCandlesOption({ trade, bars, texts, theme }: TradeCandles): EChartsOption {
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const entry = barOf(bars, trade.entryMs)
  const exit = trade.exitMs === null ? bars.timeMs.length - 1 : barOf(bars, trade.exitMs)
  return {
    animation: false,
    backgroundColor: 'transparent',
    grid: { left: 8, right: 66, top: 12, bottom: 26 },
    tooltip: {
      ...resultTooltip(colors),
      trigger: 'axis',
      axisPointer: { type: 'line' },
      formatter: (items: unknown) => barText(placeOf(items), bars, trade.fills, texts),
    },
    xAxis: {
      ...axis,
      type: 'category',
      data: bars.timeMs.map((timeMs) => texts.axisTime(timeMs)),
      splitLine: { show: false },
      axisTick: { show: false },
    },
    yAxis: {
      ...axis,
      type: 'value',
      scale: true,
      position: 'right',
      axisLabel: { ...axis.axisLabel, formatter: texts.tick },
    },
    dataZoom: [{ type: 'inside', filterMode: 'none' }],
    series: [
      {
        type: 'candlestick',
        name: 'Bars',
        data: bars.timeMs.map((_, bar) => [bars.open[bar]!, bars.close[bar]!, bars.low[bar]!, bars.high[bar]!]),
        itemStyle: {
          color: colors.gain,
          color0: colors.loss,
          borderColor: colors.gain,
          borderColor0: colors.loss,
        },
        markArea: {
          silent: true,
          itemStyle: { color: colors.band, opacity: 0.28 },
          data: entry < 0 || exit < 0 ? [] : [[{ xAxis: entry }, { xAxis: exit }]],
        },
      },
      {
        type: 'scatter',
        name: 'Fills',
        symbolSize: 12,
        z: 5,
        data: trade.fills.flatMap((fill) => {
          const bar = barOf(bars, fill.timeMs)
          if (bar < 0) return []
          const rotation = fill.side > 0 ? 0 : 180
          return [{ value: [bar, fill.price], symbol: 'triangle', symbolRotate: rotation }]
        }),
        itemStyle: { color: colors.text, borderColor: colors.background, borderWidth: 1.5 },
      },
    ],
  }
}

function barOf({ timeMs }: BacktestBars, wantedMs: number): number {
  return timeMs.indexOf(wantedMs)
}

function placeOf(items: unknown): number {
  const first: unknown = Array.isArray(items) ? items[0] : null
  return typeof first === 'object' && first !== null && 'dataIndex' in first ? Number(first.dataIndex) : -1
}

function barText(bar: number, bars: BacktestBars, fills: readonly BacktestFill[], texts: EventTexts): string {
  const timeMs = bars.timeMs[bar]
  if (timeMs === undefined) return ''
  const price = (values: readonly number[]) => escapeText(texts.price(values[bar]!))
  const lines = fills
    .filter((fill) => fill.timeMs === timeMs)
    .map(
      (fill) =>
        `${fill.side > 0 ? 'bought' : 'sold'} at <b>${escapeText(texts.price(fill.price))}</b>, ${escapeText(fill.reason)}`,
    )
  return [
    escapeText(texts.time(timeMs)),
    `open ${price(bars.open)}, high ${price(bars.high)}, low ${price(bars.low)}, close <b>${price(bars.close)}</b>`,
    ...lines,
  ].join('<br>')
}
