import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { findBacktest } from '../backtests/listBacktests.ts'
import { runFolder } from '../pipeline/runFolder.ts'
import { readComplete } from '../pipeline/runManifest.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { findDiscovery } from '../queries/discoveryFolder.ts'
import type { FoundResult } from '../reports/findResult.ts'
import { findRobustness } from '../robustness/listRobustness.ts'
import { findSweep } from '../sweeps/listSweeps.ts'
import { findKeptModel, modelPath } from '../training/trainFolder.ts'

type Recorded = Readonly<Record<string, string>>

/** SHA-256 of the files that make a result, by their path in the workspace. Errors: those of finding it; `run-incomplete`. */
export function recordedFiles(files: GuardedFiles, workspace: string, { kind, id }: FoundResult): Outcome<Recorded> {
  switch (kind) {
    case 'run':
      return publishedOf(files, id)
    case 'discovery': {
      const kept = findDiscovery(files, workspace, id)
      return kept.ok ? success(kept.value.complete.files) : kept
    }
    case 'backtest': {
      const kept = findBacktest(files, workspace, id)
      return kept.ok ? success(below(`backtests/${id}`, kept.value.complete.files)) : kept
    }
    case 'sweep': {
      const kept = findSweep(files, workspace, id)
      return kept.ok ? success(below(`sweeps/${id}`, kept.value.complete.files)) : kept
    }
    case 'model': {
      const kept = findKeptModel(files, id)
      return kept.ok
        ? success(below(modelPath(kept.value.manifest.modelId, '').slice(0, -1), kept.value.complete.files))
        : kept
    }
    case 'robustness': {
      const kept = findRobustness(files, workspace, id)
      return kept.ok ? success(below(`robustness/${id}`, kept.value.complete.files)) : kept
    }
  }
}

/** Files of a folder by their path in the workspace. */
export function below(folder: string, hashes: Recorded): Recorded {
  return Object.fromEntries(Object.entries(hashes).map(([name, hash]) => [`${folder}/${name}`, hash]))
}

function publishedOf(files: GuardedFiles, id: string): Outcome<Recorded> {
  const complete = readComplete(runFolder(files, `runs/${id}`))
  if (!complete.ok) return complete
  if (complete.value !== null) return success(below(`runs/${id}/published`, complete.value.published))
  return failure('run-incomplete', `The run ${id} has not come to its end.`, 'Run the pipeline again: it goes on.')
}
