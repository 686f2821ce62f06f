import { failure, type Outcome, success } from '../../outcome/outcome.ts'
import { learnableRows } from '../learnableRows.ts'
import type { FitOptions } from '../learner.ts'
import type { LearningTable } from '../learningTable.ts'
import type { CategoryCode, TrainedModelData, TreeModelData } from '../trainedModelData.ts'
import { categoryReader, targetStatistics } from './targetStatistics.ts'

/** Training rows, ascending; columns of categories as what stands for them in these rows. */
export type TreeRows = {
  readonly rows: Int32Array
  readonly target: Float64Array
  readonly weight: Float64Array
  readonly positiveFactor: number
  readonly categories: readonly CategoryCode[]
  readonly replaced: ReadonlyMap<number, Float64Array>
  /** The model that the fit goes on from: its categories stay as they are. */
  readonly previous: TreeModelData | null
}

/** Failures: those of `learnableRows`, and `no-columns`, `unknown-column`, `cannot-continue`. */
export function prepareTrees(
  type: string,
  table: LearningTable,
  given: Int32Array,
  options: FitOptions,
): Outcome<TreeRows> {
  const { names, columns } = table.features
  if (columns === 0) return failure('no-columns', 'There is no column to learn from.', 'Name at least one feature.')
  const asked = [...(options.categorical ?? []), ...Object.keys(options.monotone ?? {})]
  const unknown = asked.find((name) => !names.includes(name))
  if (unknown !== undefined)
    return failure('unknown-column', `There is no column "${unknown}".`, `The columns are: ${names.join(', ')}.`)
  const previous = previousOf(type, table, options.from)
  if (!previous.ok) return previous
  const learned = learnableRows(table, Int32Array.from(given).sort(), options.positiveWeight)
  if (!learned.ok) return learned
  const { rows, weight, positiveFactor } = learned.value
  const target = Float64Array.from(rows, (row) => table.target[row]!)
  const replaced = new Map<number, Float64Array>()
  const categories: CategoryCode[] = [...(previous.value?.categories ?? [])]
  const codesOf = (column: number) => Float64Array.from(rows, (row) => table.features.values[row * columns + column]!)
  for (const code of categories) replaced.set(code.column, codesOf(code.column).map(categoryReader(code)))
  for (const name of previous.value === null ? (options.categorical ?? []) : []) {
    const column = names.indexOf(name)
    const { encoded, code } = targetStatistics(column, codesOf(column), target, weight)
    replaced.set(column, encoded)
    categories.push(code)
  }
  return success({ rows, target, weight, positiveFactor, categories, replaced, previous: previous.value })
}

function previousOf(
  type: string,
  { task, features: { names } }: LearningTable,
  from: TrainedModelData | undefined,
): Outcome<TreeModelData | null> {
  if (from === undefined) return success(null)
  const isSame =
    from.form === 'trees' &&
    from.type === type &&
    from.task === task &&
    from.names.length === names.length &&
    from.names.every((name, column) => name === names[column])
  return isSame
    ? success(from)
    : failure(
        'cannot-continue',
        `The model to go on from is not a ${type} of the same task and columns.`,
        'Choose the columns that it was trained on, or train anew.',
      )
}
