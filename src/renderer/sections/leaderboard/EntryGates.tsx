import type { BoardRowView } from '../../../core/contract/workbench/leaderboardViews.ts'
import { Panel } from '../../ui/Panel.tsx'
import { GateBadge } from './GateBadge.tsx'
import { GateList } from './GateList.tsx'

/** The gates of the profile by which the entry is judged. */
export function EntryGates({ row: { profile, judgement } }: { readonly row: BoardRowView }) {
  const failed = judgement.gates.filter(({ pass }) => !pass).length
  return (
    <Panel
      title={`Gates of ${profile}`}
      description={failed === 0 ? 'All of them pass' : `${failed} of ${judgement.gates.length} fail`}
      actions={<GateBadge state={judgement.state} />}
      flush
    >
      <GateList gates={judgement.gates} />
    </Panel>
  )
}
