import type { LineSeriesOption } from 'echarts'
import { compactNumber } from './compactNumber.ts'
import { histogramBins } from './histogramBins.ts'
import { niceTicks } from './niceTicks.ts'
import type { Palette } from './palette.ts'
import type { Panel } from './panel.ts'
import { highest, lowest, numberTicks } from './plotText.ts'

export type Mark = { readonly value: number; readonly label: string; readonly strong: boolean }

export type HistogramInput = {
  readonly title: string
  readonly subtitle: string
  readonly values: readonly number[]
  readonly marks: readonly Mark[]
  readonly bins: number
  /** Steps of the counts' axis, 3 where left out. */
  readonly countSteps?: number
  readonly plotWidth: number
  /** Colours bars below zero as losses. */
  readonly signed: boolean
}

const LABEL_PX = 38

/** A histogram (at least one value) with named marks; marks too close to tell apart keep their line and lose their label. */
export function histogramPanel(input: HistogramInput, colors: Palette): Panel {
  const reach = [...input.values, ...input.marks.map((mark) => mark.value)]
  const xTicks = niceTicks(lowest(reach), highest(reach), 5)
  const min = xTicks[0]!
  const max = xTicks.at(-1)!
  const { width, counts } = histogramBins(input.values, min, max, binsAlignedToTicks(xTicks.length - 1, input.bins))
  const yTicks = niceTicks(0, highest(counts) * 1.12, input.countSteps ?? 3).filter(Number.isInteger)
  return {
    title: input.title,
    subtitle: input.subtitle,
    x: { min, max, ticks: numberTicks(xTicks) },
    y: { min: 0, max: Math.max(yTicks.at(-1)!, highest(counts) * 1.12), ticks: numberTicks(yTicks) },
    xLines: false,
    xLabels: true,
    series: [
      {
        type: 'bar',
        silent: true,
        barWidth: Math.max(1, input.plotWidth / counts.length - 1),
        data: counts.map((count, bin) => ({
          value: [min + (bin + 0.5) * width, count],
          itemStyle: { color: input.signed && min + (bin + 0.5) * width < 0 ? colors.histogramLoss : colors.histogram },
        })),
      },
      markSeries(input.marks, input.plotWidth / (max - min), colors),
    ],
    legend: [],
    emptyText: null,
  }
}

/** A multiple of the number of tick steps, so that zero is an edge of a bin and never inside one. */
function binsAlignedToTicks(steps: number, wanted: number): number {
  return steps * Math.max(1, Math.round(wanted / steps))
}

function markSeries(marks: readonly Mark[], pxPerUnit: number, colors: Palette): LineSeriesOption {
  const strongFirst = [...marks].sort((left, right) => Number(right.strong) - Number(left.strong))
  const labelled: number[] = []
  const data = strongFirst.map((mark) => {
    const free = labelled.every((value) => Math.abs(value - mark.value) * pxPerUnit >= LABEL_PX)
    if (free) labelled.push(mark.value)
    return {
      xAxis: mark.value,
      lineStyle: { type: mark.strong ? ('solid' as const) : ('dashed' as const), width: mark.strong ? 2.2 : 1.6 },
      label: { show: free, formatter: mark.label },
    }
  })
  return {
    type: 'line',
    data: [],
    silent: true,
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      precision: 15,
      z: 6,
      lineStyle: { color: colors.text },
      label: { position: 'end', distance: 4, color: colors.text, fontSize: 12, fontWeight: 600 },
      data,
    },
  }
}

export function markText(label: string, value: number): string {
  return `${label} ${compactNumber(value)}`
}
