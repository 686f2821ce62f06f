import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import type { Hash } from '../../../core/contract/hash.ts'
import type { ModelAssumption, TrainManifest } from '../../../core/contract/modelRecord.ts'
import type { TrainSpec } from '../../../core/contract/trainSpec.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { learnsFromLater } from '../../../core/pipeline/training/planRows.ts'
import { labelledRows, type TrainPayload } from '../../../core/pipeline/training/trainingTask.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import type { StoredMatrix } from '../matrices/storedMatrix.ts'
import type { RowTerms } from './trainingRows.ts'

/** What a version is, before it is trained: `spec` completed. */
export type VersionParts = {
  readonly modelId: string
  readonly spec: TrainSpec
  readonly matrix: StoredMatrix
  readonly payload: TrainPayload
  readonly terms: RowTerms
  readonly from: TrainManifest['from']
  readonly assumptions: readonly ModelAssumption[]
  readonly notes: readonly string[]
}

/** The manifest of a version, named by all that decides its bytes. */
export function versionManifest(
  hash: Hash,
  workspace: Workspace,
  {
    modelId,
    spec,
    matrix: { passport },
    payload: { data, plan, recipe },
    terms,
    from,
    assumptions,
    notes,
  }: VersionParts,
): TrainManifest {
  const labelled = labelledRows(data)
  const matrix = { name: passport.name, sha256: passport.sha256, contentSha256: passport.contentSha256 }
  const { seeds: _seeds, seed: _seed, learning_curve: _curve, ...evaluated } = spec
  const configSha256 = hash(canonicalJson(JSON.parse(JSON.stringify(evaluated))))
  const warnings: string[] = []
  if (!passport.trusted)
    warnings.push(
      `UNTRUSTED MATRIX: its report has errors (${passport.findings
        .filter(({ severity }) => severity === 'error')
        .map(({ code }) => code)
        .join(', ')}), and it was learned from all the same.`,
    )
  if (learnsFromLater(spec.validation))
    warnings.push(
      'LEARNED FROM LATER ROWS: predictions of a row come from models that learned from rows after it too. They compare models; no account could have traded them.',
    )
  const facts = {
    schemaVersion: 1 as const,
    modelId,
    engineVersion: ENGINE_VERSION,
    modelType: recipe.type,
    task: passport.target.task,
    matrix,
    target: {
      name: passport.target.name,
      horizonBars: passport.target.horizonBars,
      formula: passport.target.formula,
    },
    features: [...data.table.features.names],
    instruments: passport.instruments,
    interval: passport.interval,
    spec: JSON.parse(JSON.stringify(spec)),
    configSha256,
    seed: recipe.seed,
    rows: labelled.length,
    firstTime: isoTime(data.decisionMs[labelled[0]!]!),
    lastTime: isoTime(data.decisionMs[labelled.at(-1)!]!),
    labelsEnd: isoTime(labelled.reduce((last, row) => Math.max(last, data.labelEndMs[row]!), 0)),
    from,
    holdOut: { sealedFrom: terms.sealedMs === null ? null : isoTime(terms.sealedMs) },
    synthetic: workspace.synthetic ?? null,
    warnings,
    notes: [...terms.notes, ...gapNotes(spec, plan), ...notes],
  }
  const sha256 = hash(canonicalJson({ kind: 'training', ...facts }))
  return {
    ...facts,
    sha256,
    runId: sha256.slice(0, 16),
    assumptions: JSON.parse(JSON.stringify(assumptions)),
  }
}

function gapNotes({ validation }: TrainSpec, { gapAskedMs, gapUsedMs }: TrainPayload['plan']): readonly string[] {
  if (gapAskedMs >= gapUsedMs || learnsFromLater(validation)) return []
  const hours = (ms: number) => `${Math.round(ms / 36_000) / 100} hours`
  return [
    `The gap of ${validation.gap} bars (${hours(gapAskedMs)} at most) was raised to the longest label, ${hours(gapUsedMs)}.`,
  ]
}
