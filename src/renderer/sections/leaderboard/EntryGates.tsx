import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import type { BoardRowView } from '../../../core/contract/workbench/leaderboardViews.ts'
import { Panel } from '../../ui/Panel.tsx'
import { GateBadge } from './GateBadge.tsx'

/** Each gate of the profile with its reason; of those that fail, what to try. Failures come first. */
export function EntryGates({ row: { profile, judgement } }: { readonly row: BoardRowView }) {
  const gates = [...judgement.gates].sort((left, right) => Number(left.pass) - Number(right.pass))
  const failed = gates.filter(({ pass }) => !pass).length
  return (
    <Panel
      title={`Gates of ${profile}`}
      description={failed === 0 ? 'All of them pass' : `${failed} of ${gates.length} fail`}
      actions={<GateBadge state={judgement.state} />}
      flush
    >
      <ul className="board-gates">
        {gates.map(({ id, pass, reason, advice, threshold }) => (
          <li key={id} className="board-gate" data-pass={pass}>
            {pass ? <IconCircleCheck size={16} aria-label="passes" /> : <IconCircleX size={16} aria-label="fails" />}
            <div>
              <div>
                <b>{id}</b> <span className="panel-description">{threshold}</span>
              </div>
              <div>{reason}</div>
              {pass ? null : <div className="panel-description">{advice}</div>}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
