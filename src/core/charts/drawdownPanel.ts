import { percentText } from './compactNumber.ts'
import { drawdownLine } from './drawdownLine.ts'
import { hasTraded } from './equityPanel.ts'
import type { Evidence } from './evidence.ts'
import { niceTicks } from './niceTicks.ts'
import type { Palette } from './palette.ts'
import { type Axis, emptyPanel, type Panel } from './panel.ts'
import { lowest, NO_TRADES } from './plotText.ts'
import { sampleLowest } from './sampleLine.ts'

const MOST_POINTS = 1500

/** Drawdown of the main line at UTC day ends. */
export function drawdownPanel(evidence: Evidence, timeAxis: Axis, colors: Palette): Panel {
  const main = evidence.lines[0]
  if (!main || !hasTraded(evidence)) return emptyPanel('Drawdown', NO_TRADES)
  const drawdown = drawdownLine(main.equity, evidence.startCapital)
  const worst = Math.min(0, lowest(drawdown))
  const ticks = niceTicks(Math.min(worst, -0.01), 0, 3)
  return {
    title: `Drawdown of "${main.name}": worst ${percentText(worst)} at day ends`,
    subtitle: '',
    x: timeAxis,
    y: {
      min: ticks[0]!,
      max: 0,
      ticks: ticks.map((value) => ({ value: value === 0 ? 0 : value, label: percentText(value, tickDigits(ticks)) })),
    },
    xLines: true,
    xLabels: false,
    series: [
      {
        type: 'line',
        data: sampleLowest(drawdown, MOST_POINTS).map((row) => [main.dayStartMs[row]!, drawdown[row]!]),
        showSymbol: false,
        silent: true,
        lineStyle: { width: 1.3, color: colors.loss },
        areaStyle: { color: colors.drawdownFill, opacity: 0.8, origin: 0 },
      },
    ],
    legend: [],
    emptyText: null,
  }
}

function tickDigits(ticks: readonly number[]): number {
  return ticks[1]! - ticks[0]! < 0.0099 ? 1 : 0
}
