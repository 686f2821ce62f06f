import { compactNumber } from './compactNumber.ts'
import type { StressPoint } from './evidence.ts'
import type { Palette } from './palette.ts'
import { emptyPanel, type Panel } from './panel.ts'
import { signedAxis } from './plotText.ts'

/** Total profit when every cost is multiplied, one bar a multiple, each with its figure. */
export function stressPanel(stress: readonly StressPoint[], quoteCurrency: string, colors: Palette): Panel {
  const title = `Total profit with all costs multiplied, ${quoteCurrency}`
  if (!stress.some((point) => point.profit !== 0)) return emptyPanel(title, 'No trades: costs change nothing')
  const profits = stress.map((point) => point.profit)
  const low = Math.min(0, ...profits)
  const high = Math.max(0, ...profits)
  // Room for the figure beyond the end of each bar.
  const room = (high - low) * 0.12
  return {
    title,
    subtitle: '',
    x: { min: -0.5, max: stress.length - 0.5, ticks: stress.map((point, value) => ({ value, label: point.label })) },
    y: signedAxis(low < 0 ? low - room : 0, high > 0 ? high + room : 0, 4),
    xLines: false,
    xLabels: true,
    series: [
      {
        type: 'bar',
        silent: true,
        barWidth: 46,
        data: stress.map((point, index) => ({
          value: [index, point.profit],
          itemStyle: { color: point.profit < 0 ? colors.loss : colors.gain },
          label: {
            show: true,
            position: point.profit < 0 ? 'bottom' : 'top',
            formatter: compactNumber(point.profit),
            color: colors.text,
            fontSize: 13,
            fontWeight: 600,
          },
        })),
      },
    ],
    legend: [],
    emptyText: null,
  }
}
