import type { Beat } from '../../job/beat.ts'
import { permutedRises } from '../../models/explanation/permutedRises.ts'
import { createStream } from '../../stats/seededStream.ts'
import type { FittedRows, TrainBench } from './fitRows.ts'
import { thinned } from './thinned.ts'
import type { MeasuredImportance } from './trainUnits.ts'

export const IMPORTANCE_REPEATS = 5
const MOST_ROWS = 2_000
const LEAST_ROWS = 200
/** Predictions of one fit, all columns, groups and repeats together: what more of them costs is rows. */
const MOST_PREDICTIONS = 2_000_000

/** More test rows of a fold than these are thinned to so many, evenly. */
export function importanceRows(columns: number, groups: readonly (readonly number[])[]): number {
  const shuffles = IMPORTANCE_REPEATS * (columns + groups.filter(({ length }) => length > 1).length)
  return Math.max(LEAST_ROWS, Math.min(MOST_ROWS, Math.floor(MOST_PREDICTIONS / shuffles)))
}

/**
 * What the test rows' loss rises by when a column, and when a whole group of like columns, is shuffled among them. Of the model before calibration, all rows weighing the same;
 * every seed shuffles alike, so that seeds differ in their fits alone.
 */
export function measureImportance(
  { data, groups, recipe }: TrainBench,
  { model }: FittedRows,
  test: Int32Array,
  part: number,
  beat: Beat,
): MeasuredImportance | null {
  const rows = thinned(test, importanceRows(data.table.features.columns, groups))
  const table = { ...data.table, weight: new Float64Array(data.table.target.length).fill(1) }
  const alone = table.features.names.map((_, column) => [column])
  const together = groups.filter(({ length }) => length > 1)
  const stream = createStream(recipe.seed, `training/${part}/importance`)
  const measured = permutedRises(model, table, rows, [...alone, ...together], IMPORTANCE_REPEATS, stream, beat)
  if (measured === null) return null
  const rises = measured.rises.map((own) => [...own])
  const ofGroups = rises.slice(alone.length)
  return {
    baseline: measured.baseline,
    columns: rises.slice(0, alone.length),
    groups: groups.map((group) => (group.length > 1 ? ofGroups[together.indexOf(group)]! : rises[group[0]!]!)),
  }
}
