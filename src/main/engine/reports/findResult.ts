import type { ResultKindName } from '../../../core/contract/bundleRecord.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { BACKTESTS } from '../backtests/backtestFolder.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { discoveryIds } from '../queries/discoveryFolder.ts'
import { ROBUSTNESS } from '../robustness/robustnessFolder.ts'
import { SWEEPS } from '../sweeps/sweepFolder.ts'
import { MODELS_FOLDER, modelPath, versionFiles } from '../training/trainFolder.ts'

/** A kept result of any kind. */
export type FoundResult = { readonly kind: ResultKindName; readonly id: string }

function allResults(files: GuardedFiles): readonly FoundResult[] {
  const discoveries = new Set(discoveryIds(files))
  const of = (kind: ResultKindName, ids: readonly string[]) => ids.map((id) => ({ kind, id }))
  return [
    ...of(
      'run',
      files.listFolders('runs').filter((id) => !discoveries.has(id)),
    ),
    ...of('discovery', [...discoveries]),
    ...of('backtest', BACKTESTS.ids(files)),
    ...of('sweep', SWEEPS.ids(files)),
    ...of('robustness', ROBUSTNESS.ids(files)),
    ...of('model', modelVersions(files)),
  ]
}

/** Finished versions, as `ID@1f0a93bc`. */
function modelVersions(files: GuardedFiles): readonly string[] {
  return files.listFolders(MODELS_FOLDER).flatMap((id) =>
    files
      .listFolders(`${MODELS_FOLDER}/${id}/versions`)
      .filter((version) => files.exists(modelPath(id, versionFiles(version).complete)))
      .map((version) => `${id}@${version}`),
  )
}

/** A result by its id or by the first letters of it, whatever its kind. Errors: `result-missing`, `result-ambiguous`. */
export function findResult(files: GuardedFiles, workspace: string, idStart: string): Outcome<FoundResult> {
  const all = allResults(files)
  const whole = all.filter(({ id }) => id === idStart)
  const found = whole.length > 0 ? whole : all.filter(({ id }) => id.startsWith(idStart))
  const [one] = found
  if (one === undefined)
    return failure(
      'result-missing',
      `The workspace ${workspace} keeps no result ${idStart}.`,
      `See them with: assay runs list ${workspace}, assay backtest list ${workspace}, assay sweep list ${workspace}, assay discover list ${workspace}, assay robustness list ${workspace} or assay models list ${workspace}`,
    )
  if (found.length === 1 && idStart !== '') return success(one)
  return failure(
    'result-ambiguous',
    `${found.length} results of ${workspace} begin with "${idStart}".`,
    `Write more letters: ${found
      .slice(0, 8)
      .map(({ kind, id }) => `${id} (${kind})`)
      .join(', ')}.`,
  )
}
