import { assumedFields } from '../../../core/contract/assumedFields.ts'
import type { ModelAssumption, TrainManifest } from '../../../core/contract/modelRecord.ts'
import { readSpec } from '../../../core/contract/readSpec.ts'
import { type TrainSpec, trainSpecSchema } from '../../../core/contract/trainSpec.ts'
import { TRAIN_MEANINGS } from '../../../core/contract/trainSpecMeanings.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { columnGroups } from '../../../core/models/explanation/columnGroups.ts'
import type { Learner } from '../../../core/models/learner.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { chooseFeatures } from '../../../core/pipeline/training/chooseFeatures.ts'
import { planRows } from '../../../core/pipeline/training/planRows.ts'
import { readRecipe } from '../../../core/pipeline/training/readRecipe.ts'
import { labelledRows, type TrainPayload } from '../../../core/pipeline/training/trainingTask.ts'
import { checkModelId } from '../backtests/storedPredictions.ts'
import { readStoredMatrix } from '../matrices/readStoredMatrix.ts'
import type { StoredMatrix } from '../matrices/storedMatrix.ts'
import type { WorkspaceStore } from '../ports/workspaceStore.ts'
import { barReturns } from './barReturns.ts'
import { ANEW, continuedFrom } from './continuedFrom.ts'
import { type RowTerms, trainingRows } from './trainingRows.ts'
import type { TrainPorts } from './trainPorts.ts'
import { versionManifest } from './versionManifest.ts'

/** What a person asks for. `written`: the specification as it stands in its file. */
export type TrainWish = {
  readonly written: unknown
  readonly matrix: string
  readonly model?: string | undefined
  readonly id?: string | undefined
  readonly seeds?: number | undefined
  readonly seed?: number | undefined
  /** A version to go on from, as `findModel` knows it. */
  readonly from?: string | undefined
  readonly despiteFindings?: boolean | undefined
}

/** Rank correlation, in size, from which columns are measured together too. It decides nothing that is fitted. */
const ALIKE = 0.7

/** Everything that a training is about to work on. */
export type PreparedTraining = {
  readonly manifest: TrainManifest
  readonly payload: TrainPayload
  readonly learner: Learner
  readonly matrix: StoredMatrix
  readonly terms: RowTerms
}

/**
 * Reads specification and matrix, parts the rows and names the version. Writes nothing.
 * Errors: those of `readStoredMatrix`, `readSpec`, `readRecipe`, `chooseFeatures`, `continuedFrom`, `trainingRows`, `barReturns`, `planRows`; `matrix-untrusted`, `bad-model-id`.
 */
export async function prepareTraining(
  ports: TrainPorts,
  workspace: Workspace,
  store: WorkspaceStore,
  wish: TrainWish,
): Promise<Outcome<PreparedTraining>> {
  const read = readSpec(trainSpecSchema, withFlags(wish), 'training')
  if (!read.ok) return read
  const spec = read.value
  const stored = await readStoredMatrix(ports, workspace.name, wish.matrix)
  if (!stored.ok) return stored
  const { passport } = stored.value
  const trusted = checkTrust(stored.value, wish.despiteFindings === true)
  if (!trusted.ok) return trusted
  const modelId = checkModelId(wish.id ?? passport.name)
  if (!modelId.ok) return modelId
  const chosen = chooseFeatures(stored.value.features.names, spec.features_to_use)
  if (!chosen.ok) return chosen
  const seed = spec.seed ?? workspace.seed
  const columns = chosen.value.map((place) => passport.features[place]!)
  const recipe = readRecipe(spec, passport.target.task, columns, seed)
  if (!recipe.ok) return recipe
  const names = columns.map(({ name }) => name)
  const from =
    wish.from === undefined ? success(ANEW) : continuedFrom(ports, store, wish.from, spec, stored.value, names)
  if (!from.ok) return from
  const { reference, models } = from.value
  const newFromMs = reference === null ? null : Date.parse(reference.labelsEnd)
  const rows = trainingRows(ports, workspace, stored.value, chosen.value, spec.allowed_hours, newFromMs)
  if (!rows.ok) return rows
  const { learner, recipe: fitting } = recipe.value
  const { terms } = rows.value
  const bars =
    fitting.weighting === 'return_attribution' ? await barReturns(ports, workspace, stored.value) : success(null)
  if (!bars.ok) return bars
  const data = { ...rows.value.data, bars: bars.value }
  const lookBackRows = learner.lookBackRows(fitting.settings)
  const labelled = labelledRows(data)
  const plan = planRows(
    { data, validation: fitting.validation, lookBackRows, featureBars: fitting.featureBars },
    labelled,
  )
  if (!plan.ok) return plan
  const groups = columnGroups(data.table.features, labelled, ALIKE).map((group) => group.columns)
  const payload = { data, recipe: fitting, plan: plan.value, groups, from: models }
  const completed = { ...spec, seed, parameters: fitting.settings }
  const manifest = versionManifest(ports.hash, workspace, {
    modelId: modelId.value,
    spec: completed,
    matrix: stored.value,
    payload,
    terms,
    from: reference,
    assumptions: assumptionsOf(wish, completed),
    notes: isOtherModel(wish)
      ? ['Parameters and members in the file are of another kind of model: they were left out.']
      : [],
  })
  return success({ manifest, payload, learner, matrix: stored.value, terms })
}

/** A flag counts for the field. A kind of model by its flag takes the place of the file's, with its parameters and members. */
function withFlags({ written, model, seeds, seed }: TrainWish): unknown {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return written
  const fields: Record<string, unknown> = { ...written }
  if (isOtherModel({ written, model })) {
    delete fields.parameters
    delete fields.members
  }
  if (model !== undefined) fields.model_type = model
  if (seeds !== undefined) fields.seeds = seeds
  if (seed !== undefined) fields.seed = seed
  return fields
}

function isOtherModel({ written, model }: Pick<TrainWish, 'written' | 'model'>): boolean {
  if (model === undefined || typeof written !== 'object' || written === null) return false
  return 'model_type' in written && written.model_type !== model
}

function checkTrust({ passport }: StoredMatrix, despite: boolean): Outcome<void> {
  if (passport.trusted || despite) return success(undefined)
  const errors = passport.findings.filter(({ severity }) => severity === 'error')
  return failure(
    'matrix-untrusted',
    `The report on the matrix ${passport.name} has errors: ${errors.map(({ sentence }) => sentence).join(' ')}`,
    'Build it anew without what is at fault; --despite-findings learns from it all the same, and says so in the result.',
  )
}

/** Everything that decides the result and that nobody wrote. Parameters of the model are listed one by one. */
function assumptionsOf(wish: TrainWish, spec: TrainSpec): readonly ModelAssumption[] {
  const written = withFlags(wish)
  return assumedFields(written, spec).map(({ field, value }) => ({
    field,
    value,
    meaning:
      TRAIN_MEANINGS[field] ??
      (field.startsWith('parameters.') ? 'The standard of the kind of model.' : 'A standard of the program.'),
  }))
}
