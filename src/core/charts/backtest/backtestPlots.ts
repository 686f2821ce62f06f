import type { Theme } from '../palette.ts'
import type { SizedChart } from '../panelChart.ts'
import type { BacktestPicture } from './backtestPicture.ts'
import { drawdownPlot } from './drawdownPlot.ts'
import { equityCurvePlot } from './equityCurvePlot.ts'
import { monthlyReturnsHeatmapPlot } from './monthlyReturnsHeatmapPlot.ts'
import { returnsDistributionPlot } from './returnsDistributionPlot.ts'
import { tradeAnalysisPlot } from './tradeAnalysisPlot.ts'

export type NamedPlot = { readonly name: string; readonly chart: SizedChart }

/** The five plots that every backtest leaves, by the name of their file. */
export function backtestPlots(picture: BacktestPicture, theme: Theme): readonly NamedPlot[] {
  return [
    { name: 'equity_curve', chart: equityCurvePlot(picture, theme) },
    { name: 'drawdown', chart: drawdownPlot(picture, theme) },
    { name: 'returns_distribution', chart: returnsDistributionPlot(picture, theme) },
    { name: 'trade_analysis', chart: tradeAnalysisPlot(picture, theme) },
    { name: 'monthly_returns_heatmap', chart: monthlyReturnsHeatmapPlot(picture, theme) },
  ]
}
