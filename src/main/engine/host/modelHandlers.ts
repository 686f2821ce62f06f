import type { ModelVersion } from '../../../core/contract/modelRecord.ts'
import type { Api } from '../../../core/contract/workbench/api.ts'
import type { ModelHoldOutView } from '../../../core/contract/workbench/modelCalls.ts'
import type { LearnerView, ModelListItem, ModelView } from '../../../core/contract/workbench/modelViews.ts'
import type { Handlers } from '../../../core/contract/workbench/rpc.ts'
import { LEARNERS } from '../../../core/models/learners.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import { ENSEMBLE_TYPES } from '../../../core/pipeline/training/learnerOfRecipe.ts'
import { withWorkspaceLock } from '../commands/withWorkspaceLock.ts'
import { type NotebookPorts, writeNotebooks } from '../exchange/writeNotebooks.ts'
import { STORE_FILE } from '../jobs/jobPaths.ts'
import { readStore } from '../jobs/readStore.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import { openWorkspace } from '../queries/openWorkspace.ts'
import { modelCurves } from '../training/modelCurves.ts'
import { modelHoldOut } from '../training/modelHoldOut.ts'
import type { ModelOnMatrix } from '../training/modelOnMatrix.ts'
import { type ListedModel, listModels, type ShownModel } from '../training/modelRegistry.ts'
import { promoteModel } from '../training/promoteModel.ts'
import { readModelFile } from '../training/readModelFile.ts'
import { type KeptModel, modelPath, readKeptModel, shortVersion } from '../training/trainFolder.ts'
import { writingModels } from '../training/withModelStore.ts'
import { explainRow } from './explainRow.ts'
import type { LedgerHandlerPorts } from './ledgerHandlers.ts'
import { recentValues } from './recentValues.ts'
import { modelOnMatrix, shownModel, type TrainedModelPorts } from './trainedModel.ts'

/** `notebooksOf`: what writing notebooks into a workspace needs. */
export type ModelHandlerPorts = WorkspacePorts &
  TrainedModelPorts &
  Pick<LedgerHandlerPorts, 'ledger'> & { readonly notebooksOf: (files: GuardedFiles) => Promise<NotebookPorts> }

type ModelNames =
  | 'learners.list'
  | 'models.list'
  | 'models.show'
  | 'models.curves'
  | 'models.promote'
  | 'models.explain'
  | 'models.holdOut'
  | 'notebooks.write'
export type ModelHandlers = Pick<Handlers<Api, AbortSignal>, ModelNames>

type Learned = Pick<ModelListItem, 'target' | 'loss'>

const MOST_LISTED = 2_000
const MOST_OPENED = 2

/** Trained models: the list, one of them whole, why it says what it says, and the stage that it is in. */
export function modelHandlers(ports: ModelHandlerPorts): ModelHandlers {
  const listed = recentValues<Learned>(MOST_LISTED)
  const held = recentValues<ModelOnMatrix>(MOST_OPENED)
  const opened = async (workspace: string, name: string): Promise<Outcome<ModelOnMatrix>> => {
    const shown = await shownModel(ports, workspace, name)
    if (!shown.ok) return shown
    const { manifest, complete } = shown.value
    const key = `${workspace} ${manifest.modelId} ${manifest.sha256} ${JSON.stringify(complete)}`
    const known = held.get(key)
    if (known !== undefined) return success(known)
    const read = await modelOnMatrix(ports, workspace, `${manifest.modelId}@${manifest.sha256}`)
    if (read.ok) held.set(key, read.value)
    return read
  }
  return {
    'learners.list': () => success(LEARNER_VIEWS),
    'models.list': async ({ workspace }) => {
      const home = openWorkspace(ports, workspace)
      if (!home.ok) return home
      const { files } = home.value
      if (!files.exists(STORE_FILE)) return success([])
      const models = await readStore(ports.stores, files, listModels)
      return models.ok ? success(models.value.map((model) => listItem(files, model, listed))) : models
    },
    'models.show': async ({ workspace, model }) => {
      const shown = await shownModel(ports, workspace, model)
      return shown.ok ? success(modelView(shown.value)) : shown
    },
    'models.curves': async ({ workspace, model }) => {
      const read = await opened(workspace, model)
      return read.ok ? modelCurves(read.value) : read
    },
    'models.promote': (wish) => promote(ports, wish),
    'models.holdOut': ({ workspace, model }) => holdOut(ports, workspace, model),
    'notebooks.write': ({ workspace, force }) => {
      const command = `assay notebook ${workspace}`
      return withWorkspaceLock(ports, workspace, command, async ({ files, workspace: { name } }) =>
        writeNotebooks(await ports.notebooksOf(files), name, force),
      )
    },
    'models.explain': async ({ workspace, model, ...asked }) => {
      const read = await opened(workspace, model)
      if (!read.ok) return read
      const { modelId, sha256 } = read.value.shown.manifest
      const files = ports.home.workspaceFiles(workspace)
      const stored = readModelFile({ files, hash: ports.hash }, modelId, shortVersion(sha256))
      return stored.ok ? explainRow(read.value, stored.value, asked) : stored
    },
  }
}

