import type { EChartsOption } from 'echarts'
import { palette, type Theme } from '../palette.ts'
import { resultAxis } from './resultStyle.ts'

export type LabelledBar = {
  readonly label: string
  /** Null: not known, and said so in place of a bar. */
  readonly value: number | null
  readonly tone: 'gain' | 'loss' | 'plain'
}

/** A few horizontal bars from zero, each with its figure, the first at the top. The figure says sign and size: colour is only a second sign. */
export function labelledBarsOption(
  bars: readonly LabelledBar[],
  text: (value: number) => string,
  theme: Theme,
): EChartsOption {
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const fills = { gain: colors.histogram, loss: colors.histogramLoss, plain: colors.axisLine }
  const widest = bars.reduce((most, bar) => Math.max(most, bar.label.length), 0)
  const values = bars.map((bar) => bar.value ?? 0)
  const low = Math.min(0, ...values)
  const high = Math.max(0, ...values)
  const span = high > low ? high - low : 1
  return {
    animation: false,
    backgroundColor: 'transparent',
    grid: { left: 14 + widest * 6.4, right: 12, top: 4, bottom: 24 },
    xAxis: {
      ...axis,
      type: 'value',
      // Room for the figures beyond the ends of the bars.
      min: low < 0 ? low - span * 0.22 : 0,
      max: high > 0 ? high + span * 0.22 : span * 0.22,
      axisLabel: {
        ...axis.axisLabel,
        showMinLabel: false,
        showMaxLabel: false,
        formatter: (value: number) => text(value),
      },
    },
    yAxis: {
      ...axis,
      type: 'category',
      inverse: true,
      data: bars.map((bar) => bar.label),
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: { ...axis.axisLabel, color: colors.text, interval: 0 },
    },
    series: [
      {
        type: 'bar',
        silent: true,
        barCategoryGap: '38%',
        data: bars.map((bar) => ({
          value: bar.value ?? 0,
          itemStyle: { color: fills[bar.tone] },
          label: {
            show: true,
            position: (bar.value ?? 0) < 0 ? ('left' as const) : ('right' as const),
            formatter: bar.value === null ? 'n/a' : text(bar.value),
            color: colors.text,
            fontSize: 11,
            fontWeight: 600,
          },
        })),
      },
    ],
  }
}
