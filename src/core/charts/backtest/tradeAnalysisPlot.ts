import type { LineSeriesOption, ScatterSeriesOption } from 'echarts'
import { compactNumber, percentText } from '../compactNumber.ts'
import { niceTicks } from '../niceTicks.ts'
import { type Palette, palette, type Theme } from '../palette.ts'
import { type Axis, emptyPanel, type Panel } from '../panel.ts'
import type { SizedChart } from '../panelChart.ts'
import { highest, lowest, numberTicks, signedAxis } from '../plotText.ts'
import { sampleLine } from '../sampleLine.ts'
import { backtestFrame, FULL_WIDTH, PLOT_LEFT } from './backtestFrame.ts'
import type { BacktestPicture, PicturedTrade } from './backtestPicture.ts'

const GAP_X = 110
const GAP_Y = 118
const WIDTH = (FULL_WIDTH - GAP_X) / 2
const MOST_POINTS = 1500
const MOST_DOTS = 3000
const NO_CLOSED = 'No closed trade: there is nothing to draw'

/** Closed trades four ways: their running profit, what ended them, how long they were held, and the hour they began. */
export function tradeAnalysisPlot(picture: BacktestPicture, theme: Theme): SizedChart {
  const colors = palette(theme)
  return backtestFrame(picture, 'Trade analysis', colors, (top, bottom) => {
    const height = (bottom - top - GAP_Y - 20) / 2
    const right = PLOT_LEFT + WIDTH + GAP_X
    const upper = { top: top + 20, height, width: WIDTH }
    const lower = { ...upper, top: top + 20 + height + GAP_Y }
    return [
      { panel: runningPanel(picture, colors), box: { ...upper, left: PLOT_LEFT } },
      { panel: reasonPanel(picture, colors), box: { ...upper, left: right } },
      { panel: holdingPanel(picture, colors), box: { ...lower, left: PLOT_LEFT } },
      { panel: clockPanel(picture, colors), box: { ...lower, left: right } },
    ]
  })
}

function runningPanel({ trades, currency }: BacktestPicture, colors: Palette): Panel {
  const title = `Running profit of closed trades, ${currency}`
  if (trades.length === 0) return emptyPanel(title, NO_CLOSED)
  const running = [0]
  for (const trade of trades) running.push(running.at(-1)! + trade.profit)
  const numbers = running.map((_, row) => row)
  const y = niceTicks(lowest(running), highest(running), 4)
  const line: LineSeriesOption = {
    type: 'line',
    data: sampleLine(numbers, running, MOST_POINTS).map((row) => [row, running[row]!]),
    showSymbol: false,
    silent: true,
    lineStyle: { width: 2, color: colors.lines[0]! },
  }
  return {
    title,
    subtitle: `${countText(trades)}; by the order in which they ended`,
    x: countAxis(trades.length),
    y: { min: y[0]!, max: y.at(-1)!, ticks: numberTicks(y) },
    xLines: true,
    xLabels: true,
    series: [line],
    legend: [],
    emptyText: null,
  }
}

function countText(trades: readonly PicturedTrade[]): string {
  const wins = trades.filter((trade) => trade.profit > 0).length
  const losses = trades.filter((trade) => trade.profit < 0).length
  const longs = trades.filter((trade) => trade.long).length
  const scratches = trades.length - wins - losses
  const zero = scratches === 0 ? '' : `, ${scratches} at zero`
  return `${trades.length} trades: ${wins} won, ${losses} lost${zero}; ${longs} long, ${trades.length - longs} short`
}

function countAxis(count: number): Axis {
  const ticks = niceTicks(0, Math.max(count, 1), 6).filter((value) => Number.isInteger(value) && value <= count)
  return { min: 0, max: Math.max(count, 1), ticks: numberTicks(ticks) }
}

type Group = { readonly label: string; readonly trades: readonly PicturedTrade[] }

/** Bars of profit, one a group, each with its sum above it and its number of trades under it. */
function groupPanel(title: string, subtitle: string, groups: readonly Group[], colors: Palette): Panel {
  const sums = groups.map((group) => group.trades.reduce((sum, trade) => sum + trade.profit, 0))
  const low = Math.min(0, lowest(sums))
  const high = Math.max(0, highest(sums))
  const room = (high - low || 1) * 0.14
  const few = groups.length <= 8
  return {
    title,
    subtitle,
    x: { min: -0.5, max: groups.length - 0.5, ticks: groups.map(({ label }, value) => ({ value, label })) },
    y: signedAxis(low < 0 ? low - room : 0, high > 0 ? high + room : room, 4),
    xLines: false,
    xLabels: true,
    series: [
      {
        type: 'bar',
        silent: true,
        barWidth: Math.min(56, (WIDTH / groups.length) * 0.7),
        data: sums.map((sum, index) => ({
          value: [index, sum],
          itemStyle: { color: sum < 0 ? colors.loss : colors.gain },
          label: {
            show: few && groups[index]!.trades.length > 0,
            position: sum < 0 ? ('bottom' as const) : ('top' as const),
            formatter: compactNumber(sum),
            color: colors.text,
            fontSize: 13,
            fontWeight: 600 as const,
          },
        })),
      },
    ],
    legend: [],
    emptyText: null,
  }
}

