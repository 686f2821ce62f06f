import type { Api } from '../../../core/contract/workbench/api.ts'
import {
  type BuiltMatrixView,
  type MatrixListItem,
  type OwnFeatureView,
  readOwnFeatureViews,
} from '../../../core/contract/workbench/matrixViews.ts'
import type { Handlers } from '../../../core/contract/workbench/rpc.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { type KnownMatrix, listMatrices } from '../matrices/listMatrices.ts'
import { showMatrix } from '../matrices/showMatrix.ts'
import type { ColumnFiles } from '../ports/barFiles.ts'
import type { DataReadPorts } from '../ports/dataPorts.ts'
import type { Digests } from '../ports/digests.ts'
import type { JobProcesses } from '../ports/jobProcesses.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import { openWorkspace } from '../queries/openWorkspace.ts'
import { featureFamilies } from './featureFamilies.ts'

export type MatrixHandlerPorts = Pick<WorkspacePorts, 'home' | 'manifests' | 'clock'> &
  Omit<DataReadPorts, 'files' | 'columns'> & {
    readonly columns: ColumnFiles
    readonly digests: Digests
    readonly processes: JobProcesses
  }

type MatrixNames = 'features.families' | 'features.own' | 'matrices.list' | 'matrices.show'
export type MatrixHandlers = Pick<Handlers<Api, AbortSignal>, MatrixNames>

/** Built matrices, and what they may be built of. */
export function matrixHandlers(ports: MatrixHandlerPorts): MatrixHandlers {
  const families = featureFamilies()
  return {
    'features.families': () => success(families),
    'features.own': ({ workspace }, signal) => checkInProcess(ports, workspace, signal),
    'matrices.list': ({ workspace }) => {
      const opened = openWorkspace(ports, workspace)
      return opened.ok ? success(listMatrices(opened.value.files).map(listItem)) : opened
    },
    'matrices.show': ({ workspace, sha256 }) => show(ports, workspace, sha256),
  }
}

async function show(ports: MatrixHandlerPorts, workspace: string, sha256: string): Promise<Outcome<BuiltMatrixView>> {
  const opened = openWorkspace(ports, workspace)
  return opened.ok ? showMatrix({ ...ports, files: opened.value.files }, workspace, sha256) : opened
}

function listItem({ name, sha256, passport }: KnownMatrix): MatrixListItem {
  if (passport === null) return { name, sha256, passport, features: 0, errors: 0, warnings: 0 }
  const { instruments, interval, firstTime, lastTime, rows, labelledRows, target, trusted } = passport
  const { synthetic, engineVersion, findings } = passport
  const count = (wanted: 'error' | 'warning') => findings.filter(({ severity }) => severity === wanted).length
  return {
    name,
    sha256,
    passport: {
      instruments,
      interval,
      firstTime,
      lastTime,
      rows,
      labelledRows,
      target,
      trusted,
      synthetic,
      engineVersion,
    },
    features: passport.features.length,
    errors: count('error'),
    warnings: count('warning'),
  }
}

/** A researcher's code is run by the command line in a process of its own: however slow it is, it holds nobody up. */
async function checkInProcess(
  ports: MatrixHandlerPorts,
  workspace: string,
  signal: AbortSignal,
): Promise<Outcome<readonly OwnFeatureView[]>> {
  const opened = openWorkspace(ports, workspace)
  if (!opened.ok) return opened
  const outcome = await new Promise<Outcome<unknown>>((resolve) => {
    const started = ports.processes.start(['matrices', 'own-features', workspace], {
      onEvent: () => {},
      onEnd: resolve,
    })
    if (!started.ok) return resolve(started)
    signal.addEventListener('abort', () => started.value.kill(), { once: true })
  })
  if (!outcome.ok) return outcome
  const features = readOwnFeatureViews(outcome.value)
  return features === null
    ? failure('job-result-unreadable', 'The check of the features said nothing that can be read.', 'Check them again.')
    : success(features)
}
