import type { DeploymentListView } from '../../../../core/contract/workbench/leaderboardViews.ts'
import type { CartChange, CartView } from '../../../engine/leaderboard/cart.ts'
import type { LockedFile } from '../../../engine/leaderboard/lockDeployment.ts'
import { onOneLine } from '../progress/onOneLine.ts'
import { tableText } from './tableText.ts'

export function cartText({ lines, notes }: CartView): string {
  const told = notes.map((note) => `note: ${onOneLine(note)}`)
  if (lines.length === 0)
    return ['The cart is empty. Put a reviewed and accepted entry in with: assay cart add <id>', ...told].join('\n')
  const rows = lines.map(({ workspace, item, standing, trouble }) => [
    item.entryId,
    workspace,
    onOneLine(standing?.entry.subject ?? ''),
    item.profile,
    trouble === null ? 'ready' : onOneLine(trouble),
  ])
  return [tableText(['entry', 'workspace', 'what', 'profile', 'state'], rows), ...told].join('\n')
}

export function cartAddedText({ id, workspace, profile, changed }: CartChange): string {
  return changed
    ? `${id} of ${workspace} lies in the cart, chosen by the gates of ${profile}.`
    : `${id} of ${workspace} lay in the cart already.`
}

export function cartRemovedText({ id, workspace, changed }: CartChange): string {
  return changed ? `${id} of ${workspace} was taken out of the cart.` : `${id} of ${workspace} lay in it no more.`
}

export function lockedText({ path, deployment, isNew }: LockedFile): string {
  const { locked, sha256, deployed_at } = deployment
  return [
    isNew ? `Locked: ${path}` : `Exactly this was locked before, on ${deployed_at}: ${path}`,
    `  sha256      ${sha256}`,
    `  model_id    ${onOneLine(locked.model_id)}`,
    `  config_sha  ${locked.config_sha}`,
    `  matrix_sha  ${locked.matrix_sha ?? 'none: nothing was trained'}`,
    ...(locked.model === undefined
      ? []
      : [`  version     ${locked.model.version}, model_sha ${locked.model.model_sha}`]),
    `  profile     ${locked.risk_profile}, all ${locked.gates.length} gates pass`,
    `  checked     ${locked.validation.artefacts} files; made again with the same bytes; both engines alike over ${locked.validation.event_engine_bars} bars and ${locked.validation.event_engine_fills} fills`,
  ].join('\n')
}

const FILE_STATES = { 'as-locked': 'as locked', changed: 'CHANGED: not what was locked', missing: 'MISSING' } as const

export function deploymentsText({ lines, notes }: DeploymentListView): string {
  const told = notes.map((note) => `note: ${onOneLine(note)}`)
  if (lines.length === 0)
    return [
      'Nothing was locked. Lock an entry of the cart with: assay deploy lock <workspace> --id <id>',
      ...told,
    ].join('\n')
  const rows = lines.map(({ workspace, atMs, entryId, file, state, locked }) => [
    new Date(atMs).toISOString().slice(0, 16).replace('T', ' '),
    `${workspace}/${file}`,
    onOneLine(locked?.model_id ?? ''),
    locked?.risk_profile ?? '',
    entryId,
    FILE_STATES[state],
  ])
  return [tableText(['locked (UTC)', 'file', 'what', 'profile', 'entry', 'state'], rows), ...told].join('\n')
}
