import type { EChartsOption } from 'echarts'
import type { TrainedFold } from '../../contract/modelRecord.ts'
import { palette, type Theme } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { dayText, resultAxis, resultLegend, resultTimeAxis, resultTooltip } from './resultStyle.ts'
import { pieceText, type TimePiece, timeBlocks } from './timeBlocks.ts'

export type ModelFoldsPicture = {
  readonly folds: readonly TrainedFold[]
  readonly theme: Theme
  readonly numbers: ChartNumbers
}

type Span = { readonly fromMs: number; readonly toMs: number }

/** Pixels that all folds need. */
export function modelFoldsHeight(folds: number): number {
  return folds * 26 + 96
}

/**
 * What each fold learned from and was tested on, by the times of their first and last decisions, first fold on top; between them the gap, in which nothing is learned.
 * Where training follows a test too, the test is drawn over it: only as far as one test lies in one piece.
 */
export function modelFoldsOption({ folds, theme, numbers }: ModelFoldsPicture): EChartsOption {
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const pieces = (read: (fold: TrainedFold) => { readonly span: Span | null; readonly text: string }) =>
    folds.flatMap((fold, row): TimePiece[] => {
      const { span, text } = read(fold)
      return span === null || span.toMs <= span.fromMs
        ? []
        : [{ ...span, row, text: `Fold ${fold.fold + 1}<br>${text}` }]
    })
  return {
    animation: false,
    useUTC: true,
    backgroundColor: 'transparent',
    legend: { ...resultLegend(colors), data: ['Training', 'Gap', 'Test'] },
    tooltip: { ...resultTooltip(colors), trigger: 'item', formatter: (item: unknown) => pieceText(item) },
    grid: { left: 62, right: 14, top: 30, bottom: 58 },
    dataZoom: [{ type: 'slider', bottom: 6, height: 18, filterMode: 'none', showDetail: false, brushSelect: false }],
    xAxis: { ...resultTimeAxis(colors), ...endsOf(folds) },
    yAxis: {
      ...axis,
      type: 'category',
      inverse: true,
      data: folds.map(({ fold }) => `Fold ${fold + 1}`),
      axisTick: { show: false },
      axisLine: { show: false },
      splitLine: { show: false },
      axisLabel: { ...axis.axisLabel, color: colors.text, interval: 0 },
    },
    series: [
      timeBlocks(
        'Training',
        colors.band,
        pieces((fold) => ({ span: spanOf(fold.trainFrom, fold.trainTo), text: trainText(fold, numbers) })),
        colors,
      ),
      timeBlocks(
        'Test',
        colors.lines[4]!,
        pieces((fold) => ({ span: spanOf(fold.testFrom, fold.testTo), text: testText(fold, numbers) })),
        colors,
      ),
      timeBlocks(
        'Gap',
        colors.loss,
        pieces((fold) => ({ span: gapOf(fold), text: gapText(fold) })),
        colors,
        -1,
      ),
    ],
  }
}

function endsOf(folds: readonly TrainedFold[]): { readonly min?: number; readonly max?: number } {
  if (folds.length === 0) return {}
  const times = folds.flatMap((fold) => [fold.trainFrom, fold.trainTo, fold.testFrom, fold.testTo].map(Date.parse))
  return { min: Math.min(...times), max: Math.max(...times) }
}

function spanOf(from: string, to: string): Span {
  return { fromMs: Date.parse(from), toMs: Date.parse(to) }
}

/** Null where training does not end before the test. */
export function gapOf({ trainTo, testFrom }: TrainedFold): Span | null {
  const span = spanOf(trainTo, testFrom)
  return span.toMs > span.fromMs ? span : null
}

function named(name: string, { fromMs, toMs }: Span): string {
  return `<b>${name}</b> ${dayText(fromMs)} to ${dayText(toMs)}`
}

function trainText(fold: TrainedFold, numbers: ChartNumbers): string {
  const { trainRows, purged, embargoed } = fold
  const left = `${numbers.grouped(purged)} purged, ${numbers.grouped(embargoed)} under embargo`
  return `${named('Training', spanOf(fold.trainFrom, fold.trainTo))}<br>${numbers.grouped(trainRows)} rows; ${left}`
}

function testText(fold: TrainedFold, numbers: ChartNumbers): string {
  return `${named('Test', spanOf(fold.testFrom, fold.testTo))}<br>${numbers.grouped(fold.testRows)} rows`
}

function gapText(fold: TrainedFold): string {
  const gap = gapOf(fold)
  return gap === null ? '' : `${named('Gap', gap)}<br>Nothing is learned here: labels would reach into the test`
}
