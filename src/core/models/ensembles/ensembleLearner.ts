import { failure, type Outcome, success } from '../../outcome/outcome.ts'
import type { FitContext, FitOptions, Learner, TrainedModel } from '../learner.ts'
import type { LearningTable } from '../learningTable.ts'
import type { EnsembleModelData, LinearModelData } from '../trainedModelData.ts'
import { blendingWeights } from './blendingWeights.ts'
import type { EnsembleMember } from './ensembleMember.ts'
import { ensembleModelOf } from './ensembleModelOf.ts'
import { memberMatrix } from './memberMatrix.ts'
import { type FoldRows, outOfFold } from './outOfFold.ts'

export type EnsembleRecipe = {
  readonly type: 'voting' | 'blending' | 'stacking'
  readonly members: readonly EnsembleMember[]
  /** Learns from the members' out-of-fold predictions; a linear kind. Stacking only. */
  readonly meta: EnsembleMember | null
  /** Purged splits by time inside the rows given: the only place where members are fitted and asked for the weights. Not called for voting. */
  readonly innerSplits: (rows: Int32Array) => Outcome<readonly FoldRows[]>
}

/**
 * One learner made of others. Voting: mean of their predictions (probabilities, for classes). Blending: their mean with the weights of `blendingWeights`.
 * Stacking: the meta model on their predictions (Wolpert 1992). Weights and meta model see out-of-fold predictions only; the members are then fitted
 * again on all rows. Its own settings are those of its members.
 * Failures: those of members, meta model and inner splits; `ensemble-too-small`; `no-out-of-fold-rows`.
 */
export function ensembleLearner(recipe: EnsembleRecipe): Learner {
  const { type, members } = recipe
  return {
    type,
    title: `${TITLES[type]} of ${members.map(({ learner }) => learner.title).join(', ')}`,
    tasks: (['classification', 'regression'] as const).filter((task) =>
      members.every(({ learner }) => learner.tasks.includes(task)),
    ),
    parameters: [],
    lookBackRows: () => Math.max(0, ...members.map(({ learner, settings }) => learner.lookBackRows(settings))),
    fit: (table, rows, _settings, options, context) => fitEnsemble(recipe, table, rows, options, context),
  }
}

const TITLES = { voting: 'Vote', blending: 'Blend', stacking: 'Stack' } as const

function fitEnsemble(
  recipe: EnsembleRecipe,
  table: LearningTable,
  rows: Int32Array,
  options: FitOptions,
  context: FitContext,
): Outcome<TrainedModel> {
  const { type, members } = recipe
  if (members.length < 2)
    return failure('ensemble-too-small', `${type} of ${members.length} models is none.`, 'Name at least two members.')
  const joined = joinMembers(recipe, table, rows, options, context)
  if (!joined.ok) return joined
  const models: TrainedModel[] = []
  for (const [place, { learner, settings }] of members.entries()) {
    const fitted = learner.fit(table, rows, settings, memberOptions(options, place), context)
    if (!fitted.ok) return fitted
    models.push(fitted.value)
  }
  const data: EnsembleModelData = {
    form: 'ensemble',
    type,
    task: table.task,
    names: table.features.names,
    members: models.map((model) => model.data),
    memberWeights: joined.value.weights,
    meta: joined.value.meta?.data ?? null,
  }
  return success(ensembleModelOf(data, models, joined.value.meta?.model ?? null))
}

/** An ensemble that is gone on from is gone on from member by member. */
function memberOptions({ from, ...options }: FitOptions, place: number): FitOptions {
  const own = from?.form === 'ensemble' ? from.members[place] : undefined
  return own === undefined ? options : { ...options, from: own }
}

type Joined = {
  readonly weights: readonly number[]
  readonly meta: { readonly model: TrainedModel; readonly data: LinearModelData } | null
}

function joinMembers(
  recipe: EnsembleRecipe,
  table: LearningTable,
  rows: Int32Array,
  options: FitOptions,
  context: FitContext,
): Outcome<Joined> {
  const { type, members, meta } = recipe
  const equal = members.map(() => 1 / members.length)
  if (type === 'voting') return success({ weights: equal, meta: null })
  const splits = recipe.innerSplits(rows)
  if (!splits.ok) return splits
  const apart = outOfFold(members, table, splits.value, options, context)
  if (!apart.ok) return apart
  const { rows: seen, predictions } = apart.value
  const target = Float64Array.from(seen, (row) => table.target[row]!)
  const weight = Float64Array.from(seen, (row) => table.weight[row]!)
  if (type === 'blending') return success({ weights: blendingWeights(predictions, target, weight), meta: null })
  if (meta === null) throw new Error('Stacking without a meta model')
  const metaTable: LearningTable = {
    task: table.task,
    features: memberMatrix(predictions, seen.length),
    target,
    weight,
    previousRow: new Int32Array(seen.length).fill(-1),
  }
  const every = Int32Array.from(seen, (_, row) => row)
  const fitted = meta.learner.fit(metaTable, every, meta.settings, {}, context)
  if (!fitted.ok) return fitted
  if (fitted.value.data.form !== 'linear') throw new Error(`${meta.learner.type} is no linear meta model`)
  return success({ weights: equal, meta: { model: fitted.value, data: fitted.value.data } })
}
