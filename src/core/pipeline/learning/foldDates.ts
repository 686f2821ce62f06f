import type { Beat } from '../../job/beat.ts'
import type { PairColumns } from '../../market/pairColumns.ts'
import type { BarRange, Fold } from '../../validation/walkForward.ts'
import type { Scheme } from '../selection/foldPlan.ts'
import type { Choice, Workbench } from '../workbench.ts'
import { foldTrainingRows } from './fitFold.ts'
import { trainingRows } from './trainingRows.ts'

/** UTC milliseconds, the end not included. */
type DateSpan = { readonly fromMs: number; readonly toMs: number }

/** A fold in time, under the scheme that was chosen for it. No bar of the sealed hold-out is looked at: the last fold's test is an empty span at the end of the development data. */
export type FoldDates = {
  readonly fold: number
  readonly scheme: Scheme
  readonly train: DateSpan
  readonly validation: DateSpan
  readonly test: DateSpan
  /** Rows left to learn from after purging; 0 where no configuration was selected. */
  readonly trainingRows: number
  /** Training events that were left out because their label reaches over the end of the training block. */
  readonly purgedRows: number
  /** From the first purged event's decision to the end of the training block; null where none was purged. */
  readonly purge: DateSpan | null
  readonly embargoBars: number
  /** The bars after the test in which no label may start; null after the last test, where all bars are sealed. */
  readonly embargo: DateSpan | null
}

function dateSpan({ timeMs, intervalMs }: PairColumns, { from, to }: BarRange): DateSpan {
  const startOf = (bar: number) => timeMs[bar] ?? timeMs.at(-1)! + intervalMs
  return { fromMs: startOf(from), toMs: startOf(to) }
}

/** Training events of the fold and what purging does to them. */
function purging(bench: Workbench, choice: Choice | null, fold: Fold, patternAid: boolean, beat: Beat) {
  if (choice === null) return { trainingRows: 0, purgedRows: 0, purgedFrom: null }
  const rows = trainingRows(bench, choice, patternAid, beat)
  const kept = new Set(foldTrainingRows(rows, fold, bench.config.embargoBars))
  const { from, to } = fold.train
  const purged = rows.startBar.filter((bar, row) => bar >= from && bar < to && !kept.has(row))
  return { trainingRows: kept.size, purgedRows: purged.length, purgedFrom: purged[0] ?? null }
}

export function foldDates(
  bench: Workbench,
  choice: Choice | null,
  fold: Fold,
  scheme: Scheme,
  patternAid: boolean,
  beat: Beat,
): FoldDates {
  const { columns, config } = bench
  const span = (range: BarRange) => dateSpan(columns, range)
  const { purgedFrom, ...counts } = purging(bench, choice, fold, patternAid, beat)
  const bars = columns.timeMs.length
  const { to } = fold.test
  return {
    fold: fold.index,
    scheme,
    train: span(fold.train),
    validation: span(fold.validation),
    test: span(fold.test),
    ...counts,
    purge: purgedFrom === null ? null : span({ from: purgedFrom, to: fold.train.to }),
    embargoBars: config.embargoBars,
    embargo: to >= bars ? null : span({ from: to, to: Math.min(bars, to + config.embargoBars) }),
  }
}
