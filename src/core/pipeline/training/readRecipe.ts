import type { TrainSpec } from '../../contract/trainSpec.ts'
import { checkParameters } from '../../models/checkParameters.ts'
import type { FitOptions, Learner } from '../../models/learner.ts'
import { learnerNamed, modelTypes, stopsEarly, takesCategories } from '../../models/learners.ts'
import type { LearningTask } from '../../models/learningTable.ts'
import { nearestName } from '../../outcome/nearestName.ts'
import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import { searchAxes } from '../../validation/search/searchAxes.ts'
import { ENSEMBLE_TYPES, isEnsemble, learnerOfRecipe } from './learnerOfRecipe.ts'
import type { MemberRecipe, TrainRecipe } from './trainingTask.ts'

type Column = { readonly name: string; readonly isCategory: boolean; readonly warmupBars: number }

/**
 * How a specification trains, for columns of a matrix. Errors: `unknown-model` (naming the nearest), `members-needed`, `members-without-ensemble`, `model-task`,
 * `unknown-column`, `classes-only`, `nothing-to-search`, and those of `checkParameters`.
 */
export function readRecipe(
  spec: TrainSpec,
  task: LearningTask,
  columns: readonly Column[],
  seed: number,
): Outcome<{ readonly recipe: TrainRecipe; readonly learner: Learner }> {
  const members = readMembers(spec, task)
  if (!members.ok) return members
  const options = readOptions(spec, task, columns)
  if (!options.ok) return options
  const named = isEnsemble(spec.model_type) ? success(null) : learnerNamed(spec.model_type, ENSEMBLE_TYPES)
  if (!named.ok) return named
  const base = {
    type: spec.model_type,
    settings: spec.parameters,
    given: Object.keys(spec.parameters),
    members: members.value,
    options: options.value,
    calibration: spec.calibration,
    stopShare: spec.early_stopping?.share ?? null,
    weighting: spec.sample_weights,
    decayOldest: spec.decay_oldest,
    search: spec.search,
    validation: spec.validation,
    featureBars: columns.reduce((most, { warmupBars }) => Math.max(most, warmupBars), 0),
    learningCurve: spec.learning_curve,
    seeds: spec.seeds,
    seed,
  }
  const learner = learnerOfRecipe(base, task, notYet)
  const fits = checkTask(learner, task)
  if (!fits.ok) return fits
  const stops = checkStop(spec, members.value)
  if (!stops.ok) return stops
  const settings = checkParameters(learner, spec.parameters)
  if (!settings.ok) return settings
  if (spec.search !== null && searchAxes(learner.parameters, base.given).length === 0)
    return failure(
      'nothing-to-search',
      `Every parameter of ${spec.model_type} that a search may vary is given, or it has none.`,
      'Leave search out, or fewer parameters given.',
    )
  return success({ recipe: { ...base, settings: settings.value }, learner })
}

/** A learner that is only asked about itself. */
function notYet(): never {
  throw new Error('Rows are parted where there are rows')
}

function readMembers(spec: TrainSpec, task: LearningTask): Outcome<readonly MemberRecipe[]> {
  if (!isEnsemble(spec.model_type) && spec.members === null) return success([])
  if (!isEnsemble(spec.model_type))
    return failure(
      'members-without-ensemble',
      `The model ${spec.model_type} is not made of members.`,
      `Models with members: ${ENSEMBLE_TYPES.join(', ')}.`,
    )
  if (spec.members === null)
    return failure(
      'members-needed',
      `The model ${spec.model_type} is made of others, and none is named.`,
      'Name at least two, as in members: [xgboost, ridge].',
    )
  const found: MemberRecipe[] = []
  for (const member of spec.members) {
    const { model_type: type, parameters } =
      typeof member === 'string' ? { model_type: member, parameters: {} } : member
    const learner = learnerNamed(type)
    if (!learner.ok) return learner
    const fits = checkTask(learner.value, task)
    if (!fits.ok) return fits
    const settings = checkParameters(learner.value, parameters)
    if (!settings.ok) return settings
    found.push({ type, settings: settings.value })
  }
  return success(found)
}

function checkTask({ type, tasks }: Learner, task: LearningTask): Outcome<void> {
  if (tasks.includes(task)) return success(undefined)
  const others = modelTypes(task).join(', ')
  return failure(
    'model-task',
    `The model ${type} does not learn a target of ${task === 'classification' ? 'classes' : 'amounts'}.`,
    `Those that do: ${others}.`,
  )
}

/** Rows would be held apart for nothing. */
function checkStop(spec: TrainSpec, members: readonly MemberRecipe[]): Outcome<void> {
  const types = members.length > 0 ? members.map(({ type }) => type) : [spec.model_type]
  if (spec.early_stopping === null || types.some(stopsEarly)) return success(undefined)
  return failure(
    'no-early-stopping',
    `The model ${spec.model_type} is not trained in steps that could be stopped early.`,
    'Leave early_stopping out, or use a boosted or neural model.',
  )
}

function readOptions(spec: TrainSpec, task: LearningTask, columns: readonly Column[]): Outcome<TrainRecipe['options']> {
  const unknown = [...Object.keys(spec.monotone), ...(spec.categorical ?? [])].find(
    (name) => !columns.some((column) => column.name === name),
  )
  if (unknown !== undefined) return unknownColumn(unknown, columns)
  if (task === 'regression' && (spec.calibration !== 'none' || spec.class_balance !== 'none'))
    return failure(
      'classes-only',
      `${spec.calibration === 'none' ? 'class_balance' : 'calibration'} is for targets of classes; this one is an amount.`,
      'Leave it out, or build a matrix with a target such as next_day_direction.',
    )
  const types = spec.members?.map((member) => (typeof member === 'string' ? member : member.model_type))
  const takesThem = (types ?? [spec.model_type]).every(takesCategories)
  const known = takesThem ? columns.filter(({ isCategory }) => isCategory).map(({ name }) => name) : []
  const categorical = spec.categorical ?? known
  const options: FitOptions = {
    ...(Object.keys(spec.monotone).length === 0 ? {} : { monotone: spec.monotone }),
    ...(categorical.length === 0 ? {} : { categorical }),
    ...(spec.class_balance === 'none' ? {} : { positiveWeight: spec.class_balance }),
  }
  return success(options)
}

function unknownColumn(name: string, columns: readonly Column[]): Outcome<never> {
  const known = columns.map((column) => column.name)
  const near = nearestName(name, known)
  return failure(
    'unknown-column',
    `The training uses no column ${JSON.stringify(name)}.`,
    near === null ? `It uses: ${known.slice(0, 40).join(', ')}.` : `Did you mean ${near}?`,
  )
}
