import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { RunPayload } from '../../../core/pipeline/unitRunner.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import { dataPassport } from '../queries/dataPassport.ts'
import { openWorkspace } from '../queries/openWorkspace.ts'
import { type PreparePorts, prepareKnownPair } from './preparePair.ts'
import { runFolder } from './runFolder.ts'
import { MANIFEST, readManifest } from './runManifest.ts'
import { HOLD_OUT_FILE } from './sealedBoundary.ts'

export type KnownRunPorts = Pick<WorkspacePorts, 'home' | 'manifests'> & Omit<PreparePorts, 'files'>

export type RunPlace = { readonly workspace: string; readonly runId: string }

/** What a run computed from, read again. `symbols` by role name; `payload` holds no sealed bar. */
export type KnownRun = {
  readonly payload: RunPayload
  readonly symbols: Readonly<Record<string, string>>
}

/**
 * Everything that decides what a run computes from, as it is now: equal stamps mean that nothing has changed meanwhile. Cheap: no bar is read.
 * Errors: those of `openWorkspace` and `dataPassport`.
 */
export function runStamp(ports: KnownRunPorts, place: RunPlace): Outcome<string> {
  const opened = openWorkspace(ports, place.workspace)
  if (!opened.ok) return opened
  const { workspace, files, manifestText } = opened.value
  const contents: string[] = []
  for (const symbol of rolesOf(workspace)) {
    const passport = dataPassport(files, symbol, workspace.interval)
    if (!passport.ok) return passport
    contents.push(passport.value.contentHash)
  }
  const manifest = runFolder(files, `runs/${place.runId}`).path(MANIFEST)
  return success(
    canonicalJson([
      files.root,
      place.runId,
      manifestText,
      contents,
      textOf(files, HOLD_OUT_FILE),
      textOf(files, manifest),
    ]),
  )
}

function rolesOf({ roles }: Workspace): readonly string[] {
  return [roles.primary, roles.secondary].flatMap((symbol) => (symbol === undefined ? [] : [symbol]))
}

function textOf(files: GuardedFiles, path: string): string {
  const text = files.readText(path)
  return text.ok ? text.value : ''
}

/**
 * Reads a run's data again under its own choices; writes nothing.
 * Errors: those of `openWorkspace` and `prepareKnownPair`, `run-broken`, `run-unfinished`, `run-data-changed`.
 */
export async function openKnownRun(ports: KnownRunPorts, { workspace, runId }: RunPlace): Promise<Outcome<KnownRun>> {
  const opened = openWorkspace(ports, workspace)
  if (!opened.ok) return opened
  const { files } = opened.value
  const manifest = readManifest(runFolder(files, `runs/${runId}`))
  if (!manifest.ok) return manifest
  if (manifest.value === null)
    return failure('run-unfinished', `The run ${runId} has not begun to compute.`, 'Run the pipeline again.')
  const prepared = await prepareKnownPair({ ...ports, files }, opened.value.workspace, manifest.value.choices)
  if (!prepared.ok) return prepared
  const { development, config, seed, legs } = prepared.value
  if (prepared.value.runId !== runId) return dataChanged(runId)
  return success({
    payload: { columns: development, config, seed },
    symbols: { primary: legs.primary.instrument.symbol, secondary: legs.secondary.instrument.symbol },
  })
}

function dataChanged(runId: string): Outcome<never> {
  return failure(
    'run-data-changed',
    `The data, the configuration or the program have changed since the run ${runId}: its events and trades cannot be made again.`,
    'Run the pipeline again and look at the new run.',
  )
}