function reasonPanel({ trades, currency }: BacktestPicture, colors: Palette): Panel {
  const title = `Profit by what ended the trade, ${currency}`
  if (trades.length === 0) return emptyPanel(title, NO_CLOSED)
  const reasons = [...new Set(trades.map((trade) => trade.reason))]
  const groups = reasons
    .map((reason) => trades.filter((trade) => trade.reason === reason))
    .sort((left, right) => right.length - left.length || (left[0]!.reason < right[0]!.reason ? -1 : 1))
    .map((own) => ({ label: `${own[0]!.reason} (${own.length})`, trades: own }))
  return groupPanel(title, 'In brackets the number of trades', groups, colors)
}

/** By hour of the UTC day; where all begin at one hour, as with daily bars, by weekday. */
function clockPanel({ trades, currency }: BacktestPicture, colors: Palette): Panel {
  if (trades.length === 0) return emptyPanel(`Profit by the hour of entry, ${currency}`, NO_CLOSED)
  const hours = trades.map((trade) => new Date(trade.entryMs).getUTCHours())
  const daily = new Set(hours).size <= 2
  const place = (trade: PicturedTrade) => {
    const date = new Date(trade.entryMs)
    return daily ? (date.getUTCDay() + 6) % 7 : date.getUTCHours()
  }
  const labels = daily
    ? ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
    : Array.from({ length: 24 }, (_, hour) => String(hour))
  const all = labels.map((label, at) => ({ label, trades: trades.filter((trade) => place(trade) === at) }))
  const weekend = all.slice(5).some((group) => group.trades.length > 0)
  const groups = daily && !weekend ? all.slice(0, 5) : all
  const busiest = groups.reduce((most, group) => (group.trades.length > most.trades.length ? group : most))
  const title = `Profit by ${daily ? 'weekday' : 'hour'} of the entry bar (UTC), ${currency}`
  return groupPanel(
    title,
    `Most trades: ${busiest.label}${daily ? '' : ':00'}, ${busiest.trades.length} of ${trades.length}`,
    groups,
    colors,
  )
}

function holdingPanel({ trades }: BacktestPicture, colors: Palette): Panel {
  const title = 'Return of a trade over how long it was held'
  if (trades.length === 0) return emptyPanel(title, NO_CLOSED)
  const longest = highest(trades.map((trade) => trade.heldHours))
  const inDays = longest > 96
  const held = (trade: PicturedTrade) => (inDays ? trade.heldHours / 24 : trade.heldHours)
  const x = niceTicks(0, Math.max(inDays ? longest / 24 : longest, 1), 6)
  const fractions = trades.map((trade) => trade.fraction)
  const y = niceTicks(Math.min(0, lowest(fractions)), Math.max(0, highest(fractions)), 4)
  const every = Math.ceil(trades.length / MOST_DOTS)
  const shown = trades.filter((_, row) => row % every === 0)
  return {
    title,
    subtitle: `Held in ${inDays ? 'days' : 'hours'} (across), % of the equity before (up)${every > 1 ? `; one of ${every} trades is shown` : ''}`,
    x: { min: x[0]!, max: x.at(-1)!, ticks: numberTicks(x) },
    y: { min: y[0]!, max: y.at(-1)!, ticks: y.map((value) => ({ value, label: percentText(value, digitsOf(y)) })) },
    xLines: true,
    xLabels: true,
    series: [
      dots(
        shown.filter((trade) => trade.profit > 0),
        held,
        'won',
        colors.gain,
      ),
      dots(
        shown.filter((trade) => !(trade.profit > 0)),
        held,
        'lost',
        colors.loss,
      ),
    ],
    legend: [
      { name: 'won', color: colors.gain, shape: 'area' },
      { name: 'lost', color: colors.loss, shape: 'area' },
    ],
    emptyText: null,
  }
}

function dots(
  trades: readonly PicturedTrade[],
  held: (trade: PicturedTrade) => number,
  name: string,
  color: string,
): ScatterSeriesOption {
  return {
    type: 'scatter',
    name,
    silent: true,
    symbolSize: 6,
    itemStyle: { color, opacity: 0.65 },
    data: trades.map((trade) => [held(trade), trade.fraction]),
  }
}

/** Enough digits for the step of the ticks. */
function digitsOf(ticks: readonly number[]): number {
  const step = Math.abs(ticks[1]! - ticks[0]!) * 100
  return step >= 1 ? 0 : step >= 0.1 ? 1 : 2
}
