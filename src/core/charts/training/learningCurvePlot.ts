import type { LineSeriesOption } from 'echarts'
import { compactNumber } from '../compactNumber.ts'
import { niceTicks } from '../niceTicks.ts'
import { type Palette, palette, type Theme } from '../palette.ts'
import { emptyPanel, type MarkLineData, type Panel } from '../panel.ts'
import type { SizedChart } from '../panelChart.ts'
import { highest, lowest, numberTicks } from '../plotText.ts'
import { TRAINING_PLOT_WIDTH, type TrainingPicture, trainingFrame } from './trainingFrame.ts'

const HEIGHT = 640
const LEFT = 104
const BASE = 'Always the base'

/** The loss over the newest 20 to 100 % of the training rows, on them and on the tests: mean and one deviation over the folds, beside always predicting the base. */
export function learningCurvePlot(picture: TrainingPicture, theme: Theme): SizedChart {
  const colors = palette(theme)
  return trainingFrame(picture, 'Learning curve', HEIGHT, colors, (top, bottom) => ({
    panel: curvePanel(picture, colors),
    box: { left: LEFT, top, width: TRAINING_PLOT_WIDTH - LEFT - 56, height: bottom - top },
  }))
}

type Point = { readonly rows: number; readonly mean: number; readonly deviation: number | null }

function curvePanel({ report }: TrainingPicture, colors: Palette): Panel {
  const { learningCurve, loss, baseline } = report
  const title = `${loss} by training rows of a fold`
  const pointsOf = (name: 'train' | 'test') =>
    learningCurve.flatMap(({ rows, [name]: { mean, deviation } }) => (mean === null ? [] : [{ rows, mean, deviation }]))
  const [train, test] = [pointsOf('train'), pointsOf('test')]
  if (test.length === 0) return emptyPanel(title, 'No learning curve was asked for, or no part could be fitted')
  const base = baseline[loss]?.mean ?? null
  const reach = [...train, ...test].flatMap(({ mean, deviation }) => [mean - (deviation ?? 0), mean + (deviation ?? 0)])
  if (base !== null) reach.push(base)
  const yTicks = niceTicks(lowest(reach), highest(reach), 6)
  const xTicks = niceTicks(0, highest([...train, ...test].map(({ rows }) => rows)), 6)
  return {
    title,
    subtitle: 'Mean and one deviation over the folds; older rows are left out first',
    x: { min: xTicks[0]!, max: xTicks.at(-1)!, ticks: numberTicks(xTicks) },
    y: { min: yTicks[0]!, max: yTicks.at(-1)!, ticks: yTicks.map((value) => ({ value, label: compactNumber(value) })) },
    xLines: true,
    xLabels: true,
    series: [
      curve('Training', train, colors.lines[1]!, 'dashed'),
      curve('Test', test, colors.lines[0]!, 'solid'),
      ...(base === null ? [] : [baseLine(base, colors)]),
    ],
    legend: [
      { name: 'Test', color: colors.lines[0]!, shape: 'line' },
      { name: 'Training', color: colors.lines[1]!, shape: 'line' },
      ...(base === null ? [] : [{ name: BASE, color: colors.lines[3]!, shape: 'line' as const }]),
    ],
    emptyText: null,
  }
}

function curve(name: string, points: readonly Point[], color: string, type: 'solid' | 'dashed'): LineSeriesOption {
  const spreads = points.flatMap(
    ({ rows, mean, deviation }): MarkLineData =>
      deviation === null
        ? []
        : [
            [
              { coord: [rows, mean - deviation], lineStyle: { type: 'solid', width: 1.6, color } },
              { coord: [rows, mean + deviation] },
            ],
          ],
  )
  return {
    type: 'line',
    name,
    silent: true,
    symbol: 'circle',
    symbolSize: 8,
    color,
    lineStyle: { width: 2, type, color },
    data: points.map(({ rows, mean }) => [rows, mean]),
    markLine: { silent: true, symbol: 'none', animation: false, precision: 15, label: { show: false }, data: spreads },
  }
}

function baseLine(base: number, colors: Palette): LineSeriesOption {
  const color = colors.lines[3]!
  return {
    type: 'line',
    name: BASE,
    data: [],
    silent: true,
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      precision: 15,
      label: { show: false },
      data: [{ yAxis: base, lineStyle: { type: 'solid', width: 1.6, color } }],
    },
  }
}
