import type { FoldInTime } from '../../../core/charts/workbench/foldDatesOption.ts'
import type { FoldDatesShape, TestScoreShape } from '../../../core/contract/workbench/stageShapesModel.ts'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText } from '../../ui/numberText.ts'
import { timeText } from '../../ui/timeText.ts'

export type DatedFold = FoldInTime & { readonly fold: number; readonly testRows: number | null }

/** The last fold is the hold-out's. */
export function datedFolds(folds: readonly FoldDatesShape[], scores: readonly TestScoreShape[]): readonly DatedFold[] {
  return folds.map((fold, index) => ({
    ...fold,
    label: index === folds.length - 1 ? `Hold-out (${fold.scheme})` : `Fold ${fold.fold + 1} (${fold.scheme})`,
    testRows: scores.find((score) => score.fold === fold.fold)?.offered ?? null,
  }))
}

type Span = FoldInTime['train']

/** UTC days, whatever the zone of display: the folds are cut on the clock of the data. The end is the last day that belongs to it. */
function spanText({ fromMs, toMs }: Span): string {
  return `${timeText(fromMs, 'UTC', 'day')} – ${timeText(toMs - 1, 'UTC', 'day')}`
}

function count(
  key: string,
  title: string,
  width: number,
  value: (fold: DatedFold) => number | null,
  explanation: string,
): DataColumn<DatedFold> {
  return { key, title, width, align: 'right', value, text: (fold) => countText(value(fold)), explanation }
}

function spanColumn(key: string, title: string, span: (fold: DatedFold) => Span): DataColumn<DatedFold> {
  return { key, title, width: 172, value: (fold) => span(fold).fromMs, text: (fold) => spanText(span(fold)) }
}

export const DATE_COLUMNS: readonly DataColumn<DatedFold>[] = [
  { key: 'fold', title: 'Fold', width: 128, value: (fold) => fold.fold, text: (fold) => fold.label },
  spanColumn('train', 'Train, UTC', (fold) => fold.train),
  spanColumn('validation', 'Validation, UTC', (fold) => fold.validation),
  {
    key: 'test',
    title: 'Test, UTC',
    width: 172,
    value: (fold) => fold.test.fromMs,
    text: (fold) =>
      fold.test.toMs > fold.test.fromMs
        ? spanText(fold.test)
        : `sealed, from ${timeText(fold.test.fromMs, 'UTC', 'day')}`,
  },
  count('rows', 'Train rows', 96, (fold) => fold.trainingRows, 'Events left to learn from after purging.'),
  count(
    'purged',
    'Purged',
    82,
    (fold) => fold.purgedRows,
    'Training events left out because their label reaches past the training block.',
  ),
  count('tested', 'Test events', 100, (fold) => fold.testRows, 'Events offered to the fold’s model in its test block.'),
]
