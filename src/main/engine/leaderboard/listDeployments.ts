import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import { type Deployment, deploymentSchema, type JournalLine } from '../../../core/contract/leaderboard.ts'
import type { DeploymentListView, DeploymentView } from '../../../core/contract/workbench/leaderboardViews.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { BoardPorts } from './leaderboardPorts.ts'
import { loadBoards } from './loadBoards.ts'
import { readChecked } from './readChecked.ts'

type Ports = Pick<BoardPorts, 'home' | 'manifests' | 'hash'>
type DeploymentLine = Extract<JournalLine, { readonly kind: 'deployment' }>

/** Every configuration that was ever locked, newest first, and whether its file still is what was locked. `workspace` null: of the whole home. Errors: those of `loadBoards`. */
export function listDeployments(ports: Ports, workspace: string | null): Outcome<DeploymentListView> {
  const loaded = loadBoards(ports, workspace)
  if (!loaded.ok) return loaded
  const { boards, notes } = loaded.value
  const lines = boards.flatMap(({ workspace: name, files, journal }) =>
    journal
      .filter((line) => line.kind === 'deployment')
      .map((line): DeploymentView => ({ workspace: name, ...deploymentOf(ports, files, line) })),
  )
  return success({ lines: lines.sort((left, right) => right.atMs - left.atMs), notes })
}

function deploymentOf(
  { hash }: Pick<Ports, 'hash'>,
  files: GuardedFiles,
  { atMs, entryId, file, deploymentHash }: DeploymentLine,
): Omit<DeploymentView, 'workspace'> {
  const line = { atMs, entryId, file, sha256: deploymentHash }
  if (!files.exists(file)) return { ...line, state: 'missing', locked: null }
  const read = readChecked(files, file, deploymentSchema)
  return read.ok && isAsLocked(read.value, deploymentHash, hash)
    ? { ...line, state: 'as-locked', locked: read.value.locked }
    : { ...line, state: 'changed', locked: null }
}

function isAsLocked({ sha256, locked }: Deployment, deploymentHash: string, hash: Ports['hash']): boolean {
  return sha256 === deploymentHash && hash(canonicalJson(locked)) === deploymentHash
}
