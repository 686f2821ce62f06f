import type { LineSeriesOption, ScatterSeriesOption } from 'echarts'
import type { FeatureImportance } from '../../contract/modelRecord.ts'
import { niceTicks } from '../niceTicks.ts'
import { type Palette, palette, type Theme } from '../palette.ts'
import { emptyPanel, type MarkLineData, type Panel } from '../panel.ts'
import type { SizedChart } from '../panelChart.ts'
import { highest, lowest, numberTicks } from '../plotText.ts'
import { TRAINING_PLOT_WIDTH, type TrainingPicture, trainingFrame } from './trainingFrame.ts'

const SHOWN = 30
const ROW_PX = 24
const LEFT = 300

/** How much the loss of tests rises when a column is shuffled: the mean over folds with one deviation to either side, and each fold; diamonds: its whole group of like columns. */
export function featureImportancePlot(picture: TrainingPicture, theme: Theme): SizedChart {
  const colors = palette(theme)
  const rows = picture.report.importance.rows.slice(0, SHOWN)
  const height = 268 + picture.warnings.length * 66 + Math.max(4, rows.length) * ROW_PX
  return trainingFrame(picture, 'Feature importance', height, colors, (top, bottom) => ({
    panel: importancePanel(picture, rows, colors),
    box: { left: LEFT, top, width: TRAINING_PLOT_WIDTH - LEFT - 56, height: bottom - top },
  }))
}

function importancePanel({ report }: TrainingPicture, rows: readonly FeatureImportance[], colors: Palette): Panel {
  const all = report.importance.rows.length
  const title = `Rise of ${report.loss} on tests when a column is shuffled`
  if (rows.every(({ folds }) => folds.length === 0)) return emptyPanel(title, 'No importance could be measured')
  const reach = rows.flatMap(({ mean, deviation, folds, groupMean }) => [
    mean - (deviation ?? 0),
    mean + (deviation ?? 0),
    ...folds,
    ...(groupMean === null ? [] : [groupMean]),
  ])
  const ticks = niceTicks(Math.min(0, lowest(reach)), Math.max(0, highest(reach)), 6)
  const rowOf = (index: number) => rows.length - index
  return {
    title,
    subtitle: `${rows.length} of ${all} columns. Filled: mean of the folds, line: one deviation; rings: folds; diamonds: its group of like columns, shuffled together`,
    x: { min: ticks[0]!, max: ticks.at(-1)!, ticks: numberTicks(ticks) },
    y: {
      min: 0.4,
      max: rows.length + 0.6,
      ticks: rows.map(({ feature }, index) => ({ value: rowOf(index), label: shortened(feature) })),
    },
    xLines: true,
    xLabels: true,
    series: [
      spreadLines(rows, rowOf, colors),
      dots(
        rows.flatMap(({ folds }, index) => folds.map((rise) => [rise, rowOf(index)])),
        { symbolSize: 7, itemStyle: { color: 'transparent', borderColor: colors.muted, borderWidth: 1.2 } },
      ),
      dots(
        rows.flatMap(({ groupMean }, index) => (groupMean === null ? [] : [[groupMean, rowOf(index)]])),
        { symbol: 'diamond', symbolSize: 12, itemStyle: { color: colors.lines[4]! } },
      ),
      dots(
        rows.map(({ mean }, index) => [mean, rowOf(index)]),
        { symbolSize: 10, itemStyle: { color: colors.gain } },
      ),
    ],
    legend: [],
    emptyText: null,
  }
}

function shortened(name: string): string {
  return name.length > 34 ? `${name.slice(0, 31)}...` : name
}

function dots(data: readonly (readonly number[])[], style: Partial<ScatterSeriesOption>): ScatterSeriesOption {
  return { type: 'scatter', silent: true, z: 5, ...style, data: data.map((point) => [...point]) }
}

function spreadLines(
  rows: readonly FeatureImportance[],
  rowOf: (index: number) => number,
  colors: Palette,
): LineSeriesOption {
  const spreads = rows.flatMap(
    ({ mean, deviation }, index): MarkLineData =>
      deviation === null
        ? []
        : [
            [
              { coord: [mean - deviation, rowOf(index)], lineStyle: { type: 'solid', width: 2, color: colors.gain } },
              { coord: [mean + deviation, rowOf(index)] },
            ],
          ],
  )
  const zero = { xAxis: 0, lineStyle: { type: 'solid' as const, width: 1.4, color: colors.axisLine } }
  return {
    type: 'line',
    data: [],
    silent: true,
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      precision: 15,
      z: 4,
      label: { show: false },
      data: [zero, ...spreads],
    },
  }
}
