import type { EChartsOption } from 'echarts'
import { palette, type Theme } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { pointedAt, resultAxis, resultTooltip } from './resultStyle.ts'

/** Best annual Sharpe ratio expected by luck, at rising counts of trials. */
export type LuckCurve = { readonly trials: readonly number[]; readonly expected: readonly number[] }

export type TrialsPicture = {
  readonly luck: LuckCurve
  readonly trials: number
  readonly expectedNow: number
  /** Annual; of the curve that the deflated ratio was read from. */
  readonly observed: number
  readonly theme: Theme
  readonly numbers: ChartNumbers
}

/** What luck alone is expected to reach, against the number of trials; the run stands at its own count, and its own ratio is the level line. */
export function trialsOption({ luck, trials, expectedNow, observed, theme, numbers }: TrialsPicture): EChartsOption {
  const colors = palette(theme)
  const axis = resultAxis(colors)
  return {
    animation: false,
    backgroundColor: 'transparent',
    grid: { left: 44, right: 18, top: 26, bottom: 42 },
    tooltip: { ...resultTooltip(colors), trigger: 'axis', formatter: (items: unknown) => luckText(items, numbers) },
    xAxis: {
      ...axis,
      type: 'log',
      name: 'trials (log scale)',
      nameLocation: 'middle',
      nameGap: 26,
      min: luck.trials[0] ?? 1,
      max: luck.trials.at(-1) ?? 10,
      splitLine: { show: false },
      axisLabel: { ...axis.axisLabel, formatter: (value: number) => numbers.compact(value) },
    },
    yAxis: {
      ...axis,
      type: 'value',
      name: 'Sharpe ratio a year',
      nameTextStyle: { ...axis.nameTextStyle, align: 'left' },
      min: Math.min(0, Math.floor(observed)),
      splitNumber: 4,
    },
    series: [
      {
        type: 'line',
        name: 'Best expected by luck',
        showSymbol: false,
        color: colors.loss,
        lineStyle: { width: 2 },
        data: luck.trials.map((count, index) => [count, luck.expected[index]!]),
        markLine: {
          silent: true,
          symbol: 'none',
          precision: 15,
          lineStyle: { color: colors.gain, width: 2, type: 'solid' },
          label: {
            position: 'insideStartTop',
            color: colors.text,
            fontSize: 11,
            fontWeight: 600,
            formatter: `this run ${numbers.fixed(observed, 2)}`,
          },
          data: [{ yAxis: observed }],
        },
      },
      {
        type: 'scatter',
        name: 'This run',
        silent: true,
        symbolSize: 10,
        itemStyle: { color: colors.loss, borderColor: colors.background, borderWidth: 2 },
        label: {
          show: true,
          position: 'bottom',
          distance: 8,
          color: colors.text,
          fontSize: 11,
          fontWeight: 600,
          formatter: `${numbers.fixed(expectedNow, 2)} at ${numbers.grouped(trials)} trials`,
        },
        data: [[trials, expectedNow]],
      },
    ],
  }
}

function luckText(items: unknown, numbers: ChartNumbers): string {
  const point = pointedAt(items).find((item) => item.seriesName === 'Best expected by luck')
  if (point === undefined) return ''
  const [trials = 0, expected = 0] = point.value
  return `${numbers.compact(trials)} trials<br>Best expected by luck <b>${numbers.fixed(expected, 2)}</b> a year`
}
