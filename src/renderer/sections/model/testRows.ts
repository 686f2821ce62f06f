import type { PredictionsShape, TestScoreShape } from '../../../core/contract/workbench/stageShapesModel.ts'

/** Test events of all folds, or of one; columns of one length. */
export type TestRows = {
  readonly label: Uint8Array
  readonly probability: Float64Array
  readonly netReturn: Float64Array
  readonly gains: number
}

/** `fold` null: all of them. */
export function testRowsOf(predictions: PredictionsShape, fold: number | null): TestRows {
  const rows = predictions.fold.flatMap((of, row) => (fold === null || of === fold ? [row] : []))
  const label = Uint8Array.from(rows, (row) => predictions.label[row]!)
  return {
    label,
    probability: Float64Array.from(rows, (row) => predictions.probability[row]!),
    netReturn: Float64Array.from(rows, (row) => predictions.netReturn[row]!),
    gains: label.reduce((sum, value) => sum + value, 0),
  }
}

/** Folds that have a prediction, ascending. */
export function foldsWithRows(predictions: PredictionsShape): readonly number[] {
  return [...new Set(predictions.fold)].sort((a, b) => a - b)
}

export type FrozenThreshold = { readonly threshold: number; readonly label: string }

/** Each frozen threshold once, ascending, with the folds that have it: `Folds 1–3, 6`. */
export function frozenThresholds(scores: readonly TestScoreShape[], fold: number | null): readonly FrozenThreshold[] {
  const wanted = scores.filter((score) => fold === null || score.fold === fold)
  const values = [...new Set(wanted.map(({ threshold }) => threshold))].sort((a, b) => a - b)
  return values.map((threshold) => {
    const folds = wanted.flatMap((score) => (score.threshold === threshold ? [score.fold + 1] : []))
    return { threshold, label: `${folds.length === 1 ? 'Fold' : 'Folds'} ${runsOf(folds)}` }
  })
}

/** `1–3, 6` of 1, 2, 3, 6, ascending. */
function runsOf(numbers: readonly number[]): string {
  const runs: { first: number; last: number }[] = []
  for (const number of numbers) {
    const run = runs.at(-1)
    if (run !== undefined && run.last + 1 === number) run.last = number
    else runs.push({ first: number, last: number })
  }
  const texts = runs.map(({ first, last }) => {
    if (first === last) return `${first}`
    return last === first + 1 ? `${first}, ${last}` : `${first}–${last}`
  })
  return texts.join(', ')
}

const EVENTS_A_GROUP = 15
const MOST_GROUPS = 10

/** Few enough that each group has some events, at most ten. */
export function groupCount(events: number): number {
  return Math.max(1, Math.min(MOST_GROUPS, Math.floor(events / EVENTS_A_GROUP)))
}
