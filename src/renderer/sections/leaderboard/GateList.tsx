import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import type { GateResult } from '../../../core/contract/summary.ts'
import { windowWords } from '../../data/windowWords.ts'

/** Each gate with its reason; of those that fail, what to try. Failures come first. */
export function GateList({ gates }: { readonly gates: readonly GateResult[] }) {
  return (
    <ul className="board-gates">
      {[...gates]
        .sort((left, right) => Number(left.pass) - Number(right.pass))
        .map(({ id, pass, reason, advice, threshold }) => (
          <li key={id} className="board-gate" data-pass={pass}>
            {pass ? <IconCircleCheck size={16} aria-label="passes" /> : <IconCircleX size={16} aria-label="fails" />}
            <div>
              <div>
                <b>{id}</b> <span className="panel-description">{threshold}</span>
              </div>
              <div>{windowWords(reason)}</div>
              {pass ? null : <div className="panel-description">{windowWords(advice)}</div>}
            </div>
          </li>
        ))}
    </ul>
  )
}
