import { CopyText } from '../../ui/CopyText.tsx'
import type { LockedFileFacts } from './lockJob.ts'

type LockedPanelProps = { readonly facts: LockedFileFacts; readonly workspace: string }

/** What was locked, by its hashes. */
export function LockedPanel({ facts, workspace }: LockedPanelProps) {
  const { path, isNew, sha256, deployedAt, configSha, matrixSha } = facts
  return (
    <div className="board-locked" role="status" data-locked>
      <div>
        <b>{isNew ? 'Locked.' : 'Exactly this was locked before; its file is as it was.'}</b> {deployedAt} in{' '}
        <span className="code">
          {workspace}/{path}
        </span>
      </div>
      <dl>
        <dt>sha256</dt>
        <dd className="code">{sha256}</dd>
        <dt>config_sha</dt>
        <dd className="code">{configSha}</dd>
        <dt>matrix_sha</dt>
        <dd className="code">{matrixSha ?? 'none: nothing was trained'}</dd>
      </dl>
      <CopyText text={sha256} label="Copy its hash" />
    </div>
  )
}
