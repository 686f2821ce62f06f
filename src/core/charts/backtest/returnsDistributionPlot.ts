import type { LineSeriesOption } from 'echarts'
import { mean } from '../../stats/mean.ts'
import { quantile } from '../../stats/quantile.ts'
import { standardDeviation } from '../../stats/standardDeviation.ts'
import { percentText } from '../compactNumber.ts'
import { histogramPanel } from '../histogramPanel.ts'
import { type Palette, palette, type Theme } from '../palette.ts'
import { emptyPanel, type Panel } from '../panel.ts'
import type { SizedChart } from '../panelChart.ts'
import { NO_TRADES } from '../plotText.ts'
import { backtestFrame, FULL_WIDTH, PLOT_LEFT } from './backtestFrame.ts'
import type { BacktestPicture } from './backtestPicture.ts'

const GAP = 110
const WIDTH = (FULL_WIDTH - GAP) / 2

/** How returns are spread: of all days beside the normal curve of the same mean and deviation, and of the closed trades. */
export function returnsDistributionPlot(picture: BacktestPicture, theme: Theme): SizedChart {
  const colors = palette(theme)
  return backtestFrame(picture, 'Distribution of returns', colors, (top, bottom) => {
    const place = { top: top + 28, height: bottom - top - 28, width: WIDTH }
    return [
      { panel: dayPanel(picture.returns, colors), box: { ...place, left: PLOT_LEFT } },
      { panel: tradePanel(picture, colors), box: { ...place, left: PLOT_LEFT + WIDTH + GAP } },
    ]
  })
}

/** Days without any move are told and not drawn: in a book that is often flat they would hide all others. */
function dayPanel(returns: readonly number[], colors: Palette): Panel {
  const moved = Float64Array.from(returns.filter((value) => value !== 0)).map((value) => value * 100)
  const title = 'Daily returns, % of equity'
  if (moved.length === 0) return emptyPanel(title, NO_TRADES)
  const all = Float64Array.from(returns, (value) => value * 100)
  const centre = mean(all)
  const tail = quantile(all, 0.05)
  const still = returns.length - moved.length
  const input = {
    title: `${title}; dashed: the normal curve of the days drawn`,
    subtitle: `${returns.length} days, of them ${still} without a move, not drawn. All: mean ${percentText(centre / 100, 3)}, deviation ${percentText(standardDeviation(all) / 100, 2)}, worst 5% from ${percentText(tail / 100, 2)} down`,
    values: [...moved],
    marks: [
      { value: centre, label: 'mean', strong: true },
      { value: tail, label: 'P5', strong: false },
    ],
    bins: 60,
    countSteps: 6,
    plotWidth: WIDTH,
    signed: true,
  }
  return withNormal(histogramPanel(input, colors), moved, input.bins, colors)
}

/** The counts that a normal distribution of the same mean and deviation would put into the same bins, as a line. */
function withNormal(panel: Panel, values: Float64Array, bins: number, colors: Palette): Panel {
  const centre = mean(values)
  const deviation = standardDeviation(values)
  if (!(deviation > 0)) return panel
  const { min, max, ticks } = panel.x
  const steps = ticks.length - 1
  const binWidth = (max - min) / (steps * Math.max(1, Math.round(bins / steps)))
  const peak = (values.length * binWidth) / (deviation * Math.sqrt(2 * Math.PI))
  const curve: LineSeriesOption = {
    type: 'line',
    showSymbol: false,
    silent: true,
    z: 5,
    lineStyle: { width: 1.6, type: 'dashed', color: colors.lines[1]! },
    data: Array.from({ length: 201 }, (_, point) => {
      const x = min + ((max - min) * point) / 200
      return [x, peak * Math.exp(-0.5 * ((x - centre) / deviation) ** 2)]
    }),
  }
  return { ...panel, y: { ...panel.y, max: Math.max(panel.y.max, peak * 1.1) }, series: [...panel.series, curve] }
}

function tradePanel({ trades }: BacktestPicture, colors: Palette): Panel {
  const title = 'Returns of closed trades, % of the equity before each'
  if (trades.length === 0) return emptyPanel(title, 'No closed trade: there is nothing to draw')
  const percent = Float64Array.from(trades, (trade) => trade.fraction * 100)
  const middle = quantile(percent, 0.5)
  const centre = mean(percent)
  return histogramPanel(
    {
      title,
      subtitle: `${trades.length} trades; mean ${percentText(centre / 100, 3)}, median ${percentText(middle / 100, 3)}`,
      values: [...percent],
      marks: [
        { value: centre, label: 'mean', strong: true },
        { value: middle, label: 'median', strong: false },
      ],
      bins: 40,
      countSteps: 6,
      plotWidth: WIDTH,
      signed: true,
    },
    colors,
  )
}
