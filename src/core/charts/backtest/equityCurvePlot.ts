import { equityPanel, timeAxisOf } from '../equityPanel.ts'
import { palette, type Theme } from '../palette.ts'
import type { SizedChart } from '../panelChart.ts'
import { backtestFrame, evidenceOf, FULL_WIDTH, PLOT_LEFT } from './backtestFrame.ts'
import type { BacktestPicture } from './backtestPicture.ts'

/** Equity at day ends with the benchmark beside it; a log axis where the range calls for it. */
export function equityCurvePlot(picture: BacktestPicture, theme: Theme): SizedChart {
  const colors = palette(theme)
  const evidence = evidenceOf(picture)
  const timeAxis = timeAxisOf(evidence, 12)
  return backtestFrame(picture, 'Equity curve', colors, (top, bottom) => [
    {
      panel: { ...equityPanel(evidence, timeAxis, colors), xLabels: true },
      box: { left: PLOT_LEFT, width: FULL_WIDTH, top, height: bottom - top },
    },
  ])
}
