import type { TrainManifest } from '../../../core/contract/modelRecord.ts'
import type { TrainSpec } from '../../../core/contract/trainSpec.ts'
import { goesOn } from '../../../core/models/learners.ts'
import type { TrainedModelData } from '../../../core/models/trainedModelData.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { StoredMatrix } from '../matrices/storedMatrix.ts'
import type { WorkspaceStore } from '../ports/workspaceStore.ts'
import { showModel } from './modelRegistry.ts'
import { readModelFile } from './readModelFile.ts'
import { shortVersion, versionFiles } from './trainFolder.ts'
import type { TrainPorts } from './trainPorts.ts'

/** What a training goes on from. `reference` stands in its manifest. */
export type Continued = {
  readonly reference: TrainManifest['from']
  readonly models: readonly TrainedModelData[]
}

/** What a training that begins anew goes on from. */
export const ANEW: Continued = { reference: null, models: [] }

/**
 * The models of a version, for a training of the same kind of model on the same columns and target. Errors: those of `showModel` and `readModelFile`; `cannot-continue`.
 */
export function continuedFrom(
  ports: Pick<TrainPorts, 'files' | 'hash'>,
  store: WorkspaceStore,
  name: string,
  spec: TrainSpec,
  matrix: StoredMatrix,
  features: readonly string[],
): Outcome<Continued> {
  const shown = showModel(ports.files, store, name)
  if (!shown.ok) return shown
  const { manifest, complete } = shown.value
  const fault = faultOf(manifest, spec, matrix, features)
  if (fault !== null) return cannotContinue(name, fault)
  const { modelId, sha256, labelsEnd } = manifest
  const stored = readModelFile(ports, modelId, shortVersion(sha256))
  if (!stored.ok) return stored
  const modelSha256 = complete.files[versionFiles(shortVersion(sha256)).model] ?? ''
  return success({ reference: { modelId, sha256, modelSha256, labelsEnd }, models: stored.value.models })
}

function faultOf(
  manifest: TrainManifest,
  spec: TrainSpec,
  { passport: { target, interval } }: StoredMatrix,
  features: readonly string[],
): string | null {
  const types = spec.members?.map((member) => (typeof member === 'string' ? member : member.model_type))
  const still = (types ?? [spec.model_type]).find((type) => !goesOn(type))
  if (still !== undefined) return `a ${still} has one solution of all its rows, and cannot learn on from some`
  if (manifest.modelType !== spec.model_type) return `it is a ${manifest.modelType}, not a ${spec.model_type}`
  if (manifest.interval !== interval) return `it learned from bars of ${manifest.interval}, not of ${interval}`
  if (manifest.target.name !== target.name || manifest.task !== target.task)
    return `its target is ${manifest.target.name}, not ${target.name}`
  if (JSON.stringify(manifest.features) === JSON.stringify(features)) return null
  return `its columns are ${manifest.features.join(', ')}, not ${features.join(', ')}`
}

function cannotContinue(name: string, fault: string): Outcome<never> {
  return failure(
    'cannot-continue',
    `The training cannot go on from ${name}: ${fault}.`,
    'Give it the same kind of model, columns and target, or train anew without --from.',
  )
}
