import type { EChartsOption } from 'echarts'
import { palette, type Theme } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { dayText, resultAxis, resultLegend, resultTimeAxis, resultTooltip } from './resultStyle.ts'
import { pieceText, type TimePiece, timeBlocks } from './timeBlocks.ts'

/** UTC milliseconds, the end not included. */
type Span = { readonly fromMs: number; readonly toMs: number }

export type FoldInTime = {
  readonly label: string
  readonly train: Span
  readonly validation: Span
  readonly test: Span
  readonly trainingRows: number
  readonly purgedRows: number
  readonly purge: Span | null
  readonly embargoBars: number
  readonly embargo: Span | null
}

export type FoldDatesPicture = {
  readonly folds: readonly FoldInTime[]
  /** Rows in the test of each fold, where known. */
  readonly testRows: readonly (number | null)[]
  readonly theme: Theme
  readonly numbers: ChartNumbers
}

/** Share of the whole span that the sealed hold-out gets: its length is not told. */
const SEALED_SHARE = 0.07

/** Pixels that all folds need. */
export function foldDatesHeight(folds: number): number {
  return folds * 28 + 122
}

/** Each fold's blocks over the dates, first fold on top, purge and embargo to scale in them; the last one ends in the sealed hold-out, which is not. */
export function foldDatesOption({ folds, testRows, theme, numbers }: FoldDatesPicture): EChartsOption {
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const [, , validation, holdOut, test] = colors.lines
  const from = Math.min(...folds.map((fold) => fold.train.fromMs))
  const sealedFrom = Math.max(...folds.map((fold) => fold.test.toMs))
  const sealedTo = sealedFrom + (sealedFrom - from) * SEALED_SHARE
  const pieces = (read: (fold: FoldInTime, row: number) => { readonly span: Span | null; readonly text: string }) =>
    folds.flatMap((fold, row): TimePiece[] => {
      const { span, text } = read(fold, row)
      return span === null || span.toMs <= span.fromMs ? [] : [{ ...span, row, text: `${fold.label}<br>${text}` }]
    })
  return {
    animation: false,
    useUTC: true,
    backgroundColor: 'transparent',
    legend: { ...resultLegend(colors), data: ['Train', 'Purge', 'Validation', 'Test', 'Embargo', 'Sealed hold-out'] },
    tooltip: { ...resultTooltip(colors), trigger: 'item', formatter: (item: unknown) => pieceText(item) },
    grid: { left: 128, right: 14, top: 30, bottom: 62 },
    dataZoom: [{ type: 'slider', bottom: 6, height: 20, filterMode: 'none', showDetail: false, brushSelect: false }],
    xAxis: { ...resultTimeAxis(colors), min: from, max: sealedTo },
    yAxis: {
      ...axis,
      type: 'category',
      inverse: true,
      data: folds.map(({ label }) => label),
      axisTick: { show: false },
      axisLine: { show: false },
      splitLine: { show: false },
      axisLabel: { ...axis.axisLabel, color: colors.text, interval: 0 },
    },
    series: [
      timeBlocks(
        'Train',
        colors.band,
        pieces((fold) => ({ span: fold.train, text: trainText(fold, numbers) })),
        colors,
      ),
      timeBlocks(
        'Validation',
        validation!,
        pieces((fold) => ({ span: fold.validation, text: spanText('Validation', fold.validation) })),
        colors,
      ),
      timeBlocks(
        'Test',
        test!,
        pieces((fold, row) => ({ span: fold.test, text: testText(fold, testRows[row] ?? null, numbers) })),
        colors,
      ),
      timeBlocks(
        'Purge',
        colors.loss,
        pieces((fold) => ({ span: fold.purge, text: purgeText(fold, numbers) })),
        colors,
        -1,
      ),
      timeBlocks(
        'Embargo',
        colors.text,
        pieces((fold) => ({ span: fold.embargo, text: embargoText(fold, numbers) })),
        colors,
        1,
      ),
      timeBlocks(
        'Sealed hold-out',
        holdOut!,
        pieces((fold) => ({
          span: isSealed(fold) ? { fromMs: sealedFrom, toMs: sealedTo } : null,
          text: `Sealed hold-out from ${dayText(sealedFrom)} on; its length is not drawn to scale`,
        })),
        colors,
      ),
    ],
  }
}

function isSealed({ test }: FoldInTime): boolean {
  return test.toMs <= test.fromMs
}

function spanText(name: string, { fromMs, toMs }: Span): string {
  return `<b>${name}</b> ${dayText(fromMs)} to ${dayText(toMs - 1)}`
}

function trainText(fold: FoldInTime, numbers: ChartNumbers): string {
  return `${spanText('Train', fold.train)}<br>${numbers.grouped(fold.trainingRows)} rows, ${numbers.grouped(fold.purgedRows)} purged`
}

function testText(fold: FoldInTime, rows: number | null, numbers: ChartNumbers): string {
  return `${spanText('Test', fold.test)}${rows === null ? '' : `<br>${numbers.grouped(rows)} events offered`}`
}

function purgeText(fold: FoldInTime, numbers: ChartNumbers): string {
  const { purge, purgedRows } = fold
  if (purge === null) return ''
  return `${spanText('Purge', purge)}<br>${numbers.grouped(purgedRows)} training events left out: their labels reach past the training block`
}

function embargoText({ embargo, embargoBars }: FoldInTime, numbers: ChartNumbers): string {
  if (embargo === null) return ''
  return `${spanText('Embargo', embargo)}<br>${numbers.grouped(embargoBars)} bars after the test in which no training label may start; no training follows a test here`
}
