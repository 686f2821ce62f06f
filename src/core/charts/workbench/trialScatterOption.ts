import type { EChartsOption } from 'echarts'
import { palette, type Theme } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { escapeText, resultAxis, resultTooltip } from './resultStyle.ts'
import { markStyle, type TrialMark } from './trialMarks.ts'

export type ScatterAxis = {
  readonly title: string
  readonly values: readonly (number | null)[]
  readonly text: (value: number) => string
  /** Best value that luck alone is expected to show; null: not known of this column. */
  readonly luck: number | null
}

export type TrialScatter = {
  readonly rows: readonly number[]
  readonly x: ScatterAxis
  readonly y: ScatterAxis
  readonly marks: readonly TrialMark[]
  readonly theme: Theme
  readonly numbers: ChartNumbers
}

/** A point a trial. The best value expected by luck alone is a line: what lies below it needs no skill. Trials without both values are left out. */
export function trialScatterOption({ rows, x, y, marks, theme, numbers }: TrialScatter): EChartsOption {
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const points = rows.flatMap((row, at) => {
    const [across, up] = [x.values[at] ?? null, y.values[at] ?? null]
    return across === null || up === null ? [] : [[across, up, row]]
  })
  const scale = (one: ScatterAxis) => ({
    ...axis,
    type: 'value' as const,
    scale: true,
    name: one.title,
    axisLabel: { ...axis.axisLabel, formatter: one.text },
  })
  return {
    animation: false,
    backgroundColor: 'transparent',
    grid: { left: 58, right: 20, top: 34, bottom: 42 },
    tooltip: { ...resultTooltip(colors), formatter: (item: unknown) => pointText(item, x, y) },
    xAxis: { ...scale(x), nameLocation: 'middle', nameGap: 26 },
    yAxis: { ...scale(y), nameTextStyle: { ...axis.nameTextStyle, align: 'left' } },
    series: [
      {
        type: 'scatter',
        name: 'Trials',
        symbolSize: points.length > 2_000 ? 4 : 6,
        itemStyle: { color: colors.gain, opacity: 0.45 },
        data: points,
        markLine: {
          silent: true,
          symbol: 'none',
          precision: 15,
          lineStyle: { color: colors.loss, width: 2, type: 'dashed' },
          label: { color: colors.text, fontSize: 11, fontWeight: 600, position: 'insideEndTop' },
          data: [
            ...(y.luck === null ? [] : [{ yAxis: y.luck, label: { formatter: luckText(y.luck, numbers) } }]),
            ...(x.luck === null ? [] : [{ xAxis: x.luck, label: { formatter: luckText(x.luck, numbers) } }]),
          ],
        },
      },
      ...marks.map((mark) => {
        const { name, short, symbol, color } = markStyle(mark.kind, colors)
        return {
          type: 'scatter' as const,
          name,
          symbol,
          symbolSize: 14,
          z: 5,
          itemStyle: { color, borderColor: colors.background, borderWidth: 2 },
          label: {
            show: true,
            formatter: short,
            position: mark.kind === 'best' ? ('top' as const) : ('bottom' as const),
            color: colors.text,
            fontWeight: 600 as const,
          },
          data: points.filter((point) => point[2] === mark.row),
        }
      }),
    ],
  }
}

function luckText(value: number, numbers: ChartNumbers): string {
  return `best by luck alone ${numbers.fixed(value, 2)}`
}

function pointText(item: unknown, x: ScatterAxis, y: ScatterAxis): string {
  if (typeof item !== 'object' || item === null || !('value' in item) || !Array.isArray(item.value)) return ''
  const [across, up, row] = item.value.map(Number)
  if (across === undefined || up === undefined || row === undefined) return ''
  return [
    `Trial ${row + 1}`,
    `${escapeText(x.title)} <b>${escapeText(x.text(across))}</b>`,
    `${escapeText(y.title)} <b>${escapeText(y.text(up))}</b>`,
  ].join('<br>')
}
