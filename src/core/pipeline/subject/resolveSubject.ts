import type { EventColumns } from '../../events/detector.ts'
import type { Beat } from '../../job/beat.ts'
import type { Fold } from '../../validation/walkForward.ts'
import { fitFold, predictRows } from '../learning/fitFold.ts'
import type { FoldModel } from '../learning/learningPlan.ts'
import { rowsOfEvents, trainingRows } from '../learning/trainingRows.ts'
import { volatilityRegime } from '../regimes.ts'
import type { FoldChoice } from '../selection/stitchTrades.ts'
import type { Choice, Workbench } from '../workbench.ts'
import type { FilterId, Subject } from './subject.ts'
import { changedExit } from './subject.ts'

function passesFilter(bench: Workbench, filter: FilterId, events: EventColumns, row: number): boolean {
  switch (filter) {
    case 'none':
      return true
    case 'skip-calm':
      return volatilityRegime(bench, events.role[row]!, events.bar[row]!) !== 0
    case 'skip-wild':
      return volatilityRegime(bench, events.role[row]!, events.bar[row]!) !== 2
    case 'longs-only':
      return events.direction[row]! > 0
    case 'shorts-only':
      return events.direction[row]! < 0
  }
}

/** What the fold's model, fitted on its training rows as it was in the search, gives each event of the choice; NaN for an event without a complete outcome. */
function modelProbabilities(
  bench: Workbench,
  choice: Choice,
  fold: Fold,
  plan: NonNullable<FoldModel>,
  patternAid: boolean,
  beat: Beat,
): Float64Array {
  const rows = trainingRows(bench, choice, patternAid, beat)
  const model = fitFold(
    bench,
    rows,
    fold,
    plan.specification,
    plan.streamId,
    { minimumRows: 2, minimumClassRows: 1 },
    beat,
  )
  if (!model.ok) throw new Error(`A model that was fitted before cannot be fitted again: ${model.trouble.message}`)
  const events = bench.eventsOf(choice.setting)
  const found = rowsOfEvents(rows, events)
  const wanted = Int32Array.from(new Set(found.filter((row) => row >= 0)))
  const probability = predictRows(model.value, rows, wanted)
  const ofRow = new Map(Array.from(wanted, (row, index) => [row, probability[index]!]))
  return Float64Array.from(found, (row) => ofRow.get(row) ?? Number.NaN)
}

/** The fold choices of a subject on a data set: its exit changes applied, and a mask of the events that its filter and models let through. */
export function resolveSubject(
  bench: Workbench,
  folds: readonly Fold[],
  subject: Subject,
  beat: Beat,
): readonly FoldChoice[] {
  return folds.map((fold, index): FoldChoice => {
    const frozen = subject.choices[index]
    if (frozen === undefined || frozen === null) return { fold, choice: null }
    const choice = { setting: frozen.setting, exit: changedExit(frozen.exit, subject.exitTimes) }
    const events = bench.eventsOf(choice.setting)
    const mask = Uint8Array.from(events.bar, (_, row) => (passesFilter(bench, subject.filter, events, row) ? 1 : 0))
    const plan = subject.learning?.folds[index]
    if (!plan) return { fold, choice, keep: mask }
    const probability = modelProbabilities(bench, frozen, fold, plan, subject.learning?.patternAid === true, beat)
    const keep = mask.map((kept, row) => (probability[row]! >= plan.threshold ? kept : 0))
    return { fold, choice, keep, probability }
  })
}
