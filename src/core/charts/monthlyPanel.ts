import type { Evidence } from './evidence.ts'
import type { Palette } from './palette.ts'
import { type Axis, emptyPanel, type Panel } from './panel.ts'
import { highest, lowest, NO_TRADES, signedAxis } from './plotText.ts'

const MONTH_MS = 30.4375 * 86_400_000

/** Profit of each UTC month as bars in the middle of the month, on the time axis of the equity above it. */
export function monthlyPanel(evidence: Evidence, timeAxis: Axis, plotWidth: number, colors: Palette): Panel {
  const { monthStartMs, profit } = evidence.monthly
  const title = `Profit per month, ${evidence.quoteCurrency}`
  if (!profit.some((value) => value !== 0)) return emptyPanel(title, NO_TRADES)
  const gains = profit.filter((value) => value > 0).length
  const monthPx = (plotWidth * MONTH_MS) / (timeAxis.max - timeAxis.min)
  return {
    title: `${title}: ${gains} of ${profit.length} months gained`,
    subtitle: '',
    x: timeAxis,
    y: signedAxis(Math.min(0, lowest(profit) * 1.06), Math.max(0, highest(profit) * 1.06), 3),
    xLines: false,
    xLabels: true,
    series: [
      {
        type: 'bar',
        silent: true,
        barWidth: Math.max(1, Math.min(60, monthPx * 0.72)),
        data: profit.map((value, month) => ({
          value: [middleOf(monthStartMs[month]!, timeAxis), value],
          itemStyle: { color: value < 0 ? colors.loss : colors.gain },
        })),
      },
    ],
    legend: [],
    emptyText: null,
  }
}

/** Of the part of the month that the axis shows: the first and last months are often cut. */
function middleOf(monthStartMs: number, axis: Axis): number {
  const date = new Date(monthStartMs)
  const next = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
  return (Math.max(monthStartMs, axis.min) + Math.min(next, axis.max)) / 2
}