const LEARNER_VIEWS: readonly LearnerView[] = [
  ...LEARNERS.map(({ type, title, tasks, parameters }) => ({
    type,
    title,
    tasks,
    parameters: parameters.map(({ search = null, ...parameter }) => ({ ...parameter, search })),
    isEnsemble: false,
  })),
  ...ENSEMBLE_TYPES.map((type) => ({
    type,
    title: `${type} of other kinds of model`,
    tasks: ['classification', 'regression'] as const,
    parameters: [],
    isEnsemble: true,
  })),
]

/** Its files are held against their hashes when it is first listed, and whenever it is opened. */
function listItem(
  files: GuardedFiles,
  { version, isCurrent }: ListedModel,
  listed: ReturnType<typeof recentValues<Learned>>,
): ModelListItem {
  const key = `${files.root} ${version.modelId} ${version.sha256} ${version.createdMs}`
  const known = listed.get(key)
  if (known !== undefined) return { version, isCurrent, ...known, trouble: null }
  const kept = readKeptModel(files, version.modelId, shortVersion(version.sha256))
  if (!kept.ok) return { version, isCurrent, target: null, loss: null, trouble: kept.trouble.message }
  if (kept.value === null) return { version, isCurrent, target: null, loss: null, trouble: 'Its files are gone.' }
  const learned = learnedOf(kept.value)
  listed.set(key, learned)
  return { version, isCurrent, ...learned, trouble: null }
}

function learnedOf({ manifest, report }: KeptModel): Learned {
  const own = report.scores[report.loss]?.overFolds
  return {
    target: manifest.target.name,
    loss: {
      name: report.loss,
      mean: own?.mean ?? null,
      deviation: own?.deviation ?? null,
      folds: report.folds.length,
      baseline: report.baseline[report.loss]?.mean ?? null,
    },
  }
}

function modelView({ version, isCurrent, manifest, report, complete, stages }: ShownModel): ModelView {
  const files = Object.keys(complete.files).map((name) => modelPath(manifest.modelId, name))
  return { version, isCurrent, manifest, report, stages, files }
}

async function holdOut(ports: ModelHandlerPorts, workspace: string, name: string): Promise<Outcome<ModelHoldOutView>> {
  const home = openWorkspace(ports, workspace)
  if (!home.ok) return home
  const shown = await shownModel(ports, workspace, name)
  if (!shown.ok) return shown
  const book = await ports.ledger()
  if (!book.ok) return book
  try {
    return modelHoldOut({ files: home.value.files, ledger: book.value }, home.value.workspace, shown.value)
  } finally {
    book.value.close()
  }
}

type PromoteWish = Parameters<ModelHandlers['models.promote']>[0]

async function promote(
  ports: ModelHandlerPorts,
  { workspace, model, to, reason }: PromoteWish,
): Promise<Outcome<ModelVersion>> {
  const command = `assay models promote ${workspace} ${model}`
  const done = await writingModels(ports, workspace, command, ({ files }, store) => {
    const promoted = promoteModel({ files, clock: ports.clock, hash: ports.hash }, store, { name: model, to, reason })
    return promoted.ok ? success(promoted.value.current) : promoted
  })
  return done
}
